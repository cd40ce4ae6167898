// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.layout.Layout;
import uringlint.layout.Layouts;
import uringlint.layout.Spelling;
import uringlint.rules.model.UringFunctions;
import uringlint.source.Span;

/// A value that is copied from or to user space as a whole.
record UserCopy(Function function, Span span, Type type) {

    /// Those of a function.
    static List<UserCopy> of(Function function, ProgramIndex index, Layouts layouts) {
        var copies = new ArrayList<UserCopy>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var span)) {
                Type type = copied(name, arguments, index);
                Optional<Layout> layout = type.equals(Type.UNKNOWN) ? Optional.empty() : layouts.of(type);
                if (layout.isPresent() && (UringFunctions.TYPED_USER_COPIES.contains(name)
                        || isWhole(arguments.getLast(), layout.get(), layouts))) {
                    copies.add(new UserCopy(function, span, type));
                }
            }
        });
        return copies;
    }

    /// The type of what a function copies from or to user space.
    private static Type copied(String function, List<Expr> arguments, ProgramIndex index) {
        if (UringFunctions.TYPED_USER_COPIES.contains(function) && arguments.getLast() instanceof Expr.Symbol(var spelled)) {
            return Spelling.type(spelled).orElse(Type.UNKNOWN);
        }
        int kernelSide = arguments.size() == 3 ? UringFunctions.kernelSide(function) : -1;
        return kernelSide < 0 ? Type.UNKNOWN : copied(arguments.get(kernelSide), index);
    }

    private static boolean isWhole(Expr size, Layout layout, Layouts layouts) {
        var bytes = layouts.evaluate(size);
        return bytes.isPresent() && bytes.getAsLong() >= layout.size();
    }

    private static Type copied(Expr address, ProgramIndex index) {
        return switch (address) {
            case Expr.AddressOf(var place) -> index.typeOf(place);
            case Expr.Read(var place) -> index.resolve(index.typeOf(place)) instanceof Type.Pointer(var target) ? target : Type.UNKNOWN;
            case Expr.Cast(_, var inner) -> copied(inner, index);
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Apply _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ ->
                    Type.UNKNOWN;
        };
    }
}
