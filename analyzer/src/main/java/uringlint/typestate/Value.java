package uringlint.typestate;

import java.util.List;

/// An abstract value.
public sealed interface Value {
    /// A known integer.
    record Int(long value) implements Value {}

    /// A constant known by its name alone: a flag, an opcode.
    record Named(String name) implements Value {}

    /// A value of which only facts are known; as a pointer, it points to the region that the symbol names.
    record Unknown(Symbol symbol) implements Value {}

    /// The address of a location.
    record Address(Location target) implements Value {}

    /// The address of a function.
    record Code(String name) implements Value {}

    /// An operator over values that are not all known.
    record Term(String operator, List<Value> operands) implements Value {
        public Term {
            operands = List.copyOf(operands);
        }
    }

    /// A string literal or another value about which nothing is asked.
    record Opaque() implements Value {}

    Value ZERO = new Int(0);
    Value OPAQUE = new Opaque();
}
