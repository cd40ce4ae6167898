package uringlint.cli.suppress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.rule.RuleInfo;
import uringlint.source.Location;
import uringlint.source.SourceFile;

/// Takes out what comments in the code allow, and says which of these comments are not in order.
public final class Suppressions {
    /// A comment that does not say why.
    public static final RuleInfo REASON = new RuleInfo("suppression-reason", Severity.NOTE, "a suppression says not why");
    /// A comment that suppresses nothing.
    public static final RuleInfo UNUSED = new RuleInfo("unused-suppression", Severity.NOTE, "a suppression suppresses nothing");

    private Suppressions() {}

    /// What is left of reports, with notes about comments, and what comments allow.
    public record Applied(List<Diagnostic> left, List<Allowed> allowed) {
        public Applied {
            left = List.copyOf(left);
            allowed = List.copyOf(allowed);
        }
    }

    /// A report that a comment allows, for a reason that may be empty.
    public record Allowed(Diagnostic diagnostic, String reason) {}

    /// Parts the diagnostics that no comment in `files` allows from the others, and adds notes about the comments. Only a rule of `ran` can be found to be
    /// suppressed in vain; `known` are the names of all rules.
    public static Applied apply(List<Diagnostic> diagnostics, Collection<SourceFile> files, Set<String> ran, Set<String> known) {
        var suppressions = new ArrayList<Suppression>();
        for (SourceFile file : files) {
            suppressions.addAll(Comments.read(file));
        }
        if (suppressions.isEmpty()) {
            return new Applied(diagnostics, List.of());
        }
        var used = new HashSet<Suppression.Allowed>();
        var kept = new ArrayList<Diagnostic>();
        var found = new ArrayList<Allowed>();
        for (Diagnostic diagnostic : diagnostics) {
            Optional<Match> match = allowing(suppressions, diagnostic);
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
        return new Applied(kept, found);
    }

    private record Match(Suppression suppression, Suppression.Allowed allowed) {}

    private static Optional<Match> allowing(List<Suppression> suppressions, Diagnostic diagnostic) {
        Location location = diagnostic.location();
        for (Suppression suppression : suppressions) {
            if (suppression.location().file().path().equals(location.file().path()) && suppression.covers(location.line())) {
                for (Suppression.Allowed allowed : suppression.rules()) {
                    if (allowed.rule().equals(diagnostic.rule())) {
                        return Optional.of(new Match(suppression, allowed));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static void notes(Suppression suppression, Set<Suppression.Allowed> used, Set<String> ran, Set<String> known, List<Diagnostic> notes) {
        if (!suppression.hasReason() && ran.contains(REASON.id())) {
            notes.add(note(REASON, suppression.location(), "this suppression does not say why the code is right",
                    "write it behind the parenthesis: `allow(RULE): reason`"));
        }
        if (!ran.contains(UNUSED.id())) {
            return;
        }
        for (Suppression.Allowed allowed : suppression.rules()) {
            if (!known.contains(allowed.rule())) {
                notes.add(note(UNUSED, allowed.location(), "no rule is called `" + allowed.rule() + "`", "`uringlint rules` lists them"));
            } else if (ran.contains(allowed.rule()) && !used.contains(allowed)) {
                notes.add(note(UNUSED, allowed.location(), "`" + allowed.rule() + "` is not reported here any more", "take it out"));
            }
        }
    }

    private static Diagnostic note(RuleInfo rule, Location location, String message, String help) {
        return new Diagnostic(rule.id(), rule.severity(), location, "", message, List.<TraceStep>of(), "", help, "");
    }
}
