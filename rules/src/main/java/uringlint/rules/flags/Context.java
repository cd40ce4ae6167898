// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.List;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.UringApi;
import uringlint.rules.report.Paths;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Source;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// The context in which something was observed, as far as `uring_lock` and flags go.
enum Context {
    /// The handler, for the command that it was called for, or for one that it found and knows to be of the same ring.
    HANDLER("the handler"),
    /// The handler, for a command that it found, of which nobody knows the ring.
    OTHER_COMMAND("the handler of another command"),
    /// The handler when it is called to cancel a command.
    CANCEL("this cancel call"),
    /// A task-work callback that gets flags.
    CALLBACK("this task-work callback"),
    /// A task-work callback that gets a token.
    TOKEN_CALLBACK("this task-work callback"),
    /// A worker, a call of the file, or the release of a file, a device or a module.
    PROCESS("this workqueue context"),
    /// An interrupt, a timer or the end of a request.
    ATOMIC("this IRQ context"),
    /// The end of a request that is polled for, by its own ring or by another.
    ANY_POLLER("this poll path"),
    /// Polling for completions: `uring_lock` is held, or the path knows that it may complete here.
    POLLED("this poll path"),
    /// Nothing is known of the callers.
    ANYWHERE("a function with unknown callers");

    private final String words;

    Context(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static Context of(Observation seen, AnalyzedProgram program, KernelVersion version) {
        return switch (seen.role().kind()) {
            case HANDLER -> Paths.isCancelCall(seen, program) ? CANCEL
                    : seen.before().source() == Source.ISSUED || Paths.isInOwnContext(seen) ? HANDLER
                    : OTHER_COMMAND;
            case TASK_WORK -> getsToken(seen.role(), version) ? TOKEN_CALLBACK : CALLBACK;
            case WORKER, RELEASE, REMOVAL, SYSTEM_CALL -> Paths.isInOwnContext(seen) ? POLLED : PROCESS;
            case COMPLETION, INTERRUPT, TIMER -> Paths.isInOwnContext(seen) ? POLLED
                    : Paths.isPolled(seen) ? ANY_POLLER
                    : Paths.isInTask(seen) ? PROCESS
                    : ATOMIC;
            case POLL -> POLLED;
            case PLAIN -> ANYWHERE;
        };
    }

    private static boolean getsToken(Role role, KernelVersion version) {
        List<Variable> parameters = role.function().parameters();
        if (parameters.stream().anyMatch(parameter -> parameter.type() instanceof Type.Tagged(_, var tag)
                && tag.equals(UringApi.TOKEN_TYPE))) {
            return true;
        }
        return version.isAtLeast(6, 19) && parameters.stream().allMatch(parameter -> parameter.type() instanceof Type.Pointer);
    }
}
