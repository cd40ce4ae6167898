// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import uringlint.cli.fix.FileWriter;
import uringlint.cli.fix.FixPatch;
import uringlint.cli.fix.Plan;
import uringlint.cli.fix.WriteScope;
import uringlint.cli.report.Report;
import uringlint.source.Problem;

/// What `--fix` does with the fixes of a report.
final class Fixing {
    /// How fixes are made.
    enum Mode {
        no,
        write,
        diff
    }

    /// Only `--fix=diff` has a parameter; what follows a plain `--fix` is a path.
    static final class Attached implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            if (" ".equals(info.get("separator"))) {
                arguments.push(Mode.write.name());
            }
            return false;
        }
    }

    private final Terminal terminal;
    private final Plan plan;

    Fixing(Terminal terminal, List<String> paths, Report report) {
        this.terminal = terminal;
        plan = Plan.of(report.findings().stream().map(finding -> finding.diagnostic()).toList(), WriteScope.of(terminal.folder(), paths));
    }

    /// Prints a patch and changes nothing.
    void print() {
        byte[] patch = FixPatch.of(plan, terminal.folder());
        terminal.out().write(patch, 0, patch.length);
        terminal.out().flush();
        summarize("would fix ", plan.changed().size(), plan.fixes().size());
    }

    /// Changes the files; what could not be written.
    List<Problem> write() {
        List<Problem> problems = FileWriter.write(plan, terminal.folder());
        List<String> failed = problems.stream().map(problem -> problem.location().file().path()).toList();
        problems.forEach(problem -> terminal.tell(problem.location().file().path() + ": " + problem.message()));
        int written = plan.changed().size() - failed.size();
        summarize("fixed ", written, plan.fixedWithout(failed));
        return problems;
    }

    private void summarize(String verb, int files, long findings) {
        terminal.tell(verb + count(findings, "finding") + " in " + count(files, "file"));
        if (plan.postponed() > 0) {
            terminal.tell(count(plan.postponed(), "fix") + " would change the same code as another one: run again afterwards");
        }
        if (plan.outside() > 0) {
            terminal.tell(count(plan.outside(), "fix") + " in files that were not named: name them to fix them");
        }
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : noun.endsWith("x") ? "es" : "s");
    }
}
