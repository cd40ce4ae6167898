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
        record Parameter(String function, int index, String name) implements Origin {
            @Override
            public boolean equals(Object other) {
                return other instanceof Parameter that && index == that.index && function.equals(that.function);
            }

            @Override
            public int hashCode() {
                return function.hashCode() * 31 + index;
            }
        }

        /// What a location held before the entry point ran.
        record Initial(Location location) implements Origin {
            @Override
            public boolean equals(Object other) {
                return other instanceof Initial that && location.equals(that.location);
            }

            @Override
            public int hashCode() {
                return location.hashCode();
            }
        }

        /// The result of the `generation`-th live value made at a site: a call, a loop head.
        record Made(String site, String what, int generation) implements Origin {
            @Override
            public boolean equals(Object other) {
                return other instanceof Made that && generation == that.generation && site.equals(that.site) && what.equals(that.what);
            }

            @Override
            public int hashCode() {
                return (site.hashCode() * 31 + what.hashCode()) * 31 + generation;
            }
        }

        /// The object whose `member` the symbol `inner` points to.
        record Outer(Symbol inner, String type, String member) implements Origin {
            @Override
            public boolean equals(Object other) {
                return other instanceof Outer that && inner == that.inner && type.equals(that.type) && member.equals(that.member);
            }

            @Override
            public int hashCode() {
                return inner.hashCode() * 31 + member.hashCode();
            }
        }
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
            case Origin.Made(_, var what, _) -> what.startsWith("call ") || what.startsWith("answer ") || what.startsWith("new ") || what.startsWith(Tracker.MOVED)
                    ? what.substring(what.indexOf(' ') + 1) + "()"
                    : what;
            case Origin.Outer(var inner, _, var member) -> "container(" + inner + "." + member + ")";
        };
    }
}
