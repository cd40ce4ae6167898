// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;

/// A value. Expressions have no effects: calls and assignments are instructions.
public sealed interface Expr {
    /// An integer or character constant; `text` is its spelling.
    record Literal(long value, String text) implements Expr {}

    /// A string literal, without its quotes.
    record Text(String value) implements Expr {}

    /// A name that is no variable: a macro constant, an enumerator, a function.
    record Symbol(String name) implements Expr {}

    /// No value: the value of a `return;`.
    record Unit() implements Expr {}

    /// The value stored in a place.
    record Read(Place place) implements Expr {}

    /// `&place`
    record AddressOf(Place place) implements Expr {}

    /// An operator over values: `+ - * / % & | ^ << >> ~ == != < > <= >=`, unary `-` and `~` with one operand, `!`, `sizeof`.
    record Apply(String operator, List<Expr> operands) implements Expr {
        public Apply {
            operands = List.copyOf(operands);
        }
    }

    /// `(type)value`
    record Cast(Type type, Expr value) implements Expr {}

    /// An initializer list or compound literal. An element without designators has an empty list and stands for its position.
    record Aggregate(Type type, List<Element> elements) implements Expr {
        public Aggregate {
            elements = List.copyOf(elements);
        }
    }

    /// One element of an aggregate: `.a.b = value` has the designators `.a`, `.b`.
    record Element(List<Projection> designators, Expr value) {
        public Element {
            designators = List.copyOf(designators);
        }
    }

    /// A value of an algebraic type: a variant, a structure or, with an empty name, a tuple. Other than an `Aggregate`, it is one value
    /// that can be handed on: the fields are read off it again.
    record Variant(String name, List<Part> parts) implements Expr {
        public Variant {
            parts = List.copyOf(parts);
        }
    }

    /// A field of a variant with its value. The fields of a tuple are called `0`, `1`, ...
    record Part(String name, Expr value) {}

    /// Whether a value is of a variant.
    record Is(Expr value, String variant) implements Expr {}
}
