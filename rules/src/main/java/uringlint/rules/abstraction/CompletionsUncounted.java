// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.ir.Prototype;
import uringlint.ir.Signature;
import uringlint.ir.TranslationUnit;
import uringlint.ir.TypeDeclaration;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.Errno;
import uringlint.rules.report.Documentation;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Verdict;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Reports abstractions whose types do not hold the number of completions to what the handler returns.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// The public and safe method by which a handle completes its command, where a handler gets a handle and returns something of its
/// own, or the documentation speaks of `-EIOCBQUEUED`, and where
/// - no method that takes a handle by value gives a value which stands for that, and
/// - no function in view by which the kernel enters says itself whether the command is kept.
///
/// # Why it matters
/// A command is to be completed by a call once if its handler returned `-EIOCBQUEUED`, and never otherwise: every other result
/// completes it, and after `-EAGAIN` the handler is called again. Where the two are not tied by types, safe code completes a
/// command twice, or never, by returning the wrong number.
///
/// # Wrong
/// `samples/completions-uncounted/any-number.rs`
///
/// # Right
/// `samples/completions-uncounted/token-of-the-queue.rs`
///
/// # Limits
/// That there is a value which stands for the completion is enough: whether it can be made otherwise, or for another command,
/// is not asked. One method a handle is reported. Whoever calls an `unsafe` method answers for it.
///
/// # References
/// - The review of the third revision of the Rust abstraction (September 2025): "Even better would be to enforce at compile
///   time that the number of times IoUringCmd::done() is called matches the return value from uring_cmd()".
/// - `io_uring_cmd()` in `io_uring/uring_cmd.c`.
public final class CompletionsUncounted implements Rule {
    private static final RuleInfo INFO = new RuleInfo("completions-uncounted", Severity.NOTE,
            "types do not tie completions to what the handler returns").ofAbstractions();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var reports = new ArrayList<Diagnostic>();
        if (hasToken(handles) || isDecided(program) || !isAsked(handles)) {
            return reports;
        }
        for (Handle handle : handles.byName().values()) {
            completing(handle, handles).ifPresent(method -> reports.add(Verdict.of(INFO,
                    "nothing ties `%s` to what the handler returns".formatted(Surface.name(method.name())),
                    "a command is completed by a call once if its handler returns `-EIOCBQUEUED`, and never if it returns anything else",
                    "let the method that keeps or completes a command give the only value that its handler can return").at(method)));
        }
        return reports;
    }

    /// The first method by which everybody completes the command of a handle.
    private static Optional<Function> completing(Handle handle, Handles handles) {
        return handle.methods().stream().filter(method -> method.signature().isPublic() && !method.signature().isUnsafe()
                && method.signature().trait().isEmpty()
                && handles.origins().completed(method).contains(0)).findFirst();
    }

    /// Whether it matters what a handler returns: there is one that gets a handle and says something of its own, or the documentation of
    /// a handle or of its methods speaks of it.
    private static boolean isAsked(Handles handles) {
        boolean isSaid = handles.byName().values().stream().anyMatch(handle -> speaks(handle.unit().file(), handle.declaration().span())
                || handle.methods().stream().anyMatch(method -> speaks(method.file(), method.span())));
        return isSaid || handles.program().index().program().units().stream().flatMap(CompletionsUncounted::ofTraits)
                .anyMatch(signature -> takesHandle(signature, handles) && !signature.result().isEmpty() && !signature.result().equals("()")
                        && handles.byName().keySet().stream().noneMatch(SpelledType.of(signature.result())::holds));
    }

    private static boolean speaks(SourceFile file, Span item) {
        return Documentation.of(file, item).words().contains(Errno.QUEUED);
    }

    private static Stream<Signature> ofTraits(TranslationUnit unit) {
        return Stream.concat(unit.prototypes().stream().map(Prototype::signature), unit.functions().stream().map(Function::signature))
                .filter(signature -> !signature.trait().isEmpty() && signature.trait().equals(signature.owner()));
    }

    private static boolean takesHandle(Signature signature, Handles handles) {
        return signature.parameters().stream().map(SpelledType::of)
                .anyMatch(type -> handles.byName().keySet().stream().anyMatch(type::mentions));
    }

    /// Whether giving up a handle brings a value of the program's that is none.
    private static boolean hasToken(Handles handles) {
        Set<String> types = new LinkedHashSet<>();
        for (TranslationUnit unit : handles.program().index().program().units()) {
            unit.types().stream().map(TypeDeclaration::name).filter(name -> !handles.has(name)).forEach(types::add);
        }
        return handles.byName().values().stream().flatMap(handle -> handle.methods().stream()).map(Function::signature)
                .filter(signature -> signature.receiver() == Signature.Receiver.VALUE && signature.trait().isEmpty())
                .map(signature -> SpelledType.of(signature.result())).anyMatch(result -> types.stream().anyMatch(result::holds));
    }

    /// Whether code by which the kernel enters says itself that the command is kept, so that it knows.
    private static boolean isDecided(AnalyzedProgram program) {
        return program.index().functions().stream().filter(function -> !Surface.rawCommands(function, program).isEmpty())
                .anyMatch(function -> IrWalk.names(function).stream().map(program.index()::constant)
                        .anyMatch(value -> value.isPresent() && Math.abs(value.getAsLong()) == Errno.EIOCBQUEUED));
    }
}
