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
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
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
/// - `unsafe impl Send` or `Sync` for a type that stands for a command, without a `SAFETY` comment above it that says who owns the
///   command, what keeps it alive, or what its methods do with it.
/// - The same for a type that holds the flags of a call or a reference beside a command, without a comment that speaks of these.
/// - As a warning, the same for a type that holds a value of a type parameter beside a command, where nothing is asked of it.
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
            "send-sync-unjustified", Severity.NOTE, "a handle is declared safe for threads without a reason").ofAbstractions();
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
                if (isPromise) {
                    var place = new Location(unit.file(), implementation.span());
                    fault(implementation, Comments.safety(unit.file(), place.line()), handles, program)
                            .ifPresent(verdict -> reports.add(verdict.at(place, implementation.type())));
                }
            }
        }
        return reports;
    }

    private static Optional<Verdict> fault(
            Implementation promise, Optional<String> comment, Map<String, Handle> handles, AnalyzedProgram program) {
        String words = "unsafe impl %s for %s".formatted(promise.trait(), promise.type());
        Optional<TypeDeclaration.Composite> holder = handles.containsKey(promise.type()) ? Optional.empty()
                : program.index().composite(promise.type()).filter(composite -> holdsCommand(composite, program));
        if (holder.isPresent() && !promise.free().isEmpty() && holder.get().members().stream().anyMatch(SendSyncUnjustified::isOpen)) {
            return Optional.of(Verdict.of(INFO, "`%s` asks nothing of `%s`".formatted(words, promise.free().getFirst()),
                    "what goes to another thread with the command is of any type, also of one that must not",
                    "ask for `%s: %s`".formatted(promise.free().getFirst(), promise.trait())).as(Severity.WARNING));
        }
        if (handles.containsKey(promise.type()) && !isArgued(comment)) {
            return Optional.of(Verdict.of(INFO, "`%s` has no `SAFETY` comment that says who owns the command".formatted(words),
                    "the promise holds for all methods of the type, and the next one may break it",
                    "say in a `SAFETY` comment who owns the command, and what the methods do by reference"));
        }
        return holder.flatMap(composite -> composite.members().stream().filter(member -> isOfTheContext(member, program))
                .map(TypeDeclaration.Member::name).filter(name -> !mentions(comment.orElse(""), name)).findFirst())
                .map(name -> Verdict.of(INFO, "`%s` takes `%s` along, and its comment does not speak of that".formatted(words, name),
                        "flags say what the thread that got them may do, and a borrow ends with it; the command is neither",
                        "leave it out of what goes to another thread, or say why it still holds there"));
    }

    /// Whether a structure holds a command beside other things.
    private static boolean holdsCommand(TypeDeclaration.Composite composite, AnalyzedProgram program) {
        return composite.members().stream().anyMatch(member -> Handle.isPointer(member.type(), program));
    }

    /// Whether a member is a value of a type parameter, or leads to one.
    private static boolean isOpen(TypeDeclaration.Member member) {
        return member.type().equals(Type.UNKNOWN) || member.type() instanceof Type.Pointer(var target) && target.equals(Type.UNKNOWN);
    }

    /// Whether a member is only true where it came from: the flags of a call, or what is borrowed.
    private static boolean isOfTheContext(TypeDeclaration.Member member, AnalyzedProgram program) {
        boolean isFlags = member.name().contains("flags") && program.index().resolve(member.type()) instanceof Type.Named;
        return isFlags || member.attributes().contains("&");
    }

    /// Whether a comment names a member, or speaks of its like.
    private static boolean mentions(String comment, String member) {
        return Pattern.compile("\\b(" + Pattern.quote(member) + "|flags?|borrow\\w*|lifetime|references?)\\b", Pattern.CASE_INSENSITIVE)
                .matcher(comment).find();
    }

    private static boolean isArgued(Optional<String> comment) {
        String text = comment.orElse("").replaceAll("(?m)^\\s*(//+|/?\\*+)", " ").replaceFirst("SAFETY:?", " ").strip();
        return text.split("\\s+").length >= WORDS && ARGUMENT.matcher(text).find();
    }
}
