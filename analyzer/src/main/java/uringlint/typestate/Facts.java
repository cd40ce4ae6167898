package uringlint.typestate;

import java.util.Set;
import java.util.TreeSet;

/// What is known about one value: the integers it can be, the flags known to be set and clear in it, and the named constants
/// that it is or is not.
public record Facts(Ranges ranges, Set<String> set, Set<String> clear, Set<String> not) {
    static final Facts NOTHING = new Facts(Ranges.ALL, Set.of(), Set.of(), Set.of());

    boolean isNothing() {
        return this == NOTHING || equals(NOTHING);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Facts that
                        && ranges.equals(that.ranges)
                        && set.equals(that.set)
                        && clear.equals(that.clear)
                        && not.equals(that.not);
    }

    @Override
    public int hashCode() {
        return ((ranges.hashCode() * 31 + set.hashCode()) * 31 + clear.hashCode()) * 31 + not.hashCode();
    }

    boolean isImpossible() {
        return ranges.isEmpty();
    }

    Facts withRanges(Ranges narrowed) {
        return new Facts(narrowed, set, clear, not);
    }

    Facts withSet(String flag) {
        return new Facts(ranges, plus(set, flag), clear, not);
    }

    Facts withClear(String flag) {
        return new Facts(ranges, set, plus(clear, flag), not);
    }

    Facts withNot(String constant) {
        return new Facts(ranges, set, clear, plus(not, constant));
    }

    /// What holds if either of two facts holds.
    Facts or(Facts other) {
        return new Facts(ranges.union(other.ranges), common(set, other.set), common(clear, other.clear), common(not, other.not));
    }

    private static Set<String> plus(Set<String> names, String name) {
        if (names.contains(name)) {
            return names;
        }
        var more = new TreeSet<>(names);
        more.add(name);
        return more;
    }

    private static Set<String> common(Set<String> left, Set<String> right) {
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
        if (!not.isEmpty()) {
            text.append(" not").append(not);
        }
        return text.toString().strip();
    }
}
