// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.callgraph.IrWalk;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.Spelled;
import uringlint.source.Location;
import uringlint.source.Span;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;

/// The calls that a path is in, from that of an API function outward.
final class CallPath {
    private final AnalyzedProgram program;
    private final List<Step> steps;

    private CallPath(AnalyzedProgram program, List<Step> steps) {
        this.program = program;
        this.steps = List.copyOf(steps);
    }

    /// A call, and the function that makes it.
    record Step(Function function, Instruction.Call call) {
        Location place() {
            return new Location(function.file(), call.span());
        }
    }

    /// The place at which flags get their value: a call that passes them, with the argument's number, or an assignment, with -1.
    record Passing(Function function, Location place, Optional<Instruction.Call> call, int argument) {}

    static CallPath of(Observation seen, AnalyzedProgram program) {
        var steps = new ArrayList<Step>();
        List<Instruction.Call> here = program.graph().callsAt(seen.function(), seen.span());
        here.stream()
                .filter(call -> flagsOf(call, program.model()) >= -1)
                .findFirst()
                .or(() -> here.stream().findFirst())
                .ifPresent(call -> steps.add(new Step(seen.function(), call)));
        Function callee = seen.function();
        for (Trace.OpenCall open : seen.path().openCalls().reversed()) {
            Optional<Step> step = steps.isEmpty() ? Optional.empty() : step(open.place(), callee, program);
            if (step.isEmpty()) {
                break;
            }
            steps.add(step.get());
            callee = step.get().function();
        }
        return new CallPath(program, steps);
    }

    private static Optional<Step> step(Location at, Function callee, AnalyzedProgram program) {
        for (Function function : program.index().functions()) {
            if (function.file() == at.file() && function.span().contains(at.span())) {
                for (Instruction.Call call : program.graph().callsAt(function, at.span())) {
                    boolean isNamed = !(call.callee() instanceof Expr.Symbol(var name)) || name.equals(callee.name());
                    if (isNamed) {
                        return Optional.of(new Step(function, call));
                    }
                }
            }
        }
        return Optional.empty();
    }

    static List<Instruction.Call> calls(Function function) {
        var calls = new ArrayList<Instruction.Call>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call call) {
                calls.add(call);
            }
        });
        return calls;
    }

    /// The argument of a call that carries flags; -1 if the function has none, and -2 if the function is of no interest.
    private static int flagsOf(Instruction.Call call, ApiModel model) {
        if (call.callee() instanceof Expr.Symbol(var name)) {
            for (Effect effect : model.find(name, call.arguments().size()).map(Effect.Api::effects).orElse(List.of())) {
                switch (effect) {
                    case Effect.Complete(_, _, var flags, _) -> {
                        return flags;
                    }
                    case Effect.Mark(_, var flags) -> {
                        return flags;
                    }
                    case Effect.Ask(_, var flags) -> {
                        return flags;
                    }
                    case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                            Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> {}
                }
            }
        }
        return -2;
    }

    List<Step> steps() {
        return steps;
    }

    /// The API function that the path calls.
    String api() {
        return steps.isEmpty() ? "" : IrWalk.functionName(steps.getFirst().call().callee());
    }

    /// The call in a function by which the path goes on.
    Optional<Location> in(Function function) {
        return steps.stream().filter(step -> step.function() == function).map(Step::place).findFirst();
    }

    /// The call in the innermost function that takes a lock of this name.
    Optional<Location> under(String lock) {
        return steps.stream().filter(step -> takes(step.function(), lock)).map(Step::place).findFirst();
    }

    private boolean takes(Function function, String lock) {
        return calls(function).stream().anyMatch(call -> effects(call).stream()
                .anyMatch(effect -> effect instanceof Effect.Enter(var section) && section.equals(lock)
                        || effect instanceof Effect.Lock(var argument, _) && argument >= 0
                        && nameOf(call.arguments().get(argument)).equals(lock)));
    }

    /// What a call does by the model; a guard is known by its class.
    private List<Effect> effects(Instruction.Call call) {
        String name = IrWalk.functionName(call.callee());
        String typed = name + ":" + call.arguments().stream().findFirst().map(IrWalk::functionName).orElse("");
        int arity = call.arguments().size();
        return program.model().find(typed, arity).or(() -> program.model().find(name, arity)).map(Effect.Api::effects).orElse(List.of());
    }

    private static String nameOf(Expr lock) {
        return switch (lock) {
            case Expr.AddressOf(var place) -> nameOf(place);
            case Expr.Read(var place) -> nameOf(place);
            case Expr.Cast(_, var inner) -> nameOf(inner);
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Apply _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> "";
        };
    }

    private static String nameOf(Place place) {
        String field = IrWalk.fieldOf(place.path());
        return field.isEmpty() ? place.base().name() : field;
    }

    /// An argument of the innermost call as it is written there.
    private Optional<String> written(int argument) {
        return steps.isEmpty() ? Optional.empty()
                : Spelled.argument(steps.getFirst().call(), argument, steps.getFirst().function());
    }

    /// A name for flags or an object: what people would say, or else what is written at the call.
    String name(String known, Optional<Integer> argument) {
        return known.contains("(") ? argument.flatMap(this::written).orElse(known) : known;
    }

    /// The argument that carries the flags.
    Optional<Integer> flagsArgument() {
        return steps.isEmpty() ? Optional.empty()
                : Optional.of(flagsOf(steps.getFirst().call(), program.model())).filter(argument -> argument >= 0);
    }

    /// The place at which the flags of the innermost call get their value, followed through parameters and members of structures.
    Optional<Passing> passing() {
        return flagsArgument().map(argument -> passing(0, argument));
    }

    private Passing passing(int at, int argument) {
        Step step = steps.get(at);
        var here = new Passing(step.function(), step.place(), Optional.of(step.call()), argument);
        return argument < step.call().arguments().size() ? from(step.call().arguments().get(argument), at, here) : here;
    }

    private Passing from(Expr value, int at, Passing here) {
        return switch (value) {
            case Expr.Cast(_, var inner) -> from(inner, at, here);
            case Expr.Read(var place) when place.isVariable() && parameter(at, place.base()) >= 0 && at + 1 < steps.size() ->
                passing(at + 1, parameter(at, place.base()));
            case Expr.Read(var place) when isPart(place) && parameter(at, place.base()) >= 0 && at + 1 < steps.size() ->
                passing(at + 1, parameter(at, place.base()));
            case Expr.Read(var place) when place.isVariable() && made(at, place).isPresent() -> from(made(at, place).get(), at, here);
            case Expr.Read(var place) when !IrWalk.fieldOf(place.path()).isEmpty() -> member(IrWalk.fieldOf(place.path()), at, here);
            case Expr.Read _, Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.AddressOf _, Expr.Apply _, Expr.Aggregate _,
                    Expr.Variant _, Expr.Is _ -> here;
        };
    }

    /// Whether a place is a part without a name of a parameter itself.
    private static boolean isPart(Place place) {
        return place.base().kind() == Variable.Kind.PARAMETER
                && !(place.base().type() instanceof Type.Pointer)
                && IrWalk.fieldOf(place.path()).matches("[0-9]+")
                && place.path().stream().allMatch(Projection.Field.class::isInstance);
    }

    /// What a variable has that holds nothing but the number in flags of a type of their own: a part, or what a method gives that has
    /// nothing else.
    private Optional<Expr> made(int at, Place variable) {
        var found = new ArrayList<Expr>();
        IrWalk.instructions(steps.get(at).function(), instruction -> {
            switch (instruction) {
                case Instruction.Assign(var target, var value, _) when target.equals(variable) -> found.add(value);
                case Instruction.Call(var target, var callee, var arguments, _) when target.equals(variable) ->
                    found.add(arguments.size() == 1 && IrWalk.functionName(callee).contains("::") ? arguments.getFirst() : new Expr.Unit());
                case Instruction.Assign _, Instruction.Call _, Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        boolean isOnly = found.size() == 1
                && (variable.base().kind() == Variable.Kind.TEMPORARY || found.getFirst() instanceof Expr.Read(var place) && isPart(place));
        return isOnly ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private int parameter(int at, Variable variable) {
        return steps.get(at).function().parameters().indexOf(variable);
    }

    /// The innermost of the functions at hand that gives a member its value.
    private Passing member(String field, int from, Passing here) {
        for (int at = from; at < steps.size(); at++) {
            Function function = steps.get(at).function();
            for (Stored stored : stored(function, field)) {
                List<Span> written = function.spellings().of(stored.value(), stored.span());
                var place = new Location(function.file(), written.size() == 1 ? written.getFirst() : stored.span());
                return from(stored.value(), at, new Passing(function, place, Optional.empty(), -1));
            }
        }
        return here;
    }

    /// A value that a function stores in a member.
    record Stored(Span span, Expr value) {}

    static List<Stored> stored(Function function, String field) {
        var found = new ArrayList<Stored>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign assign) {
                if (IrWalk.fieldOf(assign.target().path()).equals(field)) {
                    found.add(new Stored(assign.span(), assign.value()));
                }
                IrWalk.fields(assign.value(), (name, value) -> {
                    if (name.equals(field)) {
                        found.add(new Stored(assign.span(), value));
                    }
                });
            }
        });
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Return(var returned, var span)) {
                IrWalk.fields(returned, (name, value) -> {
                    if (name.equals(field)) {
                        found.add(new Stored(span, value));
                    }
                });
            }
        }
        return found;
    }

    /// The parameter of a function that carries the flags which the core passed to the entry point, by name.
    Optional<String> ownFlagsIn(Function function, Function entry) {
        for (int at = 0; at < steps.size(); at++) {
            if (steps.get(at).function() == function) {
                for (Variable parameter : function.parameters()) {
                    boolean isFlags = !(parameter.type() instanceof Type.Pointer) && parameter.name().contains("flags");
                    if (isFlags && (function == entry || isOwn(at, parameter, entry))) {
                        return Optional.of(parameter.name());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isOwn(int at, Variable parameter, Function entry) {
        if (steps.get(at).function() == entry) {
            return true;
        }
        if (at + 1 >= steps.size()) {
            return false;
        }
        int index = parameter(at, parameter);
        List<Expr> arguments = steps.get(at + 1).call().arguments();
        return index < arguments.size()
                && arguments.get(index) instanceof Expr.Read(var place)
                && place.isVariable()
                && parameter(at + 1, place.base()) >= 0
                && isOwn(at + 1, place.base(), entry);
    }
}
