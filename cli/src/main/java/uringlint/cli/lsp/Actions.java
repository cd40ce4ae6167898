// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import uringlint.cli.report.Finding;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Edit;
import uringlint.diagnostic.Fix;
import uringlint.source.SourceFile;

/// What an editor offers at a finding: the certain fixes, and a comment that allows it.
final class Actions {
    private Actions() {}

    /// The actions for the findings in a file that touch a range.
    static List<CodeAction> in(Checker.Checked checked, Path file, Range range) {
        var actions = new ArrayList<CodeAction>();
        for (Finding finding : checked.findings()) {
            Diagnostic found = finding.diagnostic();
            Range place = Positions.range(found.location());
            if (Positions.path(checked.folder(), found.location()).equals(file) && touches(place, range)) {
                org.eclipse.lsp4j.Diagnostic diagnostic = Diagnostics.of(finding, checked.folder());
                found.fixes().forEach(fix -> actions.add(fix(fix, diagnostic, checked.folder())));
                actions.add(allow(found, diagnostic, file));
            }
        }
        return actions;
    }

    private static boolean touches(Range one, Range other) {
        return one.getStart().getLine() <= other.getEnd().getLine() && other.getStart().getLine() <= one.getEnd().getLine();
    }

    private static CodeAction fix(Fix fix, org.eclipse.lsp4j.Diagnostic diagnostic, Path folder) {
        Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
        for (Edit edit : fix.edits()) {
            edits.computeIfAbsent(Positions.uri(Positions.path(folder, edit.location())), _ -> new ArrayList<>())
                    .add(new TextEdit(Positions.range(edit.location()), edit.replacement()));
        }
        CodeAction action = action(fix.title(), diagnostic, edits);
        action.setIsPreferred(true);
        return action;
    }

    private static CodeAction allow(Diagnostic found, org.eclipse.lsp4j.Diagnostic diagnostic, Path file) {
        SourceFile source = found.location().file();
        int line = source.lines().line(found.location().span().start());
        String text = source.text(source.lines().span(line));
        String indent = text.substring(0, text.length() - text.stripLeading().length());
        String what = "uringlint: allow(" + found.rule() + "): why is this right?";
        String comment = indent + (source.isRust() ? "// " + what : "/* " + what + " */") + "\n";
        var at = new Position(line - 1, 0);
        return action(
                "Allow `" + found.rule() + "` here",
                diagnostic,
                Map.of(Positions.uri(file), List.of(new TextEdit(new Range(at, at), comment))));
    }

    private static CodeAction action(String title, org.eclipse.lsp4j.Diagnostic diagnostic, Map<String, List<TextEdit>> edits) {
        var action = new CodeAction(title);
        action.setKind(CodeActionKind.QuickFix);
        action.setDiagnostics(List.of(diagnostic));
        action.setEdit(new WorkspaceEdit(edits));
        return action;
    }
}
