// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Signature;
import uringlint.ir.TranslationUnit;
import uringlint.ir.TypeDeclaration;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Documentation;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Verdict;
import uringlint.source.Span;

/// Reports `SAFETY` comments about commands that argue with what nothing in view establishes.
///
/// Kernels: all.
///
/// # What it reports
/// An `unsafe` block that touches a command, and whose comment
/// - refers to an invariant of a type that declares none;
/// - refers to what the caller guarantees, in a function that is safe and asks its callers for nothing;
/// - refers to a check of the opcode, where nothing in view reads the opcode;
/// - says that it is safe, or always valid, and not why.
///
/// # Why it matters
/// An argument that leads nowhere looks like one that was made. The next author trusts it, and builds on it: for a command that
/// may be completed by then, or memory that user space writes.
///
/// # Wrong
/// `samples/safety-claim-unfounded/invariant-of-nothing.rs`
///
/// # Right
/// `samples/safety-claim-unfounded/invariant-is-declared.rs`
///
/// # Limits
/// The words of a comment are matched, not understood, so all of this is a note. Invariants of types that are not in view are
/// believed.
///
/// # References
/// - `Documentation/rust/coding-guidelines.rst`: comments at `unsafe`.
/// - The review of the third revision of the Rust abstraction (September 2025): "It doesn't provide any assurances".
public final class SafetyClaimUnfounded implements Rule {
    private static final RuleInfo INFO = new RuleInfo("safety-claim-unfounded", Severity.NOTE,
            "a `SAFETY` comment argues with what nothing establishes", List.of("opcode-as-proof")).ofAbstractions();
    private static final Pattern INVARIANT = Pattern.compile("\\binvariants?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CALLER = Pattern.compile(
            "\\bcallers?('s)? (\\w+ )?(guarantees?d?|promise[sd]?|ensures?d?|must|assures?d?|has to|have to|upholds?|contract)\\b"
                    + "|\\b(guaranteed|promised|ensured|upheld) by the callers?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern OPCODE = Pattern.compile(
            "\\b(checked|verified|tested|validated|compared)\\b.*\\bopcode\\b"
                    + "|\\bopcode\\b.*\\b(checked|verified|tested|validated|compared)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern EMPTY = Pattern.compile(
            "(todo|fixme|xxx)\\b.*|((this|it|that|the (call|cast|pointer|access|read|write|block)) )?((is|are) )?"
                    + "(always |trivially |obviously |perfectly )?(safe|fine|ok|okay|sound|valid|correct|harmless)( here| anyway| to \\w+)?\\.?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ALWAYS =
            Pattern.compile("\\balways (valid|safe|fine|sound|alive|non-?null)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern REASON = Pattern.compile(
            "\\b(because|since|as|by|due|from|while|until|during|invariants?|guarantee\\w*|keeps?|holds?|owns?|long)\\b",
            Pattern.CASE_INSENSITIVE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var reports = new ArrayList<Diagnostic>();
        for (UncheckedBlock block : UncheckedBlock.in(handles)) {
            block.argument().flatMap(argument -> fault(argument, block, handles)).ifPresent(fault -> reports.add(Verdict.of(INFO, fault,
                    "an argument that leads nowhere looks like one that was made, and the next change relies on it",
                    "say what keeps the command alive and whose it is, and where that is established")
                    .at(block.function(), new Span(block.span().start(), block.span().start() + "unsafe".length()))));
        }
        return reports;
    }

    private static Optional<String> fault(String argument, UncheckedBlock block, Handles handles) {
        Signature signature = block.function().signature();
        if (EMPTY.matcher(argument).matches() || argument.isEmpty()
                || ALWAYS.matcher(argument).find() && !REASON.matcher(argument).find()) {
            return Optional.of("the `SAFETY` comment says that this is sound, and not why");
        }
        if (CALLER.matcher(argument).find() && !signature.isUnsafe() && signature.trait().isEmpty()
                && !Documentation.of(block.function().file(), block.function().span()).hasSafety()) {
            return Optional.of("the `SAFETY` comment argues with the caller, of whom `%s` asks nothing"
                    .formatted(Surface.name(block.function().name())));
        }
        if (OPCODE.matcher(argument).find() && !readsOpcode(handles)) {
            return Optional.of("the `SAFETY` comment argues with a check of the opcode, and nothing reads the opcode");
        }
        return INVARIANT.matcher(argument).find() && lacksInvariant(argument, signature.owner(), handles.program())
                ? Optional.of("the `SAFETY` comment argues with an invariant, and `%s` declares none".formatted(signature.owner()))
                : Optional.empty();
    }

    private static boolean readsOpcode(Handles handles) {
        return handles.program().index().functions().stream()
                .flatMap(function -> Accesses.of(function, handles.pointers(), handles.program()).stream())
                .anyMatch(access -> access.memory().isField("opcode"));
    }

    /// Whether a type is in view, and neither it nor any other that a comment names has invariants.
    private static boolean lacksInvariant(String argument, String owner, AnalyzedProgram program) {
        boolean isInView = false;
        for (TranslationUnit unit : program.index().program().units()) {
            for (TypeDeclaration type : unit.types()) {
                if (type.name().equals(owner) || argument.contains("`" + type.name() + "`")) {
                    isInView |= type.name().equals(owner);
                    if (Documentation.of(unit.file(), type.span()).hasInvariants()) {
                        return false;
                    }
                }
            }
        }
        return isInView;
    }
}
