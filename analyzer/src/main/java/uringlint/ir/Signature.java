// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;

/// How a function is declared, where the source says more than its types do: as a method of a type, by which receiver, as whose
/// trait's, and how its types are spelled. Types of wrappers are erased in the IR: `Pin<&mut Handle>`, `&Handle` and `Handle` may
/// all be one pointer.
///
/// @param owner the type that the function is a method of, or empty
/// @param trait the trait that the method belongs to, or empty
/// @param parameters the parameters' types as spelled, the receiver's first
/// @param result the result's type as spelled, or empty
/// @param attributes `must_use`, `inline`, ..., and `pub(crate)`
public record Signature(
        String owner,
        String trait,
        Receiver receiver,
        boolean isUnsafe,
        boolean isPublic,
        List<String> parameters,
        String result,
        List<String> attributes) {
    /// How a method takes the value that it is called on.
    public enum Receiver {
        /// There is none.
        NONE,
        /// It is moved in.
        VALUE,
        /// By a shared reference.
        SHARED,
        /// By an exclusive reference, pinned or not.
        UNIQUE
    }

    /// How an attribute starts that no source can spell: `pub(crate)`, for what a part of the program sees.
    public static final String SHARED = "pub";

    /// What is to be said of a function in C.
    public static final Signature NONE = new Signature("", "", Receiver.NONE, false, true, List.of(), "", List.of());

    public Signature {
        parameters = List.copyOf(parameters);
        attributes = List.copyOf(attributes);
    }

    /// Whether others see the function than the module in which it stands.
    public boolean isShared() {
        return isPublic || attributes.stream().anyMatch(attribute -> attribute.startsWith(SHARED + "("));
    }

    /// Whether the source says more of the function than its types do.
    public boolean isTold() {
        return !equals(NONE);
    }
}
