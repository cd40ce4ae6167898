// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Signature;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Flow;
import uringlint.rules.report.Origins;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Spelled;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;
import uringlint.rules.report.Verdict;

/// The flags that the methods of an abstraction pass on to the C API. Who calls them is not known, so that only their
/// signatures can be judged.
final class Methods {
    private static final Set<String> NUMBERS = Set.of(
            "i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize", "c_int", "c_uint", "c_long",
            "c_ulong");

    private final AnalyzedProgram program;
    private final Pointers pointers;
    private final Origins origins;
    private final Map<Function, Set<Integer>> passed = new HashMap<>();

    private Methods(AnalyzedProgram program) {
        this.program = program;
        pointers = new Pointers(program);
        origins = new Origins(program, pointers);
    }

    /// Safe methods for everybody by which any number becomes the flags of a command.
    static List<Diagnostic> open(AnalyzedProgram program, RuleInfo rule) {
        var methods = new Methods(program);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : methods.of()) {
            boolean isOpen = function.signature().isPublic()
                    && !function.signature().isUnsafe()
                    && function.signature().trait().isEmpty()
                    && !methods.passed(function).isEmpty();
            if (isOpen) {
                int parameter = methods.passed(function).iterator().next();
                reports.add(Verdict.of(
                                rule,
                                "`%s()` is safe to call and passes on any `%s` as the flags of the context"
                                        .formatted(
                                                Spelled.method(function.name()),
                                                function.parameters()
                                                        .get(parameter)
                                                        .name()),
                                "the flags say whether `uring_lock` is held, and those of another context, or of none,"
                                        + " break the ring",
                                "take them as a type that only the current context can have, bound to its lifetime, or"
                                        + " make the method `unsafe`")
                        .as(Severity.NOTE)
                        .at(function));
            }
        }
        return reports;
    }

    /// Methods that make up the flags, and do not look at those that they are given.
    static List<Diagnostic> madeUp(AnalyzedProgram program, RuleInfo rule) {
        var methods = new Methods(program);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : methods.of()) {
            for (Origins.Use use : methods.origins.uses(function)) {
                if (use.flags() >= 0 && methods.isOwn(use, function)
                        && methods.isMadeUp(use.call().arguments().get(use.flags()), function)) {
                    reports.add(Verdict.of(
                                    rule,
                                    "`%s()` is given made-up flags by `%s()`"
                                            .formatted(
                                                    IrWalk.functionName(
                                                            use.call().callee()),
                                                    Spelled.method(function.name())),
                                    "the flags say whether `uring_lock` is held, which only the caller of the method"
                                            + " knows",
                                    "pass on the flags of the current context")
                            .as(Severity.WARNING)
                            .at(function, use.call().span()));
                }
            }
        }
        return reports;
    }

    /// Methods that pass on flags which their handle has kept, of whatever call that was; a handle that borrows
    /// something ends with the call.
    static List<Diagnostic> kept(AnalyzedProgram program, RuleInfo rule) {
        var methods = new Methods(program);
        var reports = new ArrayList<Diagnostic>();
        for (Function function : methods.of()) {
            for (Origins.Use use : methods.origins.uses(function)) {
                if (use.isLast() && use.flags() >= 0 && methods.isOwn(use, function)
                        && methods.isKept(use.call().arguments().get(use.flags()), function) && !isBound(function, program)) {
                    reports.add(Verdict.of(
                                    rule,
                                    "`%s()` passes on flags that its handle has kept"
                                            .formatted(Spelled.method(function.name())),
                                    "a handle that is completed later is completed in another context, and the flags"
                                            + " are those of the call in which it was made",
                                    "take the flags of the current context, or bind the handle to the call by a"
                                            + " lifetime")
                            .as(Severity.WARNING)
                            .at(function, use.call().span()));
                }
            }
        }
        return reports;
    }

    /// Whether a value is a field of the receiver.
    private boolean isKept(Expr value, Function function) {
        return switch (value) {
            case Expr.Cast(_, var inner) -> isKept(inner, function);
            case Expr.Read(var place) when place.isVariable() -> pointers.flow(function).of(place.base()).stream()
                    .anyMatch(definition -> definition instanceof Flow.Definition.Given(var given) && !given.equals(value)
                            && isKept(given, function));
            case Expr.Read(var place) -> !IrWalk.fieldOf(place.path()).isEmpty()
                    && origins.parameter(value, function).filter(index -> index == 0).isPresent();
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.AddressOf _, Expr.Apply _, Expr.Aggregate _, Expr.Variant _,
                    Expr.Is _ -> false;
        };
    }

    /// Whether the type of a method borrows something.
    private static boolean isBound(Function function, AnalyzedProgram program) {
        return program.index().composite(function.signature().owner()).stream().flatMap(composite -> composite.members().stream())
                .anyMatch(member ->
                member.attributes().contains("&")
                || member.type() instanceof uringlint.ir.Type.Tagged(_, var tag) && tag.startsWith("Phantom"));
    }

    private List<Function> of() {
        return Subjects.told(program).stream().filter(function -> function.signature().receiver() != Signature.Receiver.NONE).toList();
    }

    /// Whether a call is about the command that the method is called on.
    private boolean isOwn(Origins.Use use, Function function) {
        return origins.parameter(use.call().arguments().get(use.object()), function).filter(index -> index == 0).isPresent();
    }

    /// The parameters that are plain numbers and become flags for the receiver's command.
    private Set<Integer> passed(Function function) {
        Set<Integer> known = passed.get(function);
        if (known != null) {
            return known;
        }
        var found = new LinkedHashSet<Integer>();
        passed.put(function, found);
        for (Origins.Use use : origins.uses(function)) {
            if (use.flags() >= 0 && isOwn(use, function)) {
                number(use.call().arguments().get(use.flags()), function).ifPresent(found::add);
            }
        }
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _)) {
                Optional<Function> callee = program.index().resolve(name, function.file());
                boolean isOwn = callee.isPresent() && callee.get().signature().receiver() != Signature.Receiver.NONE && !arguments.isEmpty()
                        && origins.parameter(arguments.getFirst(), function).filter(index -> index == 0).isPresent();
                for (int index : isOwn ? List.copyOf(passed(callee.get())) : List.<Integer>of()) {
                    if (index < arguments.size()) {
                        number(arguments.get(index), function).ifPresent(found::add);
                    }
                }
            }
        });
        return found;
    }

    /// The parameter that a value is, if it is declared as a number.
    private Optional<Integer> number(Expr value, Function function) {
        return origins.parameter(value, function)
                .filter(index -> index > 0 && index < function.signature().parameters().size()
                        && isNumber(function.signature().parameters().get(index)));
    }

    private static boolean isNumber(String type) {
        return SpelledType.of(type).isOneOf(NUMBERS);
    }

    /// Whether flags are a number that says nothing, or one in place of a parameter for them.
    private boolean isMadeUp(Expr value, Function function) {
        boolean isIgnored = function.parameters().stream().skip(1)
                .anyMatch(parameter -> parameter.name().contains("flags") && !isUsed(parameter, function));
        return switch (value) {
            case Expr.Literal(var number, _) -> number == 0 || isIgnored;
            case Expr.Symbol _ -> isIgnored;
            case Expr.Cast(_, var inner) -> isMadeUp(inner, function);
            case Expr.Read(var place) when place.isVariable() -> {
                List<Flow.Definition> definitions = pointers.flow(function).of(place.base());
                yield definitions.size() == 1 && definitions.getFirst() instanceof Flow.Definition.Given(var given) && !given.equals(value)
                        && isMadeUp(given, function);
            }
            case Expr.Read _, Expr.Text _, Expr.Unit _, Expr.AddressOf _, Expr.Apply _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ ->
                    false;
        };
    }

    private static boolean isUsed(Variable parameter, Function function) {
        boolean[] found = new boolean[1];
        java.util.function.Consumer<Expr> look = value ->
                IrWalk.parts(value, part -> found[0] |= part instanceof Expr.Read(Place place) && place.base().equals(parameter));
        IrWalk.instructions(function, instruction -> {
            switch (instruction) {
                case Instruction.Assign(_, var value, _) -> look.accept(value);
                case Instruction.Call(_, _, var arguments, _) -> arguments.forEach(look);
                case Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        for (var block : function.blocks()) {
            switch (block.terminator()) {
                case uringlint.ir.Terminator.Branch(var condition, _, _, _) -> look.accept(condition);
                case uringlint.ir.Terminator.Return(var value, _) -> look.accept(value);
                case uringlint.ir.Terminator.Jump _, uringlint.ir.Terminator.Unreachable _ -> {}
            }
        }
        return found[0];
    }
}
