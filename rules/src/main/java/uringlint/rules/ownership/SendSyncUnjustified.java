// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Implementation;
import uringlint.ir.TranslationUnit;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Comments;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;

/// Reports command handles that are declared to be safe for threads, and not why.
///
/// Kernels: all.
///
/// # What it reports
/// `unsafe impl Send` or `Sync` for a type that stands for a command, without a `SAFETY` comment above it that says who owns the
/// command, what keeps it alive, or what its methods do with it.
///
/// # Why it matters
/// With `Send` a worker may complete the command, with `Sync` two threads may call what takes `&self` at once. Both are promises
/// about the methods of the type, which the next author of a method has to find somewhere.
///
/// # Wrong
/// `samples/send-sync-unjustified/says-that-it-is-safe.rs`
///
/// # Right
/// `samples/send-sync-unjustified/says-who-owns-it.rs`
///
/// # Limits
/// What the comment says is not understood: a few words about ownership, lifetime, threads or access are enough.
///
/// # References
/// - `Documentation/rust/coding-guidelines.rst`: comments at `unsafe`.
public final class SendSyncUnjustified implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "send-sync-unjustified", Severity.NOTE, "a handle is declared safe for threads without a reason");
    private static final int WORDS = 7;
    private static final Pattern ARGUMENT = Pattern.compile(
            "\\b(own(s|ed|er|ership)?|exclusive(ly)?|unique(ly)?|only|alive|lives?|lifetime|valid|thread|task|context|cpu|lock(s|ed)?|read(s)?|mutable|moved?|moving|shar(e|ed|ing)|synchroni[sz]\\w*|reference(s)?|concurrent(ly)?|consum(es|ed)|once|same"
                + " reasoning)\\b",
            Pattern.CASE_INSENSITIVE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Map<String, Handle> handles = Handles.in(program).byName();
        var reports = new ArrayList<Diagnostic>();
        for (TranslationUnit unit : program.index().program().units()) {
            for (Implementation implementation : unit.implementations()) {
                boolean isPromise = implementation.isUnsafe()
                        && (implementation.trait().equals("Send") || implementation.trait().equals("Sync"));
                var place = new Location(unit.file(), implementation.span());
                if (isPromise && handles.containsKey(implementation.type()) && !isArgued(Comments.safety(unit.file(), place.line()))) {
                    reports.add(Verdict.of(INFO,
                            "`unsafe impl %s for %s` has no `SAFETY` comment that says who owns the command"
                                    .formatted(implementation.trait(), implementation.type()),
                            "the promise holds for all methods of the type, and the next one may break it",
                            "say in a `SAFETY` comment who owns the command, and what the methods do by reference")
                            .at(place, implementation.type()));
                }
            }
        }
        return reports;
    }

    private static boolean isArgued(Optional<String> comment) {
        String text = comment.orElse("").replaceAll("(?m)^\\s*(//+|/?\\*+)", " ").replaceFirst("SAFETY:?", " ").strip();
        return text.split("\\s+").length >= WORDS && ARGUMENT.matcher(text).find();
    }
}
