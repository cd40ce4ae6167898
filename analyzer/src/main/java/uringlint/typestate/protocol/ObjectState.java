// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// What is known of one tracked object at a point of a path. `carrier` says by what it was
/// handed off, `since` by which statement it came to its life: one of a function that still runs, or `NOWHERE` where it is
/// the path's own; `owed` is how often it is to be ended.
public record ObjectState(Life life, Source source, boolean marked, Taken taken, Carrier carrier, Location since, int owed) {
    public static final Location NOWHERE = new Location(new SourceFile("", new byte[0]), new Span(0, 0));

    /// Who holds the object.
    public enum Life {
        /// The analyzed code.
        OWNED,
        /// Nobody any more: it was completed.
        COMPLETED,
        /// Another context will run with it.
        HANDED_OFF,
        /// The core, which will issue it again.
        RETURNED,
        /// It was given to code that is not known, which may have done anything.
        ESCAPED
    }

    /// How the path came to the object.
    public enum Source {
        /// The parameter of a handler: it must be given back.
        ISSUED,
        /// The object that a callback was called for, which nothing else refers to: it must be given back.
        ARRIVED,
        /// The object that a callback was called for, which is still stored where others find it.
        SHARED,
        /// Loaded from memory that others can see.
        FOUND,
        /// The parameter of a function about whose callers nothing is known.
        ARGUMENT
    }

    /// Whether a path took a found object away from where it was found.
    public enum Taken {
        /// It is still there, as far as is known.
        NO,
        /// Its place was overwritten; there may have been no object.
        MAYBE,
        /// The path has it in a variable, and cleared its place.
        YES,
        /// What held it was freed, and the path never looked at it.
        UNSEEN
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof ObjectState that
                        && life == that.life
                        && source == that.source
                        && marked == that.marked
                        && taken == that.taken
                        && carrier == that.carrier
                        && since.equals(that.since)
                        && owed == that.owed;
    }

    @Override
    public int hashCode() {
        return ((life.ordinal() * 31 + source.ordinal()) * 31 + taken.ordinal()) * 31 + carrier.ordinal() + (marked ? 1 : 0);
    }

    /// Whether the entry point was called for the object.
    public boolean isOwn() {
        return switch (source) {
            case ISSUED, ARRIVED, SHARED -> true;
            case FOUND, ARGUMENT -> false;
        };
    }

    /// Whether a callback was called for the object.
    public boolean isBrought() {
        return isOwn() && source != Source.ISSUED;
    }

    public static ObjectState of(Source source) {
        return new ObjectState(Life.OWNED, source, false, Taken.NO, Carrier.NONE, NOWHERE, 1);
    }

    public ObjectState with(Life changed, Carrier by, Location where) {
        return new ObjectState(changed, source, marked, taken, by, changed == Life.OWNED ? NOWHERE : where, owed);
    }

    public ObjectState withSince(Location where) {
        return new ObjectState(life, source, marked, taken, carrier, where, owed);
    }

    public ObjectState withMark(boolean isMarked) {
        return new ObjectState(life, source, isMarked, taken, carrier, since, owed);
    }

    public ObjectState withTaken(Taken how) {
        return new ObjectState(life, source, marked, how, carrier, since, owed);
    }

    /// The same with more or fewer ends that are owed: an object with a count is ended once for each reference.
    public ObjectState withOwed(int added) {
        return new ObjectState(life, source, marked, taken, carrier, since, owed + added);
    }
}
