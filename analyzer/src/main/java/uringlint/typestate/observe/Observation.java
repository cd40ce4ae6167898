// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.source.Location;
import uringlint.source.Span;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.protocol.Waiting;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Value;

/// Something that happened to a tracked object on a path that is known for certain, as the rules see it.
public sealed interface Observation {
    /// How things stood when it happened.
    Moment moment();

    /// The object was completed. `isWritten` says that the result is a constant of the analyzed code, `name` is the one
    /// that it is known by, or empty.
    record Complete(Moment moment, Ranges result, boolean isWritten, String name, Word flags, boolean hasSecondResult)
            implements Observation {}

    /// The result was made by which an entry point will give the object back.
    record Answer(Moment moment, Ranges result, boolean isWritten) implements Observation {}

    /// The object was handed to another context; `callback` is the function that it goes to, or empty where that is not known.
    record HandOff(Moment moment, Carrier carrier, String callback) implements Observation {}

    /// The object was given back for another issue.
    record Reissue(Moment moment) implements Observation {}

    /// The object was marked as cancelable.
    record Mark(Moment moment, Word flags) implements Observation {}

    /// The object was stored where others find it.
    record Publish(Moment moment, Kept place) implements Observation {}

    /// The object was taken out of where it was found.
    record Take(Moment moment, Kept place) implements Observation {}

    /// Memory of an object was read or written that is not the path's any more; `isDebug` says that it was for a
    /// message that only debugging shows.
    record Touch(Moment moment, boolean isDebug) implements Observation {}

    /// Memory that was allocated on the path and carries the object is used, or freed, when others have it; `name` is
    /// what the path calls it.
    record Carry(Moment moment, String name, Type structure, boolean isFreed) implements Observation {}

    /// Memory is freed in which the object lies.
    record Release(Moment moment, Type structure) implements Observation {}

    /// An entry point ended. `result` is what it returned, `isWritten` whether that is a constant of the analyzed code, `name`
    /// the constant that it is known by, or empty, `area` what the driver's area of the object holds.
    record Exit(Moment moment, Ranges result, boolean isWritten, String name, Area area, Ending ending) implements Observation {
        @Override
        public Optional<Location> anchor() {
            return ending instanceof Ending.Dropped(var place) ? Optional.of(place) : Optional.empty();
        }
    }

    /// Something that has to do with a look at memory.
    sealed interface Look extends Observation {
        /// What was looked at, and how.
        Access access();
    }

    /// Memory was read that the object shares with others, or the driver's own area of it that was never written.
    record Read(Moment moment, Access access) implements Look {}

    /// Memory was written that the object shares with others.
    record Write(Moment moment, Access access) implements Look {}

    /// A value that was read from shared memory decides something.
    record Gauge(Moment moment, Use use, Access access) implements Look {}

    /// A pointer into memory that the object shares with others was stored where it may be followed when that is gone.
    record KeepShared(Moment moment, Kept place, Access access) implements Look {}

    /// The address of a local variable was stored in the object; `isInArea` says that it was in the driver's area.
    record KeepLocal(Moment moment, boolean isInArea) implements Observation {}

    /// A function of the API was called that wants to know the context it runs in, or has a condition.
    record Call(Moment moment, String name, Word flags, Area area) implements Observation {}

    /// A function was called that may sleep; `lock` is the field or variable of the lock that is waited for, or empty.
    record Sleep(Moment moment, String name, Waiting waiting, String lock) implements Observation {}

    /// Other code was started or woken that is given no object by the call, but may find some in memory.
    record Start(Moment moment, String name) implements Observation {}

    /// Memory of the submitter was copied.
    record UserCopy(Moment moment, String name) implements Observation {}

    /// Memory that the object shares with others was given to a function that copies memory of user space.
    record MistakenCopy(Moment moment, String name) implements Observation {}

    /// An argument that carries flags, with what is known of it.
    sealed interface Word {
        /// The function has no such argument.
        record None() implements Word {}

        /// The value that is given.
        record Given(Value value, Facts facts) implements Word {}

        Word NONE = new None();
    }

    /// How an object ends with an entry point.
    sealed interface Ending {
        /// Nothing more is known.
        record Plain() implements Ending {}

        /// A variable ended before that still had it.
        record Dropped(Location place) implements Ending {}

        Ending PLAIN = new Plain();
    }

    /// What the driver's area of an object holds, as fields: pointers to memory that was allocated on the path
    /// and that nobody else has, and pointers to memory that was freed.
    record Area(List<String> owned, List<String> freed) {
        public static final Area EMPTY = new Area(List.of(), List.of());

        public Area {
            owned = List.copyOf(owned);
            freed = List.copyOf(freed);
        }
    }

    /// What a value decides.
    enum Use {
        /// Which way a path takes.
        TEST,
        /// Whether something is within bounds.
        BOUND,
        /// How much, which element or which address is used.
        SIZE
    }

    /// A look at memory of an object. `path` are the names of the fields from the object on, `base` is the type of
    /// what the last pointer on the way points to and `inner` the number of fields behind that pointer. `before` is where
    /// the path read the same memory before, if it did; `elements` are the numbers of the elements behind the last field.
    record Access(Way way, List<String> path, Type base, int inner, List<Location> before, List<Long> elements) {
        public Access {
            path = List.copyOf(path);
            before = List.copyOf(before);
            elements = List.copyOf(elements);
        }

        public Access(Way way, List<String> path, Type base, int inner, List<Location> before) {
            this(way, path, base, inner, before, List.of());
        }

        /// The fields in the words of C: `sqe->cmd.len`.
        public String text() {
            return path.isEmpty()
                    ? ""
                    : path.getFirst() + (path.size() > 1 ? "->" + String.join(".", path.subList(1, path.size())) : "");
        }

        /// The fields behind the last pointer.
        public List<String> fields() {
            return path.subList(path.size() - inner, path.size());
        }

        /// Where the path read the same memory before.
        public Optional<Location> earlier() {
            return before.stream().findFirst();
        }
    }

    default Role role() {
        return moment().role();
    }

    default Function function() {
        return moment().function();
    }

    default Span span() {
        return moment().span();
    }

    /// The name of the object for people.
    default String object() {
        return moment().object();
    }

    /// The object's state when it happened.
    default ObjectState before() {
        return moment().before();
    }

    default boolean isPublished() {
        return moment().isPublished();
    }

    default boolean isExposed() {
        return moment().isExposed();
    }

    default Map<String, Facts> parameters() {
        return moment().parameters();
    }

    default Map<String, Facts> members() {
        return moment().members();
    }

    default List<HeldLock> locks() {
        return moment().locks();
    }

    default Trace path() {
        return moment().path();
    }

    /// The statement itself.
    default Location location() {
        return new Location(function().file(), span());
    }

    /// The steps that led here, in their order.
    default List<TraceStep> trace() {
        return path().steps();
    }

    /// The calls that lead here from the entry point, from the outermost to the innermost.
    default List<Location> calls() {
        return path().openCalls().stream().map(Trace.OpenCall::place).toList();
    }

    /// The call that led here, in the innermost function that also holds what happened to the object before, and at the end of an
    /// entry point where a variable ended that still had it.
    default Optional<Location> anchor() {
        return moment().place().stream().findFirst();
    }

    /// Whether the path decided something behind its anchor.
    default boolean isConditional() {
        return moment().anchors().stream().anyMatch(path()::decidesSince);
    }

    /// Whether the path has a mark.
    default boolean has(PathMark.Known mark) {
        return moment().marks().contains(mark);
    }
}
