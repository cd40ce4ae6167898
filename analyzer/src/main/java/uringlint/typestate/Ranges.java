package uringlint.typestate;

import java.util.ArrayList;
import java.util.List;

/// A set of integers as sorted, disjoint, closed intervals; an empty list is the empty set. At most `LIMIT` intervals are
/// kept: a set that would need more is widened by closing its narrowest gaps.
public record Ranges(List<Interval> intervals) {
    private static final int LIMIT = 8;
    private static final long LOW = Long.MIN_VALUE / 4;
    private static final long HIGH = Long.MAX_VALUE / 4;

    /// Every integer.
    public static final Ranges ALL = new Ranges(List.of(new Interval(LOW, HIGH)));
    /// No integer: a value that cannot exist, so a path that is not taken.
    public static final Ranges NONE = new Ranges(List.of());

    /// The integers from `low` to `high`, both included.
    public record Interval(long low, long high) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Interval that && low == that.low && high == that.high;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(low * 31 + high);
        }
    }

    public Ranges {
        intervals = List.copyOf(intervals);
    }

    public static Ranges of(long value) {
        return new Ranges(List.of(new Interval(value, value)));
    }

    /// The integers from `low` to `high`, both included; empty if `low > high`.
    public static Ranges between(long low, long high) {
        return low > high ? NONE : new Ranges(List.of(new Interval(Math.max(low, LOW), Math.min(high, HIGH))));
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Ranges that && intervals.equals(that.intervals);
    }

    @Override
    public int hashCode() {
        return intervals.hashCode();
    }

    public boolean isEmpty() {
        return intervals.isEmpty();
    }

    public boolean contains(long value) {
        for (Interval interval : intervals) {
            if (interval.low() <= value && value <= interval.high()) {
                return true;
            }
        }
        return false;
    }

    /// Whether `value` is the only member.
    public boolean isOnly(long value) {
        return intervals.size() == 1 && intervals.getFirst().low() == value && intervals.getFirst().high() == value;
    }

    /// Whether there is just one member.
    public boolean isSingle() {
        return intervals.size() == 1 && intervals.getFirst().low() == intervals.getFirst().high();
    }

    /// The least member of a set that is not empty.
    public long least() {
        return intervals.getFirst().low();
    }

    /// The greatest member of a set that is not empty.
    public long greatest() {
        return intervals.getLast().high();
    }

    public Ranges intersect(Ranges other) {
        if (other == ALL || this == other) {
            return this;
        }
        if (this == ALL) {
            return other;
        }
        var result = new ArrayList<Interval>();
        for (Interval left : intervals) {
            for (Interval right : other.intervals) {
                long low = Math.max(left.low(), right.low());
                long high = Math.min(left.high(), right.high());
                if (low <= high) {
                    result.add(new Interval(low, high));
                }
            }
        }
        return new Ranges(result);
    }

    public Ranges union(Ranges other) {
        if (this == ALL || other == ALL) {
            return ALL;
        }
        if (this == other) {
            return this;
        }
        var all = new ArrayList<>(intervals);
        all.addAll(other.intervals);
        all.sort((left, right) -> Long.compare(left.low(), right.low()));
        var result = new ArrayList<Interval>();
        for (Interval interval : all) {
            if (!result.isEmpty() && interval.low() <= result.getLast().high() + 1) {
                Interval last = result.removeLast();
                result.add(new Interval(last.low(), Math.max(last.high(), interval.high())));
            } else {
                result.add(interval);
            }
        }
        while (result.size() > LIMIT) {
            int narrowest = 0;
            for (int gap = 1; gap + 1 < result.size(); gap++) {
                if (gap(result, gap) < gap(result, narrowest)) {
                    narrowest = gap;
                }
            }
            Interval right = result.remove(narrowest + 1);
            result.set(narrowest, new Interval(result.get(narrowest).low(), right.high()));
        }
        return new Ranges(result);
    }

    /// This set without one value.
    public Ranges without(long value) {
        return contains(value) ? intersect(complement(value)) : this;
    }

    private static Ranges complement(long value) {
        return new Ranges(List.of(new Interval(LOW, value - 1), new Interval(value + 1, HIGH)));
    }

    /// This set without all that are in another one.
    Ranges minus(Ranges other) {
        Ranges rest = this;
        for (Interval interval : other.intervals) {
            rest = rest.intersect(between(LOW, interval.low() - 1).union(between(interval.high() + 1, HIGH)));
        }
        return rest;
    }

    private static long gap(List<Interval> intervals, int index) {
        return intervals.get(index + 1).low() - intervals.get(index).high();
    }

    @Override
    public String toString() {
        if (isEmpty()) {
            return "{}";
        }
        var text = new StringBuilder("{");
        for (Interval interval : intervals) {
            text.append(text.length() > 1 ? ", " : "");
            if (interval.low() == interval.high()) {
                text.append(interval.low());
            } else {
                text.append(interval.low() == LOW ? "" : interval.low()).append("..").append(interval.high() == HIGH ? "" : interval.high());
            }
        }
        return text.append('}').toString();
    }
}
