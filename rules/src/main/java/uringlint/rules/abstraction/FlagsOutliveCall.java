// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Origins;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;

/// Reports types for the flags of a call that outlive the call.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// A structure that holds nothing but a number, that others see, whose values become the flags of a completion or of another
/// call that takes them, and that has no lifetime.
///
/// # Why it matters
/// The flags say what the current context may do: whether `uring_lock` is held, whether completions may be deferred. A value
/// that can be stored with a command is sooner or later passed on in another context, by safe code. A type with a lifetime that
/// the function makes by which the kernel enters ends with the call.
///
/// # Wrong
/// `samples/flags-outlive-call/plain-newtype.rs`
///
/// # Right
/// `samples/flags-outlive-call/bound-to-the-call.rs`
///
/// # Limits
/// A lifetime is enough; whether it is that of the call is not asked. Flags that are plain numbers are a matter of
/// `issue-flags-wrong-context`.
///
/// # References
/// - The review of the third revision of the Rust abstraction (September 2025): "Maybe we could introduce a type".
/// - `IO_URING_F_UNLOCKED` and `IO_URING_F_COMPLETE_DEFER` in `include/linux/io_uring_types.h`.
public final class FlagsOutliveCall implements Rule {
    private static final RuleInfo INFO = new RuleInfo("flags-outlive-call", Severity.NOTE,
            "a type for the flags of a call can be kept after it").ofAbstractions();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Set<String> types = types(Handles.in(program));
        var reports = new ArrayList<Diagnostic>();
        for (TranslationUnit unit : program.index().program().units()) {
            for (TypeDeclaration type : unit.types()) {
                if (type instanceof TypeDeclaration.Composite composite && types.contains(type.name()) && isKept(composite, program)) {
                    reports.add(Verdict.of(INFO, "`%s` holds the flags of a call and can be kept after it".formatted(type.name()),
                            "stored with a command, the flags are passed on in a context of which they say nothing true",
                            "give it a lifetime, and let only the entry point make one for each call")
                            .at(new Location(unit.file(), type.span()), type.name()));
                }
            }
        }
        return reports;
    }

    /// The types of parameters that become the flags of calls.
    private static Set<String> types(Handles handles) {
        var types = new LinkedHashSet<String>();
        for (Function function : Subjects.told(handles.program())) {
            if (function.signature().isPublic()) {
                for (Origins.Use use : handles.origins().uses(function)) {
                    flags(use, function, handles).map(SpelledType::of)
                            .filter(type -> type instanceof SpelledType.Path).map(type -> ((SpelledType.Path) type).names().getLast())
                            .ifPresent(types::add);
                }
            }
        }
        return types;
    }

    /// How the parameter is spelled of which the flags of a call are made.
    private static Optional<String> flags(Origins.Use use, Function function, Handles handles) {
        if (use.flags() < 0) {
            return Optional.empty();
        }
        Expr value = use.call().arguments().get(use.flags());
        return handles.origins().parameter(value, function).filter(at -> at < function.signature().parameters().size())
                .map(at -> function.signature().parameters().get(at));
    }

    /// Whether a structure is one number, and nothing that ends.
    private static boolean isKept(TypeDeclaration.Composite composite, AnalyzedProgram program) {
        return composite.keyword() == Type.Keyword.STRUCT && composite.members().size() == 1
                && program.index().resolve(composite.members().getFirst().type()) instanceof Type.Named
                && !composite.members().getFirst().attributes().contains("&");
    }
}
