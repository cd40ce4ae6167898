package uringlint.typestate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Function;
import uringlint.source.Location;
import uringlint.source.Span;

/// Something that happened to a tracked object on a path, as the rules see it.
///
/// `before` is the object's state when it happened, `isPublished` whether others could get at it,
/// and `isExposed` whether that was so without a lock. `result` is the value that
/// was returned or completed with. `argument` names what was involved: the API function, the field. `flags` are the facts
/// known of the entry point's own parameters, by name; `members` are those of the object's own fields. A held lock is its kind
/// and its name. `anchor` is the call that led here, in the innermost function that also
/// holds what happened to the object before, and at the end of an entry point where a variable ended that still had it; `isConditional` says that the path decided something behind that call.
public record Observation(
        Kind kind,
        Role role,
        Function function,
        Span span,
        String object,
        ObjectState before,
        boolean isPublished,
        boolean isExposed,
        Ranges result,
        String argument,
        Map<String, Facts> parameters,
        Set<PathMark> marks,
        List<String> heldLocks,
        Map<String, Facts> members,
        Detail detail,
        Optional<Location> anchor,
        boolean isConditional,
        Trace path) {
    /// The steps that led here, in their order.
    public List<TraceStep> trace() {
        return path.steps();
    }

    /// The calls that lead here from the entry point, from the outermost to the innermost.
    public List<Location> calls() {
        return path.openCalls();
    }

    /// Whether the path has a mark.
    public boolean has(PathMark.Known mark) {
        return marks.contains(mark);
    }

    /// What happened.
    public enum Kind {
        /// The object was completed.
        COMPLETE,
        /// The result was made by which an entry point gives the object back.
        ANSWER,
        /// The object was handed to another context.
        HAND_OFF,
        /// The object was given back for another issue.
        REISSUE,
        /// The object was marked as cancelable.
        MARK,
        /// The object was stored where others find it.
        PUBLISH,
        /// The object was taken out of where it was found.
        TAKE,
        /// Memory of the object was read or written.
        TOUCH,
        /// An entry point ended.
        EXIT,
        /// Memory was read that the object shares with others, or the driver's own area of it that was never written.
        READ,
        /// Memory was written that the object shares with others.
        WRITE,
        /// A value that was read from shared memory decides how much, which element or which address is used, or what is done.
        GAUGE,
        /// A pointer was stored that does not live as long as what it was stored in.
        KEEP,
        /// A function of the API was called that wants to know the context it runs in, or has a condition.
        CALL,
        /// A function was called that may sleep.
        SLEEP,
        /// Memory of the submitter was copied.
        USER
    }
}
