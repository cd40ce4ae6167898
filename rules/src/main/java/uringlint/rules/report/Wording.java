// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Fix;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.SourceFile;

/// Says reports in the words of the code that they are about. Rules speak of members and accesses as C does; in a file whose functions are
/// declared with more than C says, `a->b` is `a.b`, a volatile access is no `READ_ONCE()`, and a fix must not bring a
/// name that the file lacks.
public final class Wording {
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern ARROW = Pattern.compile("(?<=[\\w\\])])->(?=\\w)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Set<SourceFile> files = new HashSet<>();

    /// For the reports of a program.
    public Wording(AnalyzedProgram program) {
        for (Function function : program.index().functions()) {
            if (!function.signature().equals(Signature.NONE)) {
                files.add(function.file());
            }
        }
    }

    /// The report in the words of its file.
    public Diagnostic of(Diagnostic report) {
        if (!files.contains(report.location().file())) {
            return report;
        }
        List<TraceStep> trace = report.trace().stream().map(step -> step.saying(words(step.message()))).toList();
        return new Diagnostic(report.rule(), report.severity(), report.location(), report.function(), words(report.message()), trace,
                words(report.reason()), words(report.help()),
                report.kernels(), fixes(report), report.cause());
    }

    private static String words(String text) {
        return CODE.matcher(text).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                ARROW.matcher(found.group()).replaceAll(".").replace("READ_ONCE()", "read_volatile()")));
    }

    /// The fixes whose edits are words that the file has: what is written anew is C.
    private static List<Fix> fixes(Diagnostic report) {
        var kept = new ArrayList<Fix>();
        String text = null;
        for (Fix fix : report.fixes()) {
            boolean isPlain = fix.edits().stream().map(Edit::replacement).allMatch(edit -> WORD.matcher(edit).matches());
            if (isPlain && text == null) {
                text = new String(report.location().file().bytes(), java.nio.charset.StandardCharsets.UTF_8);
            }
            String known = text;
            if (isPlain && fix.edits().stream()
                    .allMatch(edit -> Pattern.compile("\\b" + edit.replacement() + "\\b").matcher(known).find())) {
                kept.add(fix);
            }
        }
        return kept;
    }
}
