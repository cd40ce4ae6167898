// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Implementation;
import uringlint.ir.Place;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Flow;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;
import uringlint.rules.report.Ways;
import uringlint.source.Location;

/// Reports commands of which two handles can exist.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// - `Clone` or `Copy`, derived or written, for a type that owns a command: one that its completion takes by value, or
///   that is turned into such a one.
/// - Two handles that are made of the same raw pointer on one way through a function.
///
/// # Why it matters
/// A method that takes `self` is called once for each handle, not once for each command. With two handles safe code completes a
/// command twice: two CQEs, and a request that is freed twice.
///
/// # Wrong
/// `samples/handle-copied/derived.rs`
///
/// # Right
/// `samples/handle-copied/view-of-a-command.rs`
///
/// # Limits
/// A handle that nothing takes by value owns nothing, and may be copied. Handles that two functions make of the same
/// pointer are not compared.
///
/// # References
/// - The posted series "rust: miscdevice: abstraction for uring-cmd", v4 of April 2026: the handle of a pending command
///   is made of the one of a new command.
public final class HandleCopied implements Rule {
    private static final RuleInfo INFO = new RuleInfo("handle-copied", Severity.ERROR, "two handles can own one command").ofAbstractions();
    private static final String REASON = "each handle can complete the command, and the command can be completed once";
    private static final Set<String> COPIES = Set.of("Clone", "Copy");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        Handles handles = Handles.in(program);
        var reports = new ArrayList<Diagnostic>();
        Set<String> told = new HashSet<>();
        for (TranslationUnit unit : program.index().program().units()) {
            for (Implementation implementation : unit.implementations()) {
                if (COPIES.contains(implementation.trait()) && handles.isOwning(implementation.type()) && told.add(implementation.type())) {
                    reports.add(Verdict.of(INFO, "`%s` owns a command and can be copied".formatted(implementation.type()), REASON,
                            "let the type be neither `Clone` nor `Copy`")
                            .at(new Location(unit.file(), implementation.span()), implementation.type()));
                }
            }
        }
        for (Function function : Subjects.told(program)) {
            twice(function, handles).ifPresent(reports::add);
        }
        return reports;
    }

    private static Optional<Diagnostic> twice(Function function, Handles handles) {
        List<Making> makings = Making.in(function, handles).stream().filter(Making::isOfPointer).toList();
        for (Making first : makings) {
            for (Making second : makings) {
                Optional<Variable> pointer = raw(first.values().getFirst(), function, handles.pointers());
                if (pointer.isPresent() && isLater(second, first, function)
                        && raw(second.values().getFirst(), function, handles.pointers()).equals(pointer)) {
                    String name = pointer.get().name();
                    var step = new TraceStep(new Location(function.file(), first.span()), "the first handle is made of `%s` here"
                            .formatted(name));
                    return Optional.of(Verdict.of(INFO, "a second handle is made of `%s`".formatted(name), REASON,
                            "make one handle, and pass it on").at(function, second.span(), List.of(step)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isLater(Making second, Making first, Function function) {
        return first != second && (first.block() == second.block() ? first.span().start() < second.span().start()
                : Ways.behind(first.block(), function).get(second.block().id().index()));
    }

    /// The variable of a raw pointer that a value is, if it is no handle before.
    private static Optional<Variable> raw(Expr value, Function function, Pointers pointers) {
        Expr inner = value instanceof Expr.Cast(_, var cast) ? cast : value;
        if (!(inner instanceof Expr.Read(Place place)) || !place.isVariable()) {
            return Optional.empty();
        }
        Variable variable = place.base();
        for (int depth = 0; depth < 8; depth++) {
            List<Flow.Definition> definitions = pointers.flow(function).of(variable);
            boolean isCopy = definitions.size() == 1 && definitions.getFirst() instanceof Flow.Definition.Given(Expr.Read(var from))
                    && from.isVariable();
            if (!isCopy) {
                break;
            }
            variable = ((Expr.Read) ((Flow.Definition.Given) definitions.getFirst()).value()).place().base();
        }
        int parameter = function.parameters().indexOf(variable);
        List<String> types = function.signature().parameters();
        boolean isRaw = parameter >= 0 ? parameter < types.size() && SpelledType.of(types.get(parameter)).isRaw()
                : variable.kind() != Variable.Kind.TEMPORARY
                        && pointers.flow(function).of(variable).stream()
                        .allMatch(definition -> definition instanceof Flow.Definition.Result);
        return isRaw ? Optional.of(variable) : Optional.empty();
    }
}
