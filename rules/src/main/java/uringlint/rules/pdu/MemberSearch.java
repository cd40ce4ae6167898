// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import uringlint.rules.model.UringFunctions;
import uringlint.source.Span;

/// The look through one function for members of commands.
final class MemberSearch {
    private final Function function;
    private final AnalyzedProgram program;
    private final List<MemberUse> uses = new ArrayList<>();
    private final Set<Variable> requests = new HashSet<>();

    /// The uses in a function, in its order.
    static List<MemberUse> uses(Function function, AnalyzedProgram program) {
        return new MemberSearch(function, program).run();
    }

    MemberSearch(Function function, AnalyzedProgram program) {
        this.function = function;
        this.program = program;
    }

    List<MemberUse> run() {
        for (BasicBlock block : function.blocks()) {
            block.instructions().forEach(this::instruction);
            if (block.terminator() instanceof Terminator.Branch(var condition, _, _, var span)) {
                values(condition, span);
            } else if (block.terminator() instanceof Terminator.Return(var value, var span)) {
                values(value, span);
            }
        }
        return uses;
    }

    private void instruction(Instruction instruction) {
        switch (instruction) {
            case Instruction.Assign(var target, var value, var span) -> {
                use(true, target, span);
                values(value, span);
                if (target.isVariable() && value instanceof Expr.Read(var source) && source.isVariable()
                        && requests.contains(source.base())) {
                    requests.add(target.base());
                }
            }
            case Instruction.Call(var result, var callee, var arguments, var span) -> {
                if (callee instanceof Expr.Symbol(var name) && name.equals(UringFunctions.TO_REQUEST) && result.isVariable()) {
                    requests.add(result.base());
                } else if (callee instanceof Expr.Symbol(var name) && UringFunctions.isStore(name)) {
                    for (Expr argument : arguments) {
                        if (argument instanceof Expr.AddressOf(var place)) {
                            use(true, place, span);
                        }
                    }
                }
                arguments.forEach(argument -> values(argument, span));
            }
            case Instruction.Drop _, Instruction.Opaque _ -> {}
        }
    }

    private void values(Expr expression, Span span) {
        IrWalk.parts(expression, part -> {
            switch (part) {
                case Expr.Read(var place) -> use(false, place, span);
                case Expr.AddressOf(var place) -> use(false, place, span);
                case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Apply _, Expr.Cast _, Expr.Aggregate _, Expr.Variant _,
                        Expr.Is _ -> {}
            }
        });
    }

    private void use(boolean isStored, Place place, Span span) {
        String member = member(place);
        boolean isInRequest = requests.contains(place.base()) && place.path().size() > 1
                && place.path().getFirst() instanceof Projection.Deref;
        if (!member.isEmpty() || isInRequest) {
            uses.add(new MemberUse(isStored, member, isInRequest, span));
        }
    }

    /// The member of a command that a place is or starts in, or an empty string.
    private String member(Place place) {
        Type type = place.base().type();
        for (Projection step : place.path()) {
            Type owner = program.index().resolve(type);
            switch (step) {
                case Projection.Field(var name) -> {
                    if (owner instanceof Type.Tagged(_, var tag) && tag.equals(program.model().objectType())) {
                        return place.path().getLast() == step || !MemberUse.READ_ONLY.contains(name) ? name : "";
                    }
                    type = program.index().member(owner, name);
                }
                case Projection.Deref _, Projection.Index _ -> type = switch (owner) {
                    case Type.Pointer(var target) -> target;
                    case Type.Array(var element, _) -> element;
                    case Type.Named _, Type.Tagged _, Type.Callable _, Type.Unknown _ -> Type.UNKNOWN;
                };
            }
        }
        return "";
    }
}
