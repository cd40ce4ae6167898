// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import java.util.Arrays;

/// A set of integers as sorted, disjoint, closed intervals; no interval is the empty set. At most `LIMIT` intervals are
/// kept: a set that would need more is widened by closing its narrowest gaps. The integers from `HIGH` on are not told apart, nor
/// are those up to `LOW`.
public final class Ranges {
    private static final int LIMIT = 8;
    private static final long LOW = Long.MIN_VALUE / 4;
    private static final long HIGH = Long.MAX_VALUE / 4;

    /// Every integer.
    public static final Ranges ALL = new Ranges(new long[] {LOW, HIGH});
    /// No integer: a value that cannot exist, so a path that is not taken.
    public static final Ranges NONE = new Ranges(new long[0]);

    /// Every integer but 0.
    private static final Ranges NOT_ZERO = ALL.minus(of(0));

    /// The first and the last integer of each interval, in turn.
    private final long[] bounds;

    private Ranges(long[] bounds) {
        this.bounds = bounds;
    }

    private static Ranges of(long[] bounds, int count) {
        if (count == 0) {
            return NONE;
        }
        return count == 2 && bounds[0] == LOW && bounds[1] == HIGH
                ? ALL
                : new Ranges(count == bounds.length ? bounds : Arrays.copyOf(bounds, count));
    }

    public static Ranges of(long value) {
        return between(value, value);
    }

    private static long bounded(long value) {
        return Math.clamp(value, LOW, HIGH);
    }

    /// The integers from `low` to `high`, both included; empty if `low > high`.
    public static Ranges between(long low, long high) {
        return low > high ? NONE : of(new long[] {bounded(low), bounded(high)}, 2);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Ranges that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /// The number of intervals.
    int size() {
        return bounds.length / 2;
    }

    public boolean contains(long value) {
        long member = bounded(value);
        for (int at = 0; at < bounds.length; at += 2) {
            if (bounds[at] <= member && member <= bounds[at + 1]) {
                return true;
            }
        }
        return false;
    }

    /// Whether `value` is the only member.
    public boolean isOnly(long value) {
        return isSingle() && bounds[0] == value;
    }

    /// Whether there is just one member.
    public boolean isSingle() {
        return bounds.length == 2 && bounds[0] == bounds[1] && bounds[0] != LOW && bounds[0] != HIGH;
    }

    /// The least member of a set that is not empty.
    public long least() {
        return bounds[0];
    }

    /// The greatest member of a set that is not empty.
    public long greatest() {
        return bounds[bounds.length - 1];
    }

    /// Whether there is a member below a limit that is none of two others.
    public boolean hasBelow(long limit, long one, long other) {
        for (int at = 0; at < bounds.length && bounds[at] < limit; at += 2) {
            long count = Math.min(bounds[at + 1], limit - 1) - bounds[at] + 1;
            count -= isWithin(one, at, limit) ? 1 : 0;
            count -= other != one && isWithin(other, at, limit) ? 1 : 0;
            if (count > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isWithin(long value, int at, long limit) {
        return bounds[at] <= value && value <= bounds[at + 1] && value < limit;
    }

    public Ranges intersect(Ranges other) {
        if (other == ALL || this == other) {
            return this;
        }
        if (this == ALL) {
            return other;
        }
        var result = new long[bounds.length + other.bounds.length];
        int count = 0;
        int left = 0;
        int right = 0;
        while (left < bounds.length && right < other.bounds.length) {
            long low = Math.max(bounds[left], other.bounds[right]);
            long high = Math.min(bounds[left + 1], other.bounds[right + 1]);
            if (low <= high) {
                result[count++] = low;
                result[count++] = high;
            }
            if (bounds[left + 1] < other.bounds[right + 1]) {
                left += 2;
            } else {
                right += 2;
            }
        }
        return of(result, count);
    }

    public Ranges union(Ranges other) {
        if (this == ALL || other == ALL) {
            return ALL;
        }
        if (this == other || other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        var result = new long[bounds.length + other.bounds.length];
        int count = 0;
        int left = 0;
        int right = 0;
        while (left < bounds.length || right < other.bounds.length) {
            boolean isLeft = right >= other.bounds.length || left < bounds.length && bounds[left] <= other.bounds[right];
            long low = isLeft ? bounds[left] : other.bounds[right];
            long high = isLeft ? bounds[left + 1] : other.bounds[right + 1];
            left += isLeft ? 2 : 0;
            right += isLeft ? 0 : 2;
            if (count > 0 && low <= result[count - 1] + 1) {
                result[count - 1] = Math.max(result[count - 1], high);
            } else {
                result[count++] = low;
                result[count++] = high;
            }
        }
        while (count > 2 * LIMIT) {
            int narrowest = 2;
            for (int gap = 4; gap < count; gap += 2) {
                if (result[gap] - result[gap - 1] < result[narrowest] - result[narrowest - 1]) {
                    narrowest = gap;
                }
            }
            System.arraycopy(result, narrowest + 1, result, narrowest - 1, count - narrowest - 1);
            count -= 2;
        }
        return of(result, count);
    }

    /// This set without one value.
    public Ranges without(long value) {
        return this == ALL && value == 0 ? NOT_ZERO : contains(value) ? minus(of(value)) : this;
    }

    /// The integers of this set, each with another one added.
    public Ranges shifted(long added) {
        if (this == ALL || isEmpty()) {
            return this;
        }
        long bounded = Math.clamp(added, 2 * LOW, 2 * HIGH);
        Ranges moved = NONE;
        for (int at = 0; at < bounds.length; at += 2) {
            moved = moved.union(between(
                    bounds[at] == LOW ? LOW : bounds[at] + bounded, bounds[at + 1] == HIGH ? HIGH : bounds[at + 1] + bounded));
        }
        return moved;
    }

    /// This set without all that are in another one.
    public Ranges minus(Ranges other) {
        Ranges rest = this;
        for (int at = 0; at < other.bounds.length; at += 2) {
            long low = other.bounds[at];
            long high = other.bounds[at + 1];
            if (high == LOW || low == HIGH) {
                // One of those that are not told apart: the others stay.
                continue;
            }
            rest = rest.intersect(
                    low <= LOW
                            ? between(high + 1, HIGH)
                            : high >= HIGH
                                    ? between(LOW, low - 1)
                                    : new Ranges(new long[] {LOW, low - 1, high + 1, HIGH}));
        }
        return rest;
    }

    @Override
    public String toString() {
        if (isEmpty()) {
            return "{}";
        }
        var text = new StringBuilder("{");
        for (int at = 0; at < bounds.length; at += 2) {
            text.append(at > 0 ? ", " : "");
            if (bounds[at] == bounds[at + 1]) {
                text.append(bounds[at]);
            } else {
                text.append(bounds[at] == LOW ? "" : bounds[at])
                        .append("..")
                        .append(bounds[at + 1] == HIGH ? "" : bounds[at + 1]);
            }
        }
        return text.append('}').toString();
    }
}
