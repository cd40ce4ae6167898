// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import java.util.Arrays;
import uringlint.ir.Type;

/// The name of a value that is not known. Symbols are interned by a `SymbolTable`, so identity is equality; `number` gives a
/// stable order. The type is the one under which the value was first seen.
public final class Symbol implements Comparable<Symbol> {
    private final int number;
    private final Origin origin;
    private final Type type;

    private final Symbol[] mentioned;

    Symbol(int number, Origin origin, Type type) {
        this.number = number;
        this.origin = origin;
        this.type = type;
        mentioned = mentioned(origin);
    }

    private Symbol[] mentioned(Origin from) {
        Symbol[] inner = switch (from) {
            case Origin.Initial(var location) -> location.mentioned();
            case Origin.Outer(var member, _, _) -> member.mentioned;
            case Origin.Parameter _, Origin.Made _ -> MemoryLocation.NOBODY;
        };
        Symbol[] all = Arrays.copyOf(inner, inner.length + 1);
        all[inner.length] = this;
        return all;
    }

    /// The symbol and those that its origin is made of. Not to be written to.
    public Symbol[] mentioned() {
        return mentioned;
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
        record Initial(MemoryLocation location) implements Origin {
            @Override
            public boolean equals(Object other) {
                return other instanceof Initial that && location.equals(that.location);
            }

            @Override
            public int hashCode() {
                return location.hashCode();
            }
        }

        /// The `generation`-th live value made at a site: a call, a loop head.
        record Made(String site, What what, int generation) implements Origin {
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

    /// What was made at a site, with the name of the function that gave it, or of what it is kept in.
    public record What(Kind kind, String name) {
        /// How a value comes to be.
        public enum Kind {
            /// The result of a function that got no object.
            RESULT,
            /// The result of a function that got an object, and may say by it what became of the object.
            ANSWER,
            /// New memory.
            NEW,
            /// A value that was moved out of where it was, and is no pointer.
            MOVED,
            /// What two paths or two rounds of a loop have left in one place, or what nobody knows wrote there.
            VALUE
        }

        public static What result(String function) {
            return new What(Kind.RESULT, function);
        }

        public static What answer(String function) {
            return new What(Kind.ANSWER, function);
        }

        public static What memory(String function) {
            return new What(Kind.NEW, function);
        }

        public static What moved(String function) {
            return new What(Kind.MOVED, function);
        }

        public static What value(String name) {
            return new What(Kind.VALUE, name);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof What that && kind == that.kind && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode() * 31 + kind.ordinal();
        }
    }

    /// Whether this is a value that came to be in a way.
    public boolean is(What.Kind kind) {
        return origin instanceof Origin.Made(_, var what, _) && what.kind() == kind;
    }

    /// The place of the symbol in its table.
    int number() {
        return number;
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
            case Origin.Made(_, var what, _) ->
                what.kind() != What.Kind.VALUE
                        ? what.name() + "()"
                        : what.name().startsWith("%") ? "it" : what.name();
            case Origin.Outer(var inner, _, var member) -> "container(" + inner + "." + member + ")";
        };
    }
}
