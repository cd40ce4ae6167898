// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.entry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import uringlint.callgraph.Aggregates;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.FunctionPointers;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.Member;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Global;
import uringlint.ir.Implementation;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.source.SourceFile;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.state.HandOffs;
import uringlint.typestate.value.Numbers;

/// Finds the entry points of a program: from operation tables, assignments and arguments of the API.
public final class Roles {
    /// As many implementations of a trait are followed from where its method is called.
    public static final int DELEGATES = 32;

    private final ProgramIndex index;
    private final ApiModel model;
    private final Relevance relevance;
    private final FunctionPointers pointers;
    private final Aggregates aggregates;
    private final Map<Function, Map<Role.Kind, String>> found = new LinkedHashMap<>();
    private final Set<Function> owners = new HashSet<>();
    private final Set<Function> delegated = new HashSet<>();

    public Roles(ProgramIndex index, ApiModel model, Relevance relevance, CallGraph graph) {
        this.index = index;
        this.model = model;
        this.relevance = relevance;
        this.pointers = graph.pointers();
        this.aggregates = new Aggregates(index);
        for (TranslationUnit unit : index.program().units()) {
            for (Global global : unit.globals()) {
                members(Place.of(global.variable()), global.initializer(), (member, value) ->
                        consider(member, "`%s`".formatted(global.variable().name()), pointers.of(value, unit.file())));
                aggregates.values(global.initializer(), global.variable().type(), (_, value) -> made(value, global, unit.file()));
            }
            for (Instruction.Call setup : unit.setups()) {
                call(setup, "", argument -> pointers.of(argument, unit.file()));
            }
        }
        for (TranslationUnit unit : index.program().units()) {
            for (Implementation implementation : unit.implementations()) {
                scan(implementation, unit.file());
            }
        }
        for (Function function : index.functions()) {
            IrWalk.instructions(function, instruction -> scan(instruction, function));
            returned(function);
        }
        for (Map.Entry<Function, Map<Role.Kind, String>> entry : List.copyOf(found.entrySet())) {
            entry.getValue().keySet().forEach(kind -> delegates(entry.getKey(), kind));
        }
        for (Function function : index.functions()) {
            Role.Kind kind = function.result() instanceof Type.Named(var type) ? model.callbackResults().get(type) : null;
            if (kind != null && !found.containsKey(function) && graph.isAddressTaken(function)) {
                add(function, kind, "a function pointer");
            }
            if (!found.containsKey(function) && !delegated.contains(function) && !model.flags().isEmpty() && looksLikeHandler(function)) {
                if (graph.isAddressTaken(function)) {
                    add(function, Role.Kind.HANDLER, "a function pointer");
                } else if (isVisible(function) && graph.callers(function).isEmpty()) {
                    add(function, Role.Kind.HANDLER, "its signature");
                }
            }
        }
    }

    /// The entry points in the order of their discovery; tracked objects can be met in each of them.
    public List<Role> all(HandOffs handOffs) {
        var roles = new ArrayList<Role>();
        found.forEach((function, kinds) -> kinds.forEach((kind, how) -> {
            // A callback that an object is handed to owes it, also where its body does not mention one.
            if (kind == Role.Kind.HANDLER || relevance.isRelevant(function) || handOffs.isKnown(function.name())) {
                // What a method of a trait is given, is its own.
                boolean isShared = handOffs.isKnown(function.name()) ? handOffs.isShared(function.name()) : !owners.contains(function);
                roles.add(new Role(function, kind, how, isShared));
            }
        }));
        return roles;
    }

    private void scan(Instruction instruction, Function function) {
        switch (instruction) {
            case Instruction.Assign(var target, var value, _) ->
                members(
                        target,
                        value,
                        (member, stored) -> consider(
                                member,
                                (stored == value ? "an assignment in `%s`" : "`%s`").formatted(function.name()),
                                pointers.of(stored, function)));
            case Instruction.Call call -> {
                call(call, " in `%s`".formatted(function.name()), argument -> pointers.of(argument, function));
                call.arguments().forEach(argument -> table(argument, function));
            }
            case Instruction.Drop _, Instruction.Opaque _ -> {}
        }
    }

    private void call(Instruction.Call call, String where, java.util.function.Function<Expr, Set<Function>> functions) {
        if (!(call.callee() instanceof Expr.Symbol(var name)) || !model.knows(name)) {
            return;
        }
        List<Expr> arguments = call.arguments();
        Effect.Api api = model.find(name, arguments.size()).orElse(model.functions().get(name).getFirst());
        for (Effect effect : api.effects()) {
            if (effect instanceof Effect.RegisterHeld(var carrier, var field, var kind) && carrier < arguments.size()) {
                held(arguments.get(carrier), field)
                        .ifPresent(place -> functions
                                .apply(place)
                                .forEach(callback -> add(callback, kind, "`%s`%s".formatted(name, where))));
            }
            callback(effect, (argument, kind) -> {
                if (argument >= 0 && argument < arguments.size()) {
                    functions.apply(arguments.get(argument)).forEach(callback -> add(callback, kind, "`%s`%s".formatted(name, where)));
                }
            });
        }
    }

    /// A table that a function makes, also one that runs before the program does.
    private void returned(Function function) {
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Return(var value, _)) {
                table(value, function);
            }
        }
    }

    /// A table that is a value, of the type that its name says.
    private void table(Expr value, Function function) {
        if (value instanceof Expr.Variant(var type, _)) {
            aggregates.values(value, new Type.Tagged(Type.Keyword.STRUCT, type), (path, stored) -> {
                if (path.size() == 1 && path.getFirst() instanceof Projection.Field(var member)) {
                    consider(new Member(type, member), "a value in `%s`".formatted(function.name()), pointers.of(stored, function));
                }
            });
        }
    }

    /// What a macro in an initializer makes is what it makes in a call.
    private void made(Expr value, Global global, SourceFile file) {
        if (value instanceof Expr.Apply(var macro, var operands) && model.knows(macro)) {
            var call = new Instruction.Call(Place.of(global.variable()), new Expr.Symbol(macro), operands, global.span());
            call(call, " of `%s`".formatted(global.variable().name()), argument -> pointers.of(argument, file));
        }
    }

    /// A field of the structure that an argument points to.
    private static Optional<Expr> held(Expr carrier, String field) {
        return switch (carrier) {
            case Expr.AddressOf(var place) -> Optional.of(new Expr.Read(place.then(new Projection.Field(field))));
            case Expr.Read(var place) ->
                Optional.of(new Expr.Read(place.then(new Projection.Deref()).then(new Projection.Field(field))));
            case Expr.Cast(_, var inner) -> held(inner, field);
            case Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.Apply _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> Optional.empty();
        };
    }

    /// The members that a store fills, with what is stored in each.
    private void members(Place target, Expr value, BiConsumer<Member, Expr> each) {
        aggregates.values(value, index.typeOf(target), (path, stored) -> {
            Place place = target;
            for (Projection step : path) {
                place = place.then(step);
            }
            pointers.member(place).ifPresent(member -> each.accept(member, stored));
        });
    }

    private void scan(Implementation implementation, SourceFile from) {
        for (String method : implementation.methods()) {
            Role.Kind kind = model.traitMethods()
                    .get(implementation.trait() + "::" + method.substring(method.lastIndexOf(':') + 1));
            if (kind != null) {
                index.resolve(method, from).ifPresent(function -> implement(function, kind, implementation));
            }
        }
    }

    private void implement(Function function, Role.Kind kind, Implementation implementation) {
        add(function, kind, "`%s` for `%s`".formatted(implementation.trait(), implementation.type()));
        owners.add(function);
    }

    /// The methods to which an entry point gives its object by a trait that many may implement. They are followed from there, since only
    /// the entry point knows what becomes of their results; where there are too many, each is one of its own.
    private void delegates(Function function, Role.Kind kind) {
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), _, _)
                    && name.contains("::")
                    && !model.knows(name)
                    && index.resolve(name, function.file()).isEmpty()) {
                List<Function> targets = index.targets(name, function.file()).stream()
                        .filter(target -> target.parameters().stream().anyMatch(parameter -> relevance.mayHoldObject(parameter.type())))
                        .toList();
                delegated.addAll(targets);
                if (targets.size() > DELEGATES) {
                    targets.forEach(target -> add(target, kind, "`%s`".formatted(name)));
                    owners.addAll(targets);
                }
            }
        });
    }

    private static void callback(Effect effect, BiConsumer<Integer, Role.Kind> each) {
        switch (effect) {
            case Effect.HandOff(_, var callback, _) -> each.accept(callback, Role.Kind.TASK_WORK);
            case Effect.SetCallback(_, var callback, _, var kind) -> each.accept(callback, kind);
            case Effect.Register(var callback, var kind) -> each.accept(callback, kind);
            case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                    Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> {}
        }
    }

    private void consider(Member member, String how, Set<Function> functions) {
        model.role(member)
                .ifPresent(kind -> functions.forEach(
                        function -> add(function, kind, "`.%s` of %s".formatted(member.name(), how))));
    }

    private void add(Function function, Role.Kind kind, String how) {
        found.computeIfAbsent(function, _ -> new LinkedHashMap<>()).putIfAbsent(kind, how);
    }

    /// Whether a table in another file may hold a function: it is visible there, and takes an object and flags alone.
    private boolean isVisible(Function function) {
        return function.linkage() == Function.Linkage.EXTERNAL && function.parameters().size() == 2;
    }

    /// A function that takes an object and flags and gives an integer, where the protocol has flags.
    private boolean looksLikeHandler(Function function) {
        boolean hasObject = false;
        boolean hasFlags = false;
        for (Variable parameter : function.parameters()) {
            hasObject |= relevance.isObjectPointer(parameter.type());
            hasFlags |= parameter.type() instanceof Type.Named(var name) && Numbers.isUnsigned(name);
        }
        return hasObject
                && hasFlags
                && index.resolve(function.result()) instanceof Type.Named(var result)
                && result.equals("int");
    }
}
