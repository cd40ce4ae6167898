// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import uringlint.callgraph.IrWalk;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.RustFunctions;
import uringlint.source.Span;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Way;

/// What a function does with the memory of commands and their SQEs, in its order.
public final class Accesses {
    private final Function function;
    private final Pointers pointers;
    private final AnalyzedProgram program;
    private final List<Access> found = new ArrayList<>();

    /// How memory is used.
    public enum How {
        /// Its value is read, by naming it.
        VALUE,
        /// It is read by a function that needs an aligned pointer.
        READ,
        /// It is read by a function that takes any pointer.
        UNALIGNED_READ,
        /// It is read once, by a volatile access.
        VOLATILE_READ,
        /// Its bytes are copied from there.
        COPY,
        /// A reference to it is made of a raw pointer.
        REFERENCE,
        /// The same, to write by it.
        MUTABLE_REFERENCE,
        /// Its address is taken.
        ADDRESS,
        /// It is written.
        WRITE
    }

    /// A use of memory.
    ///
    /// @param by the function that is called for it, or an empty name
    /// @param value what names the memory: a place, or a pointer to it
    public record Access(Pointers.Memory memory, How how, String by, Expr value, BlockId block, Function function, Span span) {}

    private Accesses(Function function, Pointers pointers, AnalyzedProgram program) {
        this.function = function;
        this.pointers = pointers;
        this.program = program;
    }

    public static List<Access> of(Function function, Pointers pointers, AnalyzedProgram program) {
        var accesses = new Accesses(function, pointers, program);
        for (BasicBlock block : function.blocks()) {
            block.instructions().forEach(instruction -> accesses.instruction(instruction, block.id()));
            accesses.terminator(block.terminator(), block.id());
        }
        return List.copyOf(accesses.found);
    }

    private void instruction(Instruction instruction, BlockId block) {
        switch (instruction) {
            case Instruction.Assign(var target, var value, var span) -> {
                values(value, block, span);
                pointers.at(target, function).ifPresent(memory -> add(memory, How.WRITE, "", new Expr.Read(target), block, span));
            }
            case Instruction.Call call -> {
                call.arguments().forEach(argument -> values(argument, block, call.span()));
                call(call, block);
            }
            case Instruction.Drop _, Instruction.Opaque _ -> {}
        }
    }

    private void terminator(Terminator terminator, BlockId block) {
        switch (terminator) {
            case Terminator.Return(var value, var span) -> values(value, block, span);
            case Terminator.Branch(var condition, _, _, var span) -> values(condition, block, span);
            case Terminator.Jump _, Terminator.Unreachable _ -> {}
        }
    }

    private void values(Expr value, BlockId block, Span span) {
        IrWalk.parts(value, part -> {
            switch (part) {
                case Expr.Read(var place) when isInMemory(place) -> pointers.at(place, function)
                        .ifPresent(memory -> add(memory, How.VALUE, "", part, block, span));
                case Expr.AddressOf(var place) when isInMemory(place) -> pointers.at(place, function)
                        .ifPresent(memory -> add(memory, How.ADDRESS, "", part, block, span));
                case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Read _, Expr.AddressOf _, Expr.Apply _,
                        Expr.Cast _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> {}
            }
        });
    }

    private static boolean isInMemory(Place place) {
        return place.path().stream().anyMatch(step -> step instanceof Projection.Deref);
    }

    private void call(Instruction.Call call, BlockId block) {
        String name = IrWalk.functionName(call.callee());
        switch (name) {
            case RustFunctions.BORROW -> argument(call, 0, memory ->
                    add(memory, How.REFERENCE, name, call.arguments().getFirst(), block, call.span()));
            case RustFunctions.BORROW_MUT ->
                    argument(call, 0, memory -> add(memory, How.MUTABLE_REFERENCE, name, call.arguments().getFirst(), block, call.span()));
            default -> {
                if (RustFunctions.SLICES.contains(name)) {
                    argument(call, 0, memory -> add(memory, name.endsWith("_mut") ? How.MUTABLE_REFERENCE
                            : How.REFERENCE, name, call.arguments().getFirst(), block, call.span()));
                }
                for (Effect effect : program.model().find(name, call.arguments().size()).map(Effect.Api::effects).orElse(List.of())) {
                    switch (effect) {
                        case Effect.Fetch(var pointer, var way) ->
                                argument(call, pointer, memory ->
                                        add(memory, read(name, way), name, call.arguments().get(pointer), block, call.span()));
                        case Effect.Copy(var target, var source) when source >= 0 -> {
                            argument(call, source, memory -> add(memory, How.COPY, name, call.arguments().get(source), block, call.span()));
                            argument(call, target, memory ->
                                    add(memory, How.WRITE, name, call.arguments().get(target), block, call.span()));
                        }
                        case Effect.Look(var pointer, var field, _) ->
                            argument(call, pointer, memory ->
                                    add(memory.field(field), How.ADDRESS, name, call.arguments().get(pointer), block, call.span()));
                        case Effect.Put(var pointer, _) ->
                                argument(call, pointer, memory ->
                                        add(memory, How.WRITE, name, call.arguments().get(pointer), block, call.span()));
                        case Effect.Clear(var pointer) ->
                                argument(call, pointer, memory ->
                                        add(memory, How.WRITE, name, call.arguments().get(pointer), block, call.span()));
                        case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                                Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> {}
                    }
                }
            }
        }
    }

    private static How read(String name, Way way) {
        return way == Way.PLAIN ? name.endsWith("unaligned") ? How.UNALIGNED_READ : How.READ : How.VOLATILE_READ;
    }

    private void argument(Instruction.Call call, int at, Consumer<Pointers.Memory> each) {
        if (at < call.arguments().size()) {
            pointers.of(call.arguments().get(at), function).filter(memory -> memory.region() != Pointers.Region.LOCAL).ifPresent(each);
        }
    }

    private void add(Pointers.Memory memory, How how, String by, Expr value, BlockId block, Span span) {
        List<Span> written = by.isEmpty() ? function.spellings().of(value, span) : List.of();
        found.add(new Access(memory, how, by, value, block, function, written.isEmpty() ? span : written.getFirst()));
    }
}
