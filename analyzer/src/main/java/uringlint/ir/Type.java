// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;

/// A type as it is spelled; qualifiers (`const`, `volatile`, `__user`) are dropped.
public sealed interface Type {
    /// A basic type or a typedef's name, in one canonical spelling: `unsigned int`, `u32`, `size_t`.
    record Named(String name) implements Type {}

    /// `struct name`, `union name` or `enum name`. An anonymous one gets a name that no source can spell: `outer.<1>`.
    record Tagged(Keyword keyword, String name) implements Type {}

    /// `target *`
    record Pointer(Type target) implements Type {}

    /// `element[length]`; the length is `Unit` where none is given.
    record Array(Type element, Expr length) implements Type {}

    /// A function, as the target of a pointer.
    record Callable(Type result, List<Type> parameters) implements Type {
        public Callable {
            parameters = List.copyOf(parameters);
        }
    }

    /// A type that is not known.
    record Unknown() implements Type {}

    /// The keyword before a tag.
    enum Keyword {
        STRUCT,
        UNION,
        ENUM
    }

    Type UNKNOWN = new Unknown();
}
