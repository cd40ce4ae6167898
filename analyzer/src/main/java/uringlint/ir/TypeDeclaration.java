// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;
import java.util.OptionalInt;
import uringlint.source.Span;

/// A declaration of a type.
public sealed interface TypeDeclaration {
    String name();

    Span span();

    /// A struct or union with its members. It has the attribute `PARTIAL` where it may have others: behind `#if`, or
    /// from macros.
    record Composite(Type.Keyword keyword, String name, List<Member> members, List<String> attributes, Span span)
            implements TypeDeclaration {
        /// An attribute that no source can spell.
        public static final String PARTIAL = "?";
        /// An attribute that no source can spell: everybody can write down a value, because all members are public.
        public static final String OPEN = "pub *";

        public Composite {
            members = List.copyOf(members);
            attributes = List.copyOf(attributes);
        }
    }

    /// `typedef target name`
    record Alias(String name, Type target, List<String> attributes, Span span) implements TypeDeclaration {
        public Alias {
            attributes = List.copyOf(attributes);
        }
    }

    /// An enumeration with its constants.
    record Enumeration(String name, List<Constant> constants, List<String> attributes, Span span) implements TypeDeclaration {
        public Enumeration {
            constants = List.copyOf(constants);
            attributes = List.copyOf(attributes);
        }
    }

    /// A member; the name of an anonymous struct or union member is empty. `bits` is the width of a bit-field;
    /// where that is no literal it is an attribute `: WIDTH`.
    record Member(String name, Type type, OptionalInt bits, List<String> attributes, Span span) {
        public Member {
            attributes = List.copyOf(attributes);
        }
    }
}
