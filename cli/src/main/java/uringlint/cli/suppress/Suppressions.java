// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.suppress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uringlint.cli.names.NearMiss;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.rule.RuleInfo;
import uringlint.source.Location;
import uringlint.source.SourceFile;

/// Takes out what comments in the code allow, and says which of these comments are not in order.
public final class Suppressions {
    /// A comment that does not say why.
    public static final RuleInfo REASON =
            new RuleInfo("suppression-reason", Severity.NOTE, "a suppression says not why");
    /// A comment that suppresses nothing.
    public static final RuleInfo UNUSED =
            new RuleInfo("unused-suppression", Severity.NOTE, "a suppression suppresses nothing");

    private Suppressions() {}

    /// What is left of reports, with notes about comments, what comments allow, and what those would that do not count.
    public record Applied(List<Diagnostic> left, List<Allowed> allowed, List<Unheeded> unheeded) {
        public Applied {
            left = List.copyOf(left);
            allowed = List.copyOf(allowed);
            unheeded = List.copyOf(unheeded);
        }
    }

    /// A rule that a comment in a file allows in vain, as a change brings the comment, or puts it above another line.
    public record Unheeded(String rule, String path) {}

    /// The number that a line of a file had before a change; 0 for a line that it brings.
    @FunctionalInterface
    public interface Before {
        /// Nothing has changed.
        Before SAME = (_, line) -> line;

        int line(SourceFile file, int line);
    }

    /// A report that a comment allows, for a reason that may be empty.
    public record Allowed(Diagnostic diagnostic, String reason) {}

    /// Parts the diagnostics that no comment in `files` allows from the others, and adds notes about the comments. Only a rule of
    /// `ran` can be found to be suppressed in vain; `known` are the names of all rules. Comments count that stood before a
    /// change.
    public static Applied apply(
            List<Diagnostic> diagnostics,
            Collection<SourceFile> files,
            Set<String> ran,
            Set<String> known,
            Before before) {
        var suppressions = new ArrayList<Suppression>();
        var unheeded = new ArrayList<Unheeded>();
        for (SourceFile file : files) {
            for (Suppression suppression : SuppressionComments.read(file)) {
                if (isOld(suppression, before)) {
                    suppressions.add(suppression);
                } else {
                    suppression.rules().forEach(allowed -> unheeded.add(new Unheeded(allowed.rule(), file.path())));
                }
            }
        }
        if (suppressions.isEmpty()) {
            return new Applied(diagnostics, List.of(), unheeded);
        }
        Map<String, List<Suppression>> byPath = suppressions.stream()
                .collect(Collectors.groupingBy(
                        suppression -> suppression.location().file().path()));
        var used = new HashSet<Suppression.Allowed>();
        var kept = new ArrayList<Diagnostic>();
        var found = new ArrayList<Allowed>();
        for (Diagnostic diagnostic : diagnostics) {
            Optional<Match> match = allowing(byPath.getOrDefault(diagnostic.location().file().path(), List.of()), diagnostic);
            if (match.isPresent()) {
                used.add(match.get().allowed());
                found.add(new Allowed(diagnostic, match.get().suppression().reason()));
            } else {
                kept.add(diagnostic);
            }
        }
        for (Suppression suppression : suppressions) {
            notes(suppression, used, ran, known, kept);
        }
        return new Applied(kept, found, unheeded);
    }

    /// Whether a comment and all lines that it is about stood together before, in this order.
    private static boolean isOld(Suppression suppression, Before before) {
        SourceFile file = suppression.location().file();
        int first = before.line(file, suppression.firstLine());
        for (int line = suppression.firstLine(); line <= Math.min(suppression.lastLine(), file.lines().count()); line++) {
            if (first == 0 || before.line(file, line) != first + line - suppression.firstLine()) {
                return false;
            }
        }
        return true;
    }

    private record Match(Suppression suppression, Suppression.Allowed allowed) {}

    private static Optional<Match> allowing(List<Suppression> suppressions, Diagnostic diagnostic) {
        Location location = diagnostic.location();
        for (Suppression suppression : suppressions) {
            if (suppression.covers(location.line())) {
                for (Suppression.Allowed allowed : suppression.rules()) {
                    if (allowed.rule().equals(diagnostic.rule())) {
                        return Optional.of(new Match(suppression, allowed));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static void notes(
            Suppression suppression,
            Set<Suppression.Allowed> used,
            Set<String> ran,
            Set<String> known,
            List<Diagnostic> notes) {
        if (!suppression.hasReason() && ran.contains(REASON.id())) {
            notes.add(note(REASON, suppression.location(), "this suppression does not say why the code is right",
                    "write it behind the parenthesis: `allow(RULE): reason`"));
        }
        if (!ran.contains(UNUSED.id())) {
            return;
        }
        for (Suppression.Allowed allowed : suppression.rules()) {
            if (!known.contains(allowed.rule())) {
                notes.add(note(
                        UNUSED,
                        allowed.location(),
                        "no rule is called `" + allowed.rule() + "`" + NearMiss.hint(allowed.rule(), known),
                        "`uringlint rules` lists them"));
            } else if (ran.contains(allowed.rule()) && !used.contains(allowed)) {
                notes.add(note(
                        UNUSED,
                        allowed.location(),
                        "`" + allowed.rule() + "` is not reported here any more",
                        "take it out"));
            }
        }
    }

    private static Diagnostic note(RuleInfo rule, Location location, String message, String help) {
        return new Diagnostic(rule.id(), rule.severity(), location, "", message, List.<TraceStep>of(), "", help, "");
    }
}
