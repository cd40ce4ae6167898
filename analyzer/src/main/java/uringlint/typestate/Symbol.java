package uringlint.typestate;

import uringlint.ir.Type;

/// The name of a value that is not known. Symbols are interned by a `SymbolTable`, so identity is equality; `number` gives a
/// stable order. The type is the one under which the value was first seen.
public final class Symbol implements Comparable<Symbol> {
    private final int number;
    private final Origin origin;
    private final Type type;

    Symbol(int number, Origin origin, Type type) {
        this.number = number;
        this.origin = origin;
        this.type = type;
    }

    /// Where a value comes from.
    public sealed interface Origin {
        /// A parameter of the entry point.
        record Parameter(String function, int index, String name) implements Origin {}

        /// What a location held before the entry point ran.
        record Initial(Location location) implements Origin {}

        /// The result of the `generation`-th live value made at a site: a call, a loop head.
        record Made(String site, String what, int generation) implements Origin {}

        /// The object whose `member` the symbol `inner` points to.
        record Outer(Symbol inner, String type, String member) implements Origin {}
    }

    public Origin origin() {
        return origin;
    }

    public Type type() {
        return type;
    }

    @Override
    public int compareTo(Symbol other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return switch (origin) {
            case Origin.Parameter(_, _, var name) -> name;
            case Origin.Initial(var location) -> location.toString();
            case Origin.Made(_, var what, var generation) -> what + "'" + (generation == 0 ? "" : generation);
            case Origin.Outer(var inner, _, var member) -> "container(" + inner + "." + member + ")";
        };
    }
}
