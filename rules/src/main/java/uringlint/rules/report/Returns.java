// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.stream.Stream;
import uringlint.rule.AnalyzedProgram;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.ObjectState.Life;

/// What handlers return for the commands that they were called for. The core ignores what a cancel call returns, which is not among this.
public final class Returns {
    private Returns() {}

    /// All of them, in the order of the paths.
    public static Stream<Observation.Exit> of(AnalyzedProgram program) {
        return program.observed(Observation.Exit.class).stream().filter(seen -> Paths.isOwn(seen) && !Paths.isCancelCall(seen, program));
    }

    /// Those of a command in this state.
    public static Stream<Observation.Exit> of(AnalyzedProgram program, Life life) {
        return of(program).filter(seen -> seen.before().life() == life);
    }

    /// Whether a result cannot be the one by which a handler keeps its command.
    public static boolean isFinal(Observation.Exit seen, AnalyzedProgram program) {
        return !seen.result().contains(program.model().queued());
    }

    /// Whether a result asks for another call.
    public static boolean isAgain(Observation.Exit seen, AnalyzedProgram program) {
        return seen.result().isOnly(program.model().again());
    }
}
