// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import uringlint.callgraph.IrWalk;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.layout.Layout;
import uringlint.layout.Layouts;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Span;

/// Calls of methods that read the payload of an SQE as a type which their caller chooses, and refuse what is larger than they say.
final class BoundedReads {
    private static final int COPIES = 4;
    /// A type that stands for any.
    private static final List<Expr> OPEN = List.of(new Expr.Symbol(""));

    private final AnalyzedProgram program;
    private final Layouts layouts;

    private BoundedReads(AnalyzedProgram program, Layouts layouts) {
        this.program = program;
        this.layouts = layouts;
    }

    /// A call for a type of more bytes than the method accepts.
    record Refused(Function function, Span span, String method, String type, long size, long most) {}

    static List<Refused> in(AnalyzedProgram program, Layouts layouts) {
        var reads = new BoundedReads(program, layouts);
        var found = new ArrayList<Refused>();
        for (Function function : program.index().functions()) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Call call) {
                    reads.refused(call, function).ifPresent(found::add);
                }
            });
        }
        return found;
    }

    private Optional<Refused> refused(Instruction.Call call, Function from) {
        Optional<Function> method = program.index().resolve(IrWalk.functionName(call.callee()), from.file());
        OptionalLong most = method.map(this::most).orElse(OptionalLong.empty());
        if (most.isEmpty()) {
            return Optional.empty();
        }
        Optional<Type> type = held(call.result(), from, COPIES);
        Optional<Layout> layout = type.flatMap(layouts::of);
        return layout.isPresent() && layout.get().size() > most.getAsLong() && type.get() instanceof Type.Tagged(_, var tag)
                ? Optional.of(new Refused(from, call.span(), method.get().name(), tag, layout.get().size(), most.getAsLong()))
                : Optional.empty();
    }

    /// The structure that is taken out of what a call gives.
    private static Optional<Type> held(Place result, Function function, int copies) {
        var found = new ArrayList<Type>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign(var target, Expr.Read(var place), _)
                    && target.isVariable()
                    && place.base().equals(result.base())
                    && place.path().stream().allMatch(Projection.Field.class::isInstance)) {
                if (target.base().type() instanceof Type.Tagged tagged) {
                    found.add(tagged);
                } else if (copies > 0) {
                    held(target, function, copies - 1).ifPresent(found::add);
                }
            }
        });
        return found.stream().findFirst();
    }

    /// The size above which a method goes another way, if it reads an SQE as a type that is open.
    private OptionalLong most(Function method) {
        var bounds = new ArrayList<Long>();
        IrWalk.instructions(method, instruction -> {
            if (instruction instanceof Instruction.Assign(_, var value, _)) {
                bound(value).ifPresent(bounds::add);
            }
        });
        for (BasicBlock block : method.blocks()) {
            if (block.terminator() instanceof Terminator.Branch(var condition, _, _, _)) {
                bound(condition).ifPresent(bounds::add);
            }
        }
        OptionalLong least = bounds.stream().mapToLong(Long::longValue).min();
        return least.isPresent() && readsShared(method) ? least : OptionalLong.empty();
    }

    private OptionalLong bound(Expr condition) {
        return condition instanceof Expr.Apply(var operator, var operands)
                        && operator.equals(">")
                        && operands.getFirst() instanceof Expr.Apply(var measure, var measured)
                        && measure.equals("sizeof")
                        && measured.equals(OPEN)
                ? program.index().evaluate(operands.getLast())
                : OptionalLong.empty();
    }

    private boolean readsShared(Function method) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(method, instruction -> {
            if (instruction instanceof Instruction.Assign(_, var value, _)) {
                IrWalk.parts(value, part -> found[0] |= part instanceof Expr.AddressOf(var place) && isShared(place)
                        || part instanceof Expr.Read(var read) && isShared(read));
            }
        });
        return found[0];
    }

    private boolean isShared(Place place) {
        return place.path().stream()
                .anyMatch(step -> step instanceof Projection.Field(var name) && program.model().sharedMemoryFields().contains(name));
    }
}
