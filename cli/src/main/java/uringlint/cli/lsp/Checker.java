// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.lsp;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import uringlint.cli.report.Finding;
import uringlint.cli.report.RuleText;
import uringlint.cli.run.Analyzed;
import uringlint.source.Problem;

/// What a run over one file finds, with all that belongs to its driver.
public interface Checker {
    /// Analyzes the driver of a file. `texts` are the contents of files that are open in the editor, by their absolute paths; all others
    /// are read from the disk.
    Checked check(Path file, Map<Path, byte[]> texts);

    /// What is known of a rule by its id.
    RuleText rule(String id);

    /// The findings and what was not followed, with paths relative to `folder`, and the analyses out of which they came. `message` says
    /// what went wrong where nothing could be looked at, and is empty otherwise.
    record Checked(Path folder, List<Finding> findings, List<Problem> problems, List<Analyzed> analyzed, String message) {
        public Checked {
            findings = List.copyOf(findings);
            problems = List.copyOf(problems);
            analyzed = List.copyOf(analyzed);
        }
    }
}
