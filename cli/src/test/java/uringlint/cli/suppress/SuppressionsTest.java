// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

class SuppressionsTest {
    private static final Set<String> ALL = Set.of("r-one", "r-two", "suppression-reason", "unused-suppression");

    /// What is left of reports of `r-one` on each line that holds `bad`: rule and line.
    private static List<String> left(Set<String> ran, String text) {
        var file = new SourceFile("x.c", text.getBytes(StandardCharsets.UTF_8));
        var reports = new ArrayList<Diagnostic>();
        for (int at = text.indexOf("bad"); at >= 0; at = text.indexOf("bad", at + 1)) {
            reports.add(new Diagnostic(
                    "r-one",
                    Severity.ERROR,
                    new Location(file, new Span(at, at + 3)),
                    "f",
                    "m",
                    List.of(),
                    "",
                    "",
                    ""));
        }
        return Suppressions.apply(reports, List.of(file), ran, ALL, Suppressions.Before.SAME).left().stream()
                .map(diagnostic -> diagnostic.rule() + " " + diagnostic.location().line())
                .toList();
    }

    private static List<String> left(String text) {
        return left(ALL, text);
    }

    @Test
    void aCommentAllowsOnItsLineOrBelow() {
        assertThat(left("bad; /* uringlint: allow(r-one): it is right */\n")).isEmpty();
        assertThat(left("/* uringlint: allow(r-one): it is right */\nbad;\n")).isEmpty();
        assertThat(left("bad; // uringlint: allow(r-one): it is right\n")).isEmpty();
        assertThat(left("\t// uringlint: allow(r-one, r-two): it is right\n\tbad;\n"))
                .containsExactly("unused-suppression 1");
        assertThat(left("/*\n * uringlint: allow(r-one): no first word\n */\nbad;\n")).containsExactly("r-one 4");
        assertThat(left("/* uringlint: allow(r-one):\n * it is right\n */\nbad;\n")).isEmpty();
    }

    @Test
    void aCommentBehindCodeIsAboutThatLineOnly() {
        assertThat(left("bad; // uringlint: allow(r-one): it is right\nbad;\n")).containsExactly("r-one 2");
    }

    @Test
    void anotherLineOrAnotherRuleIsNotAllowed() {
        assertThat(left("// uringlint: allow(r-one): why\n\nbad;\n"))
                .containsExactly("r-one 3", "unused-suppression 1");
        assertThat(left("// uringlint: allow(r-two): why\nbad;\n")).containsExactly("r-one 2", "unused-suppression 1");
    }

    @Test
    void theReasonIsKept() {
        for (String comment : List.of(
                "// uringlint: allow(r-one): it is \u00e4 right",
                "/* uringlint: allow(r-one): it is\n * \u00e4   right */",
                "/** uringlint: allow(r-one):\n\t * it is \u00e4\n\t * right\n\t **/")) {
            var file = new SourceFile("x.c", (comment + "\nbad;\n").getBytes(StandardCharsets.UTF_8));
            int at = new String(file.bytes(), StandardCharsets.ISO_8859_1).indexOf("bad");
            var report = new Diagnostic(
                    "r-one", Severity.ERROR, new Location(file, new Span(at, at + 3)), "f", "m", List.of(), "", "", "");
            assertThat(Suppressions.apply(List.of(report), List.of(file), ALL, ALL, Suppressions.Before.SAME)
                            .allowed())
                    .containsExactly(new Suppressions.Allowed(report, "it is \u00e4 right"));
        }
    }

    @Test
    void aReasonIsAskedFor() {
        assertThat(left("bad; /* uringlint: allow(r-one) */\n")).containsExactly("suppression-reason 1");
        assertThat(left("bad; /* uringlint: allow(r-one): */\n")).containsExactly("suppression-reason 1");
    }

    @Test
    void onlyARuleThatRanIsSuppressedInVain() {
        assertThat(left(Set.of("r-one", "unused-suppression"), "// uringlint: allow(r-two): why\n")).isEmpty();
        assertThat(left(Set.of("r-one"), "// uringlint: allow(r-one): why\n")).isEmpty();
        assertThat(left("// uringlint: allow(r-three): why\n")).containsExactly("unused-suppression 1");
    }

    @Test
    void whatIsNoSuppressionIsLeftAlone() {
        assertThat(left("\"uringlint: allow(r-one): text\"; bad;\n")).containsExactly("r-one 1");
        assertThat(left("/* uringlint: allow(r-one */ bad;\n")).containsExactly("r-one 1");
        assertThat(left("/* uringlint: allow(")).isEmpty();
        assertThat(left("// uringlint:")).isEmpty();
    }
}
