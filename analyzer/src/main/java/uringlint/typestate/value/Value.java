// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import java.util.List;

/// An abstract value. Values are keys of the simulation's hottest maps: they hash without the record's generated method, which
/// costs a lambda form each on a cold start.
public sealed interface Value {
    /// A known integer.
    record Int(long value) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Int that && value == that.value;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(value);
        }
    }

    /// A constant known by its name alone: a flag, an opcode.
    record Named(String name) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Named that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /// A value of which only facts are known; as a pointer, it points to the region that the symbol names.
    record Unknown(Symbol symbol) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Unknown that && symbol == that.symbol;
        }

        @Override
        public int hashCode() {
            return symbol.hashCode() * 31 + 1;
        }
    }

    /// The address of a location.
    record Address(MemoryLocation target) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Address that && target.equals(that.target);
        }

        @Override
        public int hashCode() {
            return target.hashCode() * 31 + 2;
        }
    }

    /// The address of a function.
    record Code(String name) implements Value {}

    /// An operator over values that are not all known.
    record Term(String operator, List<Value> operands) implements Value {
        public Term {
            operands = List.copyOf(operands);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Term that && operator.equals(that.operator) && operands.equals(that.operands);
        }

        @Override
        public int hashCode() {
            return operator.hashCode() * 31 + operands.hashCode();
        }
    }

    /// A string literal or another value about which nothing is asked.
    record Opaque() implements Value {}

    Value ZERO = new Int(0);
    Value OPAQUE = new Opaque();
}
