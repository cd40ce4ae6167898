// SPDX-License-Identifier: Apache-2.0

package uringlint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.load.FileProvider;
import uringlint.load.Loaded;
import uringlint.rule.RuleInfo;
import uringlint.rules.Eras;
import uringlint.rules.Rules;
import uringlint.rules.model.UringApi;
import uringlint.source.SourceFile;
import uringlint.version.Target;

/// A posted patch that adds a Rust abstraction, and what its reviewer wrote under which line. Neither mail is part of the
/// repository: without the folder that holds them, nothing is tested.
class PostedReviewTest {
    private static final Path MAIL = Path.of("..", "..", "shared", "mail");
    private static final String FILE = "rust/kernel/io_uring.rs";

    @Test
    void reportsStandWhereTheReviewerPutHisComments() throws IOException {
        Path patch = MAIL.resolve("rfc-v3-3of5.eml");
        Path review = MAIL.resolve("rfc-v3-3of5-review.eml");
        assumeTrue(Files.isRegularFile(patch) && Files.isRegularFile(review));
        List<String> added = added(Files.readAllLines(patch));
        var commented = new TreeSet<>(commented(Files.readAllLines(review), added));
        assertThat(commented).hasSizeGreaterThan(5);
        List<Diagnostic> reports = reports(added);
        assertThat(lines(reports.stream())).containsAll(commented);
        // What he did not comment on is what he had no need to say of the rest: notes on abstractions alone.
        assertThat(reports.stream().filter(report -> !commented.contains(report.location().line())))
                .allMatch(report -> report.severity() == Severity.NOTE
                        && Rules.byId(report.rule()).orElseThrow().info().family() == RuleInfo.Family.ABSTRACTION)
                .extracting(Diagnostic::rule).containsExactly("forgeable-handle", "safety-condition-unargued");
    }

    /// The lines of the file that the patch adds whole.
    private static List<String> added(List<String> mail) {
        var lines = new ArrayList<String>();
        boolean isInFile = false;
        for (String line : mail) {
            if (line.startsWith("diff --git ")) {
                isInFile = line.endsWith(" b/" + FILE);
            } else if (isInFile && line.startsWith("+") && !line.startsWith("+++")) {
                lines.add(line.substring(1));
            }
        }
        return lines;
    }

    /// The numbers of the lines under which the reviewer wrote something: he is quoted with one `>`, the patch with two.
    private static List<Integer> commented(List<String> mail, List<String> file) {
        var commented = new ArrayList<Integer>();
        int next = 0;
        int last = 0;
        for (String line : mail) {
            if (line.startsWith("> > +")) {
                int found = file.subList(next, file.size()).indexOf(line.substring(5));
                if (found >= 0) {
                    next += found + 1;
                    last = next;
                }
            } else if (line.startsWith("> ")
                    && !line.startsWith("> >")
                    && line.length() > 2
                    && last > 0
                    && !line.equals("> Best,")
                    && !line.equals("> Caleb")) {
                commented.add(last);
            }
        }
        return commented;
    }

    private static TreeSet<Integer> lines(Stream<Diagnostic> reports) {
        return reports.map(report -> report.location().line()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Diagnostic> reports(List<String> lines) {
        var file = new SourceFile(FILE, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        Function<Target, Loaded> load =
                target -> Analyzer.load(List.of(file), FileProvider.NONE, UringApi.VOCABULARY, target);
        Loaded loaded = load.apply(Target.ANY);
        return Eras.analyze(loaded, load, Eras.detect(loaded, load)).reports();
    }
}
