// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.util.List;
import uringlint.cli.find.Driver;
import uringlint.diagnostic.Coverage;
import uringlint.diagnostic.Diagnostic;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Problem;
import uringlint.source.SourceFile;

/// A driver, what the engine found out about it for the kernels that it is for, what the rules report, and what went wrong.
/// `isBroken` says that it was not analyzed, for want of time or memory or by a mistake of this program.
public record Analyzed(
        Driver driver,
        List<Version> versions,
        List<Unit> units,
        Coverage coverage,
        List<Diagnostic> reports,
        List<Problem> problems,
        boolean isBroken) {
    public Analyzed {
        versions = List.copyOf(versions);
        units = List.copyOf(units);
        reports = List.copyOf(reports);
        problems = List.copyOf(problems);
    }

    /// A file of the program, and where its functions start.
    public record Unit(SourceFile file, List<Integer> functions) {
        public Unit {
            functions = List.copyOf(functions);
        }
    }

    /// The same without what the engine found out, which takes memory.
    Analyzed withoutPrograms() {
        return new Analyzed(driver, List.of(), units, coverage, reports, problems, isBroken);
    }

    /// The same for a driver in another state, in which it is the same.
    Analyzed in(Driver other, List<Unit> otherUnits) {
        return new Analyzed(other, versions, otherUnits, coverage, reports, problems, isBroken);
    }

    /// The analysis for kernels between which there is no difference; `kernels` is `6.12` or `6.1..6.5`.
    public record Version(String kernels, AnalyzedProgram program) {}

    /// Whether the driver was left out because no change that is looked at touches it.
    public boolean isUntouched() {
        return units.isEmpty() && problems.isEmpty();
    }
}
