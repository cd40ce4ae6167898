// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Fix;
import uringlint.diagnostic.Severity;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Which fixes can be made together.
class PlanTest {
    private static final String TEXT = "one two three\n";

    @TempDir
    private Path folder;

    private SourceFile file;
    private WriteScope scope;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("x.c"), TEXT);
        file = new SourceFile("x.c", TEXT.getBytes(StandardCharsets.UTF_8));
        scope = WriteScope.of(folder, List.of("x.c"));
    }

    private Edit edit(String old, String replacement) {
        int start = TEXT.indexOf(old);
        return new Edit(new Location(file, new Span(start, start + old.length())), replacement);
    }

    private Edit insert(int at, String text) {
        return new Edit(new Location(file, new Span(at, at)), text);
    }

    private Diagnostic report(Edit... edits) {
        Location location = edits[0].location();
        return new Diagnostic("a-rule", Severity.ERROR, location, "f", "m", List.of(), "", "", "")
                .withFixes(List.of(new Fix("change it", List.of(edits))));
    }

    private static String text(Plan plan) {
        return new String(plan.changed().values().iterator().next(), StandardCharsets.UTF_8);
    }

    @Test
    void severalFixesOfOneFileAreMade() {
        Plan plan = Plan.of(List.of(report(edit("three", "3")), report(edit("one", "1"), edit("two", "2"))), scope);
        assertThat(text(plan)).isEqualTo("1 2 3\n");
        assertThat(plan.fixes()).hasSize(2);
        assertThat(plan.postponed()).isZero();
    }

    @Test
    void ofTwoThatOverlapTheFirstIsMade() {
        Plan plan =
                Plan.of(List.of(report(edit("one two", "1")), report(edit("two three", "2"), insert(0, "0"))), scope);
        assertThat(text(plan)).isEqualTo("1 three\n");
        assertThat(plan.postponed()).isEqualTo(1);
        assertThat(Plan.of(List.of(report(insert(4, "a")), report(insert(4, "b"))), scope).postponed()).isEqualTo(1);
        assertThat(Plan.of(List.of(report(edit("one", "1")), report(insert(3, "b"))), scope).postponed()).isEqualTo(1);
    }

    @Test
    void theSameFixIsMadeOnce() {
        Plan plan = Plan.of(List.of(report(edit("one", "1")), report(edit("one", "1"))), scope);
        assertThat(text(plan)).isEqualTo("1 two three\n");
        assertThat(plan.fixes()).hasSize(2);
        assertThat(plan.postponed()).isZero();
    }

    @Test
    void aFileThatIsNotTheOneThatWasReadStays() throws IOException {
        Plan plan = Plan.of(List.of(report(edit("one", "1"))), scope);
        Files.writeString(folder.resolve("x.c"), "zero one two three\n");
        assertThat(FileWriter.write(plan, folder))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).isEqualTo("not fixed: the file has changed since it was read"));
        assertThat(folder.resolve("x.c")).hasContent("zero one two three\n");
        assertThat(plan.fixedWithout(List.of("x.c"))).isZero();
    }
}
