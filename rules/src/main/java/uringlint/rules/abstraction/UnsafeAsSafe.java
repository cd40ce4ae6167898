// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;

/// Reports safe functions that are only sound if their caller keeps a promise.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A function that others see than its own module, is not `unsafe`, and takes a raw pointer to a command, by which it
/// - completes the command, hands it on, or has it issued again;
/// - makes a handle, or a reference to one; so does `From` for a raw pointer;
/// - reads or writes the command.
///
/// # Why it matters
/// Safe code can have any pointer: NULL, one to a command that was completed long ago, one that somebody else has, too. What
/// safe code does may not break the kernel; so either the function proves what it needs, which no function can for a pointer, or
/// it is `unsafe` and says what its caller must see to.
///
/// # Wrong
/// `samples/unsafe-as-safe/made-of-any-pointer.rs`
///
/// # Right
/// `samples/unsafe-as-safe/promise-of-the-caller.rs`
///
/// # Limits
/// What only its own module sees is taken for a part of those that call it.
///
/// # References
/// - "Unsafe functions" in the Rust reference, and `Documentation/rust/coding-guidelines.rst`.
/// - The posted series "rust: miscdevice: abstraction for uring-cmd": its handle is made by an `unsafe` function.
public final class UnsafeAsSafe implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "unsafe-as-safe", Severity.WARNING, "a function that needs a promise of its caller is safe").ofAbstractions();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : Subjects.told(program)) {
            boolean isOffered = function.signature().isShared() && !function.signature().isUnsafe();
            List<Integer> raw = isOffered ? Surface.rawCommands(function, program) : List.of();
            if (!raw.isEmpty()) {
                effect(function, raw, handles).ifPresent(effect -> reports.add(report(function, raw.getFirst(), effect)));
            }
        }
        return reports;
    }

    /// What a function does by the pointers that it is given.
    private static Optional<String> effect(Function function, List<Integer> raw, Handles handles) {
        if (handles.origins().completed(function).stream().anyMatch(raw::contains)) {
            return Optional.of("gives up the command behind any `%s`");
        }
        boolean isMade = Surface.givesHandle(function.signature(), handles)
                && handles.pointers().flow(function).results().stream()
                .anyMatch(value -> handles.origins().parameter(value, function).filter(raw::contains).isPresent());
        if (isMade) {
            return Optional.of("makes a handle of any `%s`");
        }
        boolean isFollowed = Accesses.of(function, handles.pointers(), handles.program()).stream()
                .filter(access -> access.how() != Accesses.How.ADDRESS)
                .anyMatch(access -> handles.origins().parameter(access.value(), function).filter(raw::contains).isPresent());
        return isFollowed ? Optional.of("follows any `%s`") : Optional.empty();
    }

    private static Diagnostic report(Function function, int parameter, String effect) {
        return Verdict.of(INFO,
                "`%s` is safe to call and ".formatted(Surface.name(function.name()))
                        + effect.formatted(function.parameters().get(parameter).name()),
                "only the caller can know that the pointer leads to a command that is alive and its own, and safe code need not know",
                "make it `unsafe` with a `# Safety` section, or take a handle instead of the pointer").at(function);
    }
}
