// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.abstraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Projection;
import uringlint.rules.model.RustFunctions;
import uringlint.rules.report.Accesses;
import uringlint.rules.report.Comments;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Pointers;
import uringlint.rules.report.Subjects;
import uringlint.source.Span;

/// An `unsafe` block that has to do with a command, its SQE, or the part of either that is the driver's.
///
/// @param argument what its comment argues, without the marks of a comment; empty where it has none
/// @param calls what is called in it
record UncheckedBlock(Function function, Span span, Optional<String> argument, List<Instruction.Call> calls) {
    /// What only makes another pointer of one.
    private static final Set<String> CONVERSIONS = Set.of("new_unchecked", "new", "from", "into");

    UncheckedBlock {
        calls = List.copyOf(calls);
    }

    /// Those of a program, in the order of its files.
    static List<UncheckedBlock> in(Handles handles) {
        var blocks = new ArrayList<UncheckedBlock>();
        for (Function function : Subjects.told(handles.program())) {
            List<Span> spans = function.spellings().unchecked();
            List<Accesses.Access> accesses =
                    spans.isEmpty() ? List.of() : Accesses.of(function, handles.pointers(), handles.program());
            for (Span span : spans) {
                List<Instruction.Call> calls = calls(function, span);
                boolean isTouched = accesses.stream().anyMatch(access -> span.contains(access.span()))
                        || isNamed(function, span, handles)
                        || calls.stream().anyMatch(call -> takesShared(call, function, handles));
                if (isTouched) {
                    blocks.add(new UncheckedBlock(
                            function, span, Comments.argument(function.file(), span).map(Comments::plain), calls));
                }
            }
        }
        return blocks;
    }

    /// Whether memory of a command is written down in a block: what declares a variable has the place of the variable.
    private static boolean isNamed(Function function, Span span, Handles handles) {
        return function.spellings().values().stream().anyMatch(spelled -> span.contains(spelled.span())
                && spelled.value() instanceof Expr.Read(var place)
                && place.path().stream().anyMatch(step -> step instanceof Projection.Deref)
                && handles.pointers().at(place, function).isPresent());
    }

    private static List<Instruction.Call> calls(Function function, Span span) {
        var calls = new ArrayList<Instruction.Call>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call call && span.contains(call.span())) {
                calls.add(call);
            }
        });
        return calls;
    }

    /// Whether a function gets a pointer to a command or into one, and does more with it than to make another pointer of it.
    private static boolean takesShared(Instruction.Call call, Function function, Handles handles) {
        String name = IrWalk.functionName(call.callee());
        String method = name.substring(name.lastIndexOf(':') + 1);
        boolean isConversion = (CONVERSIONS.contains(method) || RustFunctions.CONVERSIONS.contains(method))
                && handles.program().index().resolve(name, function.file()).isEmpty();
        return !name.isEmpty() && !isConversion
                && call.arguments().stream().anyMatch(argument -> handles.pointers().of(argument, function)
                        .filter(memory -> memory.region() != Pointers.Region.LOCAL).isPresent());
    }
}
