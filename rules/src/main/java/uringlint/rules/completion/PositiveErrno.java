package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.model.Errno;
import uringlint.rules.report.Fixes;
import uringlint.rules.report.Results;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.source.Span;
import uringlint.typestate.Effect;
import uringlint.typestate.ObjectState;
import uringlint.typestate.Observation;

/// Reports an error number without its sign, returned as an integer or given to a completion.
///
/// Kernels: 5.19 and newer.
///
/// # What it reports
/// `return EINVAL;` and `io_uring_cmd_done(cmd, EIO, ...)`: the name of an error number as it stands, in a function that handlers and
/// callbacks of commands run through; and one that was stored before, in a variable or in the PDU, on a path to the completion or the return. And a `-` before what is
/// negative already, such as `PTR_ERR()`, `blk_status_to_errno()` or `-EIO`, in a return, a completion, or a store to a member with which a command is completed.
///
/// # Why it matters
/// A positive result is a success with a value: user space sees 22 bytes or 22 events. Inside of the driver, `ret < 0` does not see the
/// error either. `return EIOCBQUEUED;` completes a command that is queued. Up to 6.10 any positive number that a handler returns is worse:
/// it leaks out of `io_uring_cmd()`, links are broken, and from io-wq the request never completes.
///
/// # Wrong
/// `samples/positive-errno/forgotten-minus.c`
///
/// # Right
/// `samples/positive-errno/count.c`
///
/// # Limits
/// Only the bare name of a number is looked at, where it is returned or given away, and what is known by one name there. A helper that returns positive numbers on purpose is not reported where a caller writes the sign before the call or before
/// the variable that got the result; one whose caller turns the sign in another way is.
///
/// # References
/// - `include/uapi/asm-generic/errno-base.h` and `errno.h`.
/// - Commits 24dce1c538a7 and f1dcdfcadb0c (6.11): positive results of handlers are results.
public final class PositiveErrno implements Rule {
    private static final RuleInfo INFO = new RuleInfo("positive-errno", Severity.ERROR, "an error number has no sign");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        var results = new Results(program, effect -> effect instanceof Effect.Complete complete ? complete.result() : effect instanceof Effect.Answer answer ? answer.result() : -1);
        for (Function function : program.entered()) {
            for (Results.Given given : isInteger(function.result()) ? Results.returned(function) : List.<Results.Given>of()) {
                boolean isNegated = given.value() instanceof Expr.Symbol && isNegatedByCallers(function, program);
                if (!isNegated) {
                    report(given, "is returned", reports);
                }
            }
            results.completedHere(function).forEach(given -> report(given, "is given to a completion", reports));
        }
        reportCarried(program, reports);
        reportStored(results, program, reports);
        return reports;
    }

    private static void report(Results.Given given, String how, List<Diagnostic> reports) {
        report(given.value(), given.span(), given.function(), how, reports);
        if (given.value() instanceof Expr.Read(var place) && place.base().kind() != Variable.Kind.TEMPORARY) {
            given.sources().stream().filter(source -> TurnedSigns.isTurned(source.value(), source.function()))
                    .forEach(source -> report(source.value(), source.span(), source.function(), how, reports));
        }
    }

    /// Reports a sign that is turned where the number is stored in a member with which some command is completed.
    private static void reportStored(Results results, AnalyzedProgram program, List<Diagnostic> reports) {
        Set<String> members = new HashSet<>();
        for (Function function : program.entered()) {
            results.completed(function).stream().flatMap(given -> given.sources().stream()).forEach(given -> {
                if (given.value() instanceof Expr.Read(var place)) {
                    members.add(IrWalk.fieldOf(place.path()));
                }
            });
        }
        members.remove("");
        for (Function function : program.entered()) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Assign(var target, var value, var span) && members.contains(IrWalk.fieldOf(target.path())) && TurnedSigns.isTurned(value, function)) {
                    report(value, span, function, "is stored for a completion", reports);
                }
            });
        }
    }

    /// Reports what is stored first, and returned or given away later.
    private static void reportCarried(AnalyzedProgram program, List<Diagnostic> reports) {
        Set<Location> known = reports.stream().map(Diagnostic::location).collect(Collectors.toSet());
        for (Observation.Complete seen : program.observed(Observation.Complete.class)) {
            reportCarried(seen, seen.name(), "is what `%s` is completed with".formatted(seen.object()), known, program, reports);
        }
        for (Observation.Exit seen : program.observed(Observation.Exit.class)) {
            if (seen.before().source() == ObjectState.Source.ISSUED && isInteger(seen.role().function().result())) {
                reportCarried(seen, seen.name(), "is returned", known, program, reports);
            }
        }
    }

    private static void reportCarried(Observation seen, String name, String how, Set<Location> known, AnalyzedProgram program, List<Diagnostic> reports) {
        if (Errno.NUMBERS.containsKey(name) && !known.contains(seen.location())) {
            reports.add(Verdict.of(INFO, "`%s` %s, without its sign".formatted(name, how),
                    "a positive number is a success for whoever waits for the command; only `-%s` says that it failed".formatted(name),
                    "write `-%s` where it is stored".formatted(name)).at(seen, program));
        }
    }

    private static boolean isInteger(Type type) {
        return type instanceof Type.Named(var name) && !name.equals("bool");
    }

    /// Whether a caller turns the sign of what the function returns.
    private static boolean isNegatedByCallers(Function function, AnalyzedProgram program) {
        return program.index().functions().stream().anyMatch(caller -> {
            var results = new HashSet<Expr>();
            IrWalk.instructions(caller, instruction -> {
                if (instruction instanceof Instruction.Call(var result, Expr.Symbol(var name), _, _) && name.equals(function.name())) {
                    results.add(new Expr.Apply("-", List.of(new Expr.Read(result))));
                }
            });
            return !results.isEmpty() && caller.spellings().values().stream().anyMatch(spelled -> results.contains(spelled.value()));
        });
    }

    private static void report(Expr value, Span span, Function function, String how, List<Diagnostic> reports) {
        if (value instanceof Expr.Cast(_, var inner)) {
            report(inner, span, function, how, reports);
        } else if (value instanceof Expr.Read(var place) && place.isVariable() && place.base().kind() == Variable.Kind.TEMPORARY) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Assign(var target, var assigned, _) && target.equals(place) && TurnedSigns.isTurned(assigned, function)) {
                    report(assigned, span, function, how, reports);
                }
            });
        } else if (value instanceof Expr.Variant(_, var parts) && parts.size() == 1 && TurnedSigns.isTurned(parts.getFirst().value(), function)) {
            report(parts.getFirst().value(), span, function, how, reports);
        } else if (TurnedSigns.isTurned(value, function)) {
            reports.add(Verdict.of(INFO, "the number of an error %s with its sign turned".formatted(how),
                    "it is a negative number already; a positive one is a success for whoever waits for the command",
                    "remove the `-`").at(function, span));
        } else if (value instanceof Expr.Symbol(var name) && Errno.NUMBERS.containsKey(name)) {
            reports.add(Verdict.of(INFO, "`%s` %s without its sign".formatted(name, how),
                    "a positive number is a success for whoever waits for the command; only `-%s` says that it failed".formatted(name),
                    "write `-%s`".formatted(name)).at(function, span)
                    .withFixes(Fixes.negate(function, name, span).stream().toList()));
        }
    }
}
