// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Global;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.source.SourceFile;

/// Which functions a pointer may hold, told from all that a program stores: in members by the structures that have them, in
/// variables, parameters and results, and whatever flows from one of them to another. Where in a function something is stored
/// does not matter.
public final class FunctionPointers {
    private static final int ROUNDS = 3;

    /// Where a pointer to a function may lie.
    private sealed interface Slot {
        record InMember(Member member) implements Slot {}

        record InLocal(Function function, String variable) implements Slot {}

        record InGlobal(String variable) implements Slot {}

        record Result(Function function) implements Slot {}
    }

    private final ProgramIndex index;
    private final Aggregates aggregates;
    private final Map<Slot, Set<Function>> held = new HashMap<>();
    private final Map<Slot, Set<Slot>> flows = new LinkedHashMap<>();
    private final Set<Function> taken = new LinkedHashSet<>();

    public FunctionPointers(ProgramIndex index) {
        this.index = index;
        aggregates = new Aggregates(index);
        for (TranslationUnit unit : index.program().units()) {
            for (Global global : unit.globals()) {
                store(Place.of(global.variable()), global.initializer(), Optional.empty(), unit.file());
            }
            for (Instruction.Call setup : unit.setups()) {
                setup(setup, unit.file());
            }
        }
        for (Function function : index.functions()) {
            scan(function);
        }
        solve();
        for (int round = 0; round < ROUNDS && callThrough(); round++) {
            solve();
        }
    }

    /// `DEFINE_STATIC_CALL(name, f)`: what a macro declares may be called, if it has a function.
    private void setup(Instruction.Call setup, SourceFile file) {
        for (Expr argument : setup.arguments()) {
            functions(argument, file).forEach(taken::add);
        }
        if (!setup.result().base().name().startsWith("%") && setup.arguments().size() == 2) {
            store(setup.result(), setup.arguments().getLast(), Optional.empty(), file);
        }
    }

    private void scan(Function function) {
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                switch (instruction) {
                    case Instruction.Assign(var target, var value, _) -> store(target, value, Optional.of(function), function.file());
                    case Instruction.Call(var result, Expr.Symbol(var name), var arguments, _) -> {
                        for (Function target : index.targets(name, function.file())) {
                            call(target, result, arguments, function);
                        }
                        for (Expr argument : arguments) {
                            functions(argument, function.file()).forEach(taken::add);
                        }
                        if (name.equals("static_call_update")
                                && arguments.size() == 2
                                && arguments.getFirst() instanceof Expr.Read(var place)) {
                            store(place, arguments.getLast(), Optional.of(function), function.file());
                        }
                    }
                    case Instruction.Call(_, _, var arguments, _) ->
                        arguments.forEach(
                                argument -> functions(argument, function.file()).forEach(taken::add));
                    case Instruction.Drop _, Instruction.Opaque _ -> {}
                }
            }
            if (block.terminator() instanceof Terminator.Return(var value, _)) {
                flow(value, new Slot.Result(function), Optional.of(function), function.file());
            }
        }
    }

    private void call(Function target, Place result, List<Expr> arguments, Function from) {
        for (int number = 0; number < Math.min(arguments.size(), target.parameters().size()); number++) {
            flow(arguments.get(number), new Slot.InLocal(target, target.parameters().get(number).name()), Optional.of(from), from.file());
        }
        slot(result, Optional.of(from)).ifPresent(slot -> add(new Slot.Result(target), slot));
    }

    /// Adds what flows into functions that are called through pointers; answers whether there was anything new.
    private boolean callThrough() {
        long before = flows.values().stream().mapToLong(Set::size).sum();
        for (Function function : index.functions()) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Call(var result, var callee, var arguments, _) && !(callee instanceof Expr.Symbol)) {
                    of(callee, function).forEach(target -> call(target, result, arguments, function));
                }
            });
        }
        return before != flows.values().stream().mapToLong(Set::size).sum();
    }

    private void store(Place target, Expr value, Optional<Function> in, SourceFile file) {
        aggregates.values(value, index.typeOf(target), (path, inner) -> {
            Place place = target;
            for (Projection step : path) {
                place = place.then(step);
            }
            slot(place, in).ifPresent(slot -> flow(inner, slot, in, file));
        });
    }

    private void flow(Expr value, Slot slot, Optional<Function> in, SourceFile file) {
        List<Function> functions = functions(value, file);
        if (!functions.isEmpty()) {
            taken.addAll(functions);
            held.computeIfAbsent(slot, _ -> new LinkedHashSet<>()).addAll(functions);
            noteMember(slot);
            return;
        }
        if (value instanceof Expr.Cast(_, var inner)) {
            flow(inner, slot, in, file);
        } else if (value instanceof Expr.Read(var place)) {
            slot(place, in).ifPresent(from -> add(from, slot));
        }
    }

    private void add(Slot from, Slot to) {
        if (from.equals(to)) {
            return;
        }
        flows.computeIfAbsent(from, _ -> new LinkedHashSet<>()).add(to);
        noteMember(from);
        noteMember(to);
        if (from instanceof Slot.InMember(var member) && !member.owner().isEmpty()) {
            // It may have been stored where the structure was not known, and the other way round.
            flows.computeIfAbsent(new Slot.InMember(new Member("", member.name())), _ -> new LinkedHashSet<>()).add(to);
        } else if (from instanceof Slot.InMember(var member)) {
            flows.computeIfAbsent(new Slot.InMember(member.ofAny()), _ -> new LinkedHashSet<>()).add(to);
        }
    }

    /// Makes what a member holds be found in "the member of any structure" too.
    private void noteMember(Slot slot) {
        if (slot instanceof Slot.InMember(var member) && !member.owner().equals(Member.ANY)) {
            flows.computeIfAbsent(slot, _ -> new LinkedHashSet<>()).add(new Slot.InMember(member.ofAny()));
        }
    }

    private void solve() {
        var worklist = new ArrayDeque<>(held.keySet());
        while (!worklist.isEmpty()) {
            Slot slot = worklist.poll();
            for (Slot next : flows.getOrDefault(slot, Set.of())) {
                if (held.computeIfAbsent(next, _ -> new LinkedHashSet<>()).addAll(held.get(slot))) {
                    worklist.add(next);
                }
            }
        }
    }

    /// The slot of a place: that of its last member, or of its variable. Elements of an array are one.
    private Optional<Slot> slot(Place place, Optional<Function> in) {
        List<Projection> path = place.path();
        for (int at = path.size() - 1; at >= 0; at--) {
            if (path.get(at) instanceof Projection.Field(var name)) {
                return Optional.of(new Slot.InMember(new Member(owner(new Place(place.base(), path.subList(0, at))), name)));
            }
        }
        if (place.base().kind() == Variable.Kind.GLOBAL) {
            return Optional.of(new Slot.InGlobal(place.base().name()));
        }
        return in.map(function -> new Slot.InLocal(function, place.base().name()));
    }

    private String owner(Place structure) {
        return index.resolve(index.typeOf(structure)) instanceof Type.Tagged(_, var tag) ? tag : "";
    }

    /// The member that a place is, if it is one.
    public Optional<Member> member(Place place) {
        return slot(place, Optional.empty())
                .flatMap(slot -> slot instanceof Slot.InMember(var member) ? Optional.of(member) : Optional.empty());
    }

    private List<Function> functions(Expr value, SourceFile file) {
        String name = IrWalk.functionName(value);
        return name.isEmpty() ? List.of() : index.resolve(name, file).stream().toList();
    }

    /// The functions that a value of a function may be, in a stable order.
    public Set<Function> of(Expr value, Function in) {
        return of(value, Optional.of(in), in.file());
    }

    /// The functions that a value at file level may be.
    public Set<Function> of(Expr value, SourceFile file) {
        return of(value, Optional.empty(), file);
    }

    private Set<Function> of(Expr value, Optional<Function> in, SourceFile file) {
        List<Function> named = functions(value, file);
        if (!named.isEmpty()) {
            return new LinkedHashSet<>(named);
        }
        return switch (value) {
            case Expr.Cast(_, var inner) -> of(inner, in, file);
            case Expr.Read(var place) -> slot(place, in).map(this::in).orElse(Set.of());
            case Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Apply _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> Set.of();
        };
    }

    private Set<Function> in(Slot slot) {
        if (!(slot instanceof Slot.InMember(var member))) {
            return held.getOrDefault(slot, Set.of());
        }
        if (member.owner().isEmpty()) {
            return held.getOrDefault(new Slot.InMember(member.ofAny()), Set.of());
        }
        var all = new LinkedHashSet<>(held.getOrDefault(slot, Set.of()));
        all.addAll(held.getOrDefault(new Slot.InMember(new Member("", member.name())), Set.of()));
        return all;
    }

    /// The functions that are used as values somewhere, not only called.
    public Set<Function> taken() {
        return taken;
    }
}
