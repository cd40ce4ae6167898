// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Function;
import uringlint.ir.Prototype;
import uringlint.ir.Signature;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Documentation;
import uringlint.rules.report.Handles;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Reports functions for commands whose `# Safety` section and signature contradict each other.
///
/// Kernels: all.
///
/// # What it reports
/// Among functions that take or give a command, an SQE, or a handle:
/// - a safe one whose doc comment has a section `# Safety`: a warning;
/// - an `unsafe` one that others see than its own module, without such a section: a note.
///
/// # Why it matters
/// What stands under `# Safety` is a contract with callers that the compiler makes them sign, by the word `unsafe`. A safe
/// function cannot ask for anything: nobody has to read it. And where an `unsafe` function asks for nothing, no caller can
/// argue that he gives it.
///
/// # Wrong
/// `samples/safety-section/safe-with-conditions.rs`
///
/// # Right
/// `samples/safety-section/unsafe-with-conditions.rs`
///
/// # Limits
/// Only a heading that says *Safety* and nothing else is one. What a trait asks for is asked of all who implement it.
///
/// # References
/// - `Documentation/rust/coding-guidelines.rst`: "unsafe functions must be documented with a `# Safety` section".
/// - The posted series "rust: miscdevice: abstraction for uring-cmd", v3 of August 2025: `done()` has such a section, and is safe.
public final class SafetySection implements Rule {
    private static final RuleInfo INFO = new RuleInfo("safety-section", Severity.WARNING,
            "a function's `# Safety` section contradicts its signature").ofAbstractions();

    /// A function as it is declared.
    private record Item(String name, Signature signature, List<Type> types, Type result, SourceFile file, Span span, Span named) {
        boolean isOfImplementation() {
            return !signature.trait().isEmpty() && !signature.trait().equals(signature.owner());
        }
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var reports = new ArrayList<Diagnostic>();
        for (TranslationUnit unit : program.index().program().units()) {
            for (Function function : unit.functions()) {
                check(new Item(function.name(), function.signature(), function.parameters().stream().map(Variable::type).toList(),
                        function.result(), unit.file(), function.span(), function.nameSpan()), handles, reports);
            }
            for (Prototype prototype : unit.prototypes()) {
                check(new Item(prototype.name(), prototype.signature(), prototype.parameters(), prototype.result(), unit.file(),
                        prototype.span(), prototype.span()), handles, reports);
            }
        }
        return reports;
    }

    private static void check(Item item, Handles handles, List<Diagnostic> reports) {
        Signature signature = item.signature();
        if (!signature.isTold() || !isSubject(item, handles)) {
            return;
        }
        boolean hasSection = Documentation.of(item.file(), item.span()).hasSafety();
        var place = new Location(item.file(), item.named());
        if (!signature.isUnsafe() && hasSection) {
            reports.add(Verdict.of(INFO, "`%s` has a `# Safety` section and is safe".formatted(Surface.name(item.name())),
                    "nobody has to keep what a safe function asks for, and the compiler lets everybody call it",
                    "make it `unsafe`, or let it ask for nothing").at(place, item.name()));
        } else if (signature.isUnsafe() && signature.isShared() && !hasSection && !item.isOfImplementation()) {
            reports.add(Verdict.of(INFO, "`%s` is `unsafe` and does not say what its callers must see to"
                            .formatted(Surface.name(item.name())),
                    "without a `# Safety` section no caller can argue that its call is sound",
                    "write down under `# Safety` what must hold").as(Severity.NOTE).at(place, item.name()));
        }
    }

    private static boolean isSubject(Item item, Handles handles) {
        boolean isShared = item.types().stream().anyMatch(type -> Surface.isShared(type, handles.program()))
                || Surface.isShared(item.result(), handles.program());
        return isShared || handles.has(item.signature().owner()) || item.signature().parameters().stream().map(SpelledType::of)
                .anyMatch(type -> handles.byName().keySet().stream().anyMatch(type::mentions));
    }
}
