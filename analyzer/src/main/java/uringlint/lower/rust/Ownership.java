// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Variable;
import uringlint.lower.Cleanups;
import uringlint.lower.rust.BodyLowering.Operand;
import uringlint.lower.rust.BodyLowering.Slot;
import uringlint.source.Span;

/// Who owns what in one function: where values are moved to, and what is given up at the end of scopes and on the way out.
final class Ownership {
    static final String DROP = "drop:";
    static final String GUARD = "guard:";

    /// What is known of a variable that owns something.
    private record Bound(RustType type, Span span) {}

    private final BodyLowering in;
    /// The variables to which a parameter was moved as it is.
    private final Set<Variable> passed = new HashSet<>();
    /// The variables that are named after they were bound.
    final Set<Variable> used = new HashSet<>();
    /// Where the variables were bound that own a handle.
    private final Map<Variable, Bound> bound = new HashMap<>();

    Ownership(BodyLowering in) {
        this.in = in;
    }

    /// Notes that a value is moved: what had it has it no more, and nothing is dropped there.
    void moved(Operand operand, Span span) {
        if (!(operand.value() instanceof Expr.Read(Place place)) || !in.owned.isOwner(operand.type())) {
            return;
        }
        if (place.isVariable()) {
            in.deferred.forget(place);
            in.cleanups = in.cleanups.without(place);
            RustType declared = in.declared.getOrDefault(place.base(), RustType.UNKNOWN);
            if (place.base().kind() != Variable.Kind.TEMPORARY && in.owned.isOwner(declared)) {
                in.assign(place, new Expr.Unit(), span);
            }
        } else if (place.path().stream().allMatch(Projection.Field.class::isInstance)) {
            // What is left of it is of no interest.
            in.cleanups = in.cleanups.without(Place.of(place.base()));
            if (place.base().kind() != Variable.Kind.TEMPORARY) {
                in.assign(place, new Expr.Unit(), span);
            }
        }
    }

    /// Notes that a variable gets a value as it is: of what was a parameter, it is one too.
    void passOn(Expr value, Variable to) {
        if (value instanceof Expr.Read(var place) && place.isVariable() && isGiven(place.base())) {
            passed.add(to);
        }
    }

    private boolean isGiven(Variable variable) {
        return variable.kind() == Variable.Kind.PARAMETER || passed.contains(variable);
    }

    /// Something that is to be given up at the end of the scope.
    void own(Slot slot, Span declared) {
        RustType type = in.types.resolve(slot.type());
        if (type.name().equals(LibraryTypes.GUARD)) {
            in.cleanups = in.cleanups.with(slot.place(), GUARD + type.argument(1).name());
        } else if (in.owned.isOwned(type)) {
            bound.put(slot.place().base(), new Bound(type, declared));
            in.cleanups = in.cleanups.with(slot.place(), DROP);
        }
    }

    /// Adds the drops on the way out to `target`, innermost first.
    void dropTo(Cleanups target, Span span) {
        for (Cleanups.Entry entry : in.cleanups.beyond(target)) {
            if (entry.cleanup().equals(Deferred.MARK)) {
                in.deferred.at(entry.place()).ifPresent(slot -> in.drops.giveUp(slot, span));
            } else if (entry.cleanup().equals(DROP)) {
                in.drops.drop(new Slot(entry.place(), bound.get(entry.place().base()).type()), span);
            } else {
                in.builder.add(new Instruction.Drop(entry.place(), entry.cleanup(), span));
            }
        }
    }

    /// The blocks. A variable that is moved on some way is only left on the others: what it has is lost at their end. One that is
    /// never moved has lost it where it was bound.
    List<BasicBlock> build() {
        var moved = new HashSet<Variable>();
        List<BasicBlock> blocks = in.builder.build();
        blocks.forEach(block -> block.instructions().forEach(instruction -> {
            if (instruction instanceof Instruction.Assign(var target, Expr.Unit _, _)) {
                moved.add(target.base());
            }
        }));
        return blocks.stream()
                .map(block -> new BasicBlock(
                        block.id(),
                        block.instructions().stream()
                                .map(instruction -> left(instruction, moved))
                                .toList(),
                        block.terminator()))
                .toList();
    }

    private Instruction left(Instruction instruction, Set<Variable> moved) {
        if (!(instruction instanceof Instruction.Drop(var place, var cleanup, var span)) || !cleanup.startsWith(DROP)) {
            return instruction;
        }
        // Who gets a handle for a parameter may rightly refuse it.
        return moved.contains(place.base()) && !isGiven(place.base())
                ? new Instruction.Drop(place, "leave:" + cleanup.substring(DROP.length()), span)
                : new Instruction.Drop(place, cleanup, isLostAtOnce(place.base(), moved) ? bound.get(place.base()).span() : span);
    }

    /// Whether what a variable owns is lost whatever comes after it is bound: a handle that nobody takes, or what is never looked at.
    private boolean isLostAtOnce(Variable variable, Set<Variable> moved) {
        Bound owner = bound.get(variable);
        return owner != null && !moved.contains(variable) && (in.types.isHandle(owner.type()) || !used.contains(variable));
    }

    /// Ends what was begun since `outer`, where control goes on.
    void release(Cleanups outer, Span span) {
        if (in.builder.isOpen() && in.cleanups.isBeyond(outer)) {
            dropTo(outer, span);
        }
        in.cleanups = in.builder.isOpen() ? outer.within(in.cleanups) : outer;
    }
}
