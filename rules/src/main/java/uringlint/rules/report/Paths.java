// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import uringlint.rule.AnalyzedProgram;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.value.Facts;

/// What a path knows where something was observed: the questions that several rules have.
public final class Paths {
    private Paths() {}

    /// Whether a handler does something for the command that it was called for.
    public static boolean isOwn(Observation observation) {
        return observation.role().kind() == Role.Kind.HANDLER && observation.before().source() == ObjectState.Source.ISSUED;
    }

    /// Whether a path took the object out of where it was found.
    public static boolean isTaken(Observation observation) {
        return observation.before().taken() != ObjectState.Taken.NO;
    }

    /// Whether the entry point was called to cancel a pending command, so that its result is ignored.
    public static boolean isCancelCall(Observation observation, AnalyzedProgram program) {
        return hasFlag(observation, program.model().cancelFlag(), true);
    }

    /// Whether a flag of the entry point's own flags is known to be set, or known to be clear.
    public static boolean hasFlag(Observation observation, String flag, boolean isSet) {
        for (Facts facts : observation.parameters().values()) {
            if (isSet ? facts.isSet(flag) : facts.isClear(flag)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a path looked whether the submitter is still there.
    public static boolean isSubmitterAlive(Observation observation) {
        return observation.has(PathMark.Known.ALIVE);
    }

    /// Whether a path compared its context with that of the command, and they are the same.
    public static boolean isInOwnContext(Observation observation) {
        return observation.has(PathMark.Known.SAME_CONTEXT);
    }

    /// Whether a path knows that its request is polled for.
    public static boolean isPolled(Observation observation) {
        return observation.has(PathMark.Known.POLLED);
    }

    /// Whether a path asked whether it runs in a task, and it does.
    public static boolean isInTask(Observation observation) {
        return observation.has(PathMark.Known.IN_TASK);
    }
}
