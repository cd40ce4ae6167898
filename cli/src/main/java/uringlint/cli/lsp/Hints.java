// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import uringlint.cli.report.Finding;
import uringlint.cli.report.RuleText;
import uringlint.cli.run.Analyzed;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Location;
import uringlint.typestate.TypestateAnalysis;
import uringlint.typestate.observe.Watchpoint;
import uringlint.typestate.protocol.Role;

/// What an editor shows beside the code: who enters a function, and how commands stand at a line.
final class Hints {
    private static final int MOST_STATES = 4;

    private Hints() {}

    /// The roles of the entry points in a range of a file, behind their names.
    static List<InlayHint> roles(Checker.Checked checked, Path file, Range range) {
        Map<Integer, Set<String>> roles = new LinkedHashMap<>();
        Map<Integer, Position> places = new LinkedHashMap<>();
        for (AnalyzedProgram program : programs(checked)) {
            for (Role role : program.roles()) {
                var name = new Location(role.function().file(), role.function().nameSpan());
                Position end = Positions.range(name).getEnd();
                boolean isInside = end.getLine() >= range.getStart().getLine() && end.getLine() <= range.getEnd().getLine();
                if (isInside && role.kind() != Role.Kind.PLAIN && Positions.path(checked.folder(), name).equals(file)) {
                    roles.computeIfAbsent(name.span().start(), _ -> new TreeSet<>()).add(role.kind().word());
                    places.put(name.span().start(), end);
                }
            }
        }
        var hints = new ArrayList<InlayHint>();
        roles.forEach((start, words) -> {
            var hint = new InlayHint(places.getOrDefault(start, new Position()), Either.forLeft(String.join(", ", words)));
            hint.setPaddingLeft(true);
            hints.add(hint);
        });
        return hints;
    }

    /// The rules of the findings at a line, and how commands stand before it.
    static Optional<Hover> hover(Checker.Checked checked, Checker checker, Path file, int line) {
        var text = new StringBuilder();
        Set<String> rules = new LinkedHashSet<>();
        for (Finding finding : checked.findings()) {
            Location place = finding.diagnostic().location();
            if (Positions.path(checked.folder(), place).equals(file) && Positions.range(place).getStart().getLine() == line) {
                rules.add(finding.diagnostic().rule());
            }
        }
        states(checked, file, line).forEach(state -> text.append("here: ").append(state).append("\n\n"));
        for (String rule : rules) {
            RuleText known = checker.rule(rule);
            text.append("**").append(rule).append("**: ").append(known.info().summary()).append("\n\n");
            text.append(known.why()).append("\n\n");
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Hover(new MarkupContent(MarkupKind.MARKDOWN, text.toString().strip())));
    }

    private static List<String> states(Checker.Checked checked, Path file, int line) {
        var states = new LinkedHashSet<String>();
        List<AnalyzedProgram> programs = programs(checked);
        if (programs.isEmpty()) {
            return List.of();
        }
        // The newest kernel's: what another one does otherwise is in the findings.
        AnalyzedProgram program = programs.getLast();
        for (Function function : program.index().functions()) {
            var whole = new Location(function.file(), function.span());
            Range range = Positions.range(whole);
            boolean isInside = range.getStart().getLine() <= line && line <= range.getEnd().getLine();
            if (isInside && Positions.path(checked.folder(), whole).equals(file)) {
                for (Watchpoint.Hit hit : TypestateAnalysis.look(program.index(), program.model(), new Watchpoint(function, line + 1))) {
                    hit.objects().forEach(object -> states.add(state(object, hit.role())));
                }
            }
        }
        List<String> all = List.copyOf(states);
        return all.size() <= MOST_STATES ? all : all.subList(0, MOST_STATES);
    }

    private static String state(Watchpoint.Standing object, Role from) {
        var text = new StringBuilder("`" + object.object() + "` is ");
        text.append(switch (object.state().life()) {
            case OWNED -> "owned";
            case COMPLETED -> "completed";
            case HANDED_OFF -> "handed off";
            case RETURNED -> "given back to the core, which issues it again";
            case ESCAPED -> "given to code that is not known";
        });
        if (!object.places().isEmpty()) {
            text.append("; published in ").append(String.join(", ", object.places().stream().map(place -> "`" + place + "`").toList()));
        }
        if (object.state().marked()) {
            text.append("; marked as cancelable");
        }
        return text.append(" (").append(from.kind().word()).append(" `").append(from.function().name()).append("`)").toString();
    }

    private static List<AnalyzedProgram> programs(Checker.Checked checked) {
        return checked.analyzed().stream().flatMap(driver -> driver.versions().stream()).map(Analyzed.Version::program).toList();
    }
}
