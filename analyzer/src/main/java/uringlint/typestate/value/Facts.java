// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import java.util.Set;
import java.util.TreeSet;

/// What is known about one value: the integers it can be, the flags known to be set and clear in it, the named constants
/// of which it is one (all of them, if there are none) and those that it is not, and, of a pointer, whether it is an error.
public record Facts(Ranges ranges, Set<Flag> set, Set<Flag> clear, Set<String> is, Set<String> not, Pointer pointer) {
    public static final Facts NOTHING = new Facts(Ranges.ALL, Set.of(), Set.of(), Set.of(), Set.of(), Pointer.ANY);

    /// How many constants are told apart of which a value is one.
    private static final int ALTERNATIVES = 16;

    /// What a pointer is.
    public enum Pointer {
        /// Nothing is known.
        ANY,
        /// It encodes an error.
        ERROR,
        /// It encodes no error.
        VALID
    }

    /// Whether a flag with this name is known to be set.
    public boolean isSet(String flag) {
        return set.contains(new Flag.Named(flag));
    }

    /// Whether a flag with this name is known to be clear.
    public boolean isClear(String flag) {
        return clear.contains(new Flag.Named(flag));
    }

    public boolean isNothing() {
        return this == NOTHING || equals(NOTHING);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Facts that
                        && pointer == that.pointer
                        && ranges.equals(that.ranges)
                        && set.equals(that.set)
                        && clear.equals(that.clear)
                        && is.equals(that.is)
                        && not.equals(that.not);
    }

    @Override
    public int hashCode() {
        return (((ranges.hashCode() * 31 + set.hashCode()) * 31 + clear.hashCode()) * 31 + is.hashCode()) * 31
                + not.hashCode()
                + pointer.ordinal();
    }

    public boolean isImpossible() {
        return ranges.isEmpty();
    }

    public Facts withRanges(Ranges narrowed) {
        return new Facts(narrowed, set, clear, is, not, pointer);
    }

    public Facts withSet(Flag flag) {
        return new Facts(ranges, plus(set, flag), clear, is, not, pointer);
    }

    public Facts withClear(Flag flag) {
        return new Facts(ranges, set, plus(clear, flag), is, not, pointer);
    }

    public Facts withIs(String constant) {
        return new Facts(ranges, set, clear, Set.of(constant), not, pointer);
    }

    public Facts withNot(String constant) {
        if (is.contains(constant)) {
            var others = new TreeSet<>(is);
            others.remove(constant);
            return new Facts(ranges, set, clear, others, not, pointer);
        }
        return new Facts(ranges, set, clear, is, plus(not, constant), pointer);
    }

    public Facts withPointer(Pointer known) {
        return new Facts(ranges, set, clear, is, not, known);
    }

    /// What holds if either of two facts holds.
    public Facts or(Facts other) {
        return new Facts(
                ranges.union(other.ranges),
                common(set, other.set),
                common(clear, other.clear),
                either(is, other.is),
                common(not, other.not),
                pointer == other.pointer ? pointer : Pointer.ANY);
    }

    private static Set<String> either(Set<String> left, Set<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Set.of();
        }
        if (left.containsAll(right)) {
            return left;
        }
        var both = new TreeSet<>(left);
        both.addAll(right);
        return both.size() > ALTERNATIVES ? Set.of() : both;
    }

    private static <T extends Comparable<T>> Set<T> plus(Set<T> names, T name) {
        if (names.contains(name)) {
            return names;
        }
        var more = new TreeSet<>(names);
        more.add(name);
        return more;
    }

    private static <T extends Comparable<T>> Set<T> common(Set<T> left, Set<T> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Set.of();
        }
        var both = new TreeSet<>(left);
        both.retainAll(right);
        return both;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        if (!ranges.equals(Ranges.ALL)) {
            text.append(ranges);
        }
        if (!set.isEmpty()) {
            text.append(" set").append(set);
        }
        if (!clear.isEmpty()) {
            text.append(" clear").append(clear);
        }
        if (!is.isEmpty()) {
            text.append(" is").append(is);
        }
        if (!not.isEmpty()) {
            text.append(" not").append(not);
        }
        switch (pointer) {
            case ERROR -> text.append(" an error");
            case VALID -> text.append(" no error");
            case ANY -> {}
        }
        return text.toString().strip();
    }
}
