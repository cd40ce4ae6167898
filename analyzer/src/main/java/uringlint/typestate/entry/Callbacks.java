// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.entry;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.FunctionPointers;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.Member;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Variable;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.value.MemoryLocation;

/// Which functions the carriers of a program run when they end, by the member or the variable that a carrier is. Carriers are set
/// up long before they are used: in a probe function, or by the macro that declares them.
public final class Callbacks {
    private final ApiModel model;
    private final FunctionPointers pointers;
    private final Map<Member, Set<Function>> ofMembers = new HashMap<>();
    private final Map<String, Set<Function>> ofGlobals = new HashMap<>();

    public Callbacks(ProgramIndex index, ApiModel model, CallGraph graph) {
        this.model = model;
        this.pointers = graph.pointers();
        for (TranslationUnit unit : index.program().units()) {
            for (Instruction.Call setup : unit.setups()) {
                scan(setup, argument -> pointers.of(argument, unit.file()));
            }
        }
        for (Function function : index.functions()) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Call call) {
                    scan(call, argument -> pointers.of(argument, function));
                }
            });
        }
    }

    private void scan(Instruction.Call call, java.util.function.Function<Expr, Set<Function>> functions) {
        if (!(call.callee() instanceof Expr.Symbol(var name))) {
            return;
        }
        List<Expr> arguments = call.arguments();
        model.find(name, arguments.size())
                .ifPresent(api -> api.effects().forEach(effect -> {
                    if (effect instanceof Effect.SetCallback(var carrier, var callback, _, _)
                            && carrier < arguments.size()
                            && callback < arguments.size()) {
                        held(arguments.get(carrier))
                                .ifPresent(known -> known.addAll(functions.apply(arguments.get(callback))));
                    }
                }));
    }

    private Optional<Set<Function>> held(Expr carrier) {
        return switch (carrier) {
            case Expr.AddressOf(var place) -> held(place);
            case Expr.Read(var place) -> held(place);
            case Expr.Cast(_, var inner) -> held(inner);
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

    private Optional<Set<Function>> held(Place place) {
        Optional<Member> member = pointers.member(place);
        if (member.isPresent()) {
            return Optional.of(ofMembers.computeIfAbsent(member.get(), _ -> new LinkedHashSet<>()));
        }
        return place.base().kind() == Variable.Kind.GLOBAL
                ? Optional.of(ofGlobals.computeIfAbsent(place.base().name(), _ -> new LinkedHashSet<>()))
                : Optional.empty();
    }

    /// The functions that a carrier at a place may run; `member` is the one that the place is.
    public Set<Function> of(MemoryLocation carrier, Member member) {
        boolean isGlobal = carrier.path().isEmpty() && carrier.region() instanceof MemoryLocation.Region.Global;
        return isGlobal
                ? ofGlobals.getOrDefault(((MemoryLocation.Region.Global) carrier.region()).name(), Set.of())
                : ofMembers.getOrDefault(member, Set.of());
    }
}
