package uringlint.cli.run;

import java.util.List;
import uringlint.cli.find.Driver;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.KernelVersion;
import uringlint.source.Problem;

/// A driver, what the engine found out about it for each kernel that was asked for, and what went wrong. `isBroken` says that a
/// mistake of this program is among that.
public record Analyzed(Driver driver, List<Version> versions, List<Problem> problems, boolean isBroken) {
    public Analyzed {
        versions = List.copyOf(versions);
        problems = List.copyOf(problems);
    }

    /// The analysis for one kernel.
    public record Version(KernelVersion kernel, AnalyzedProgram program) {}
}
