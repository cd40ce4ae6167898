// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.ir.TypeDeclaration;
import uringlint.layout.Overlay;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.Subjects;
import uringlint.typestate.protocol.Role;

/// The structures as which a driver sees the PDUs of its commands, before and behind a hand-off.
final class Views {
    private final AnalyzedProgram program;
    private final List<Overlay> overlays;

    Views(AnalyzedProgram program, List<Overlay> overlays) {
        this.program = program;
        this.overlays = overlays;
    }

    /// A view of a callback, and one of the code before it with which it does not agree.
    record Mismatch(Overlay seen, Overlay filled) {}

    /// The views of callbacks that agree with no view of the functions that can have run before.
    List<Mismatch> mismatches() {
        var mismatches = new ArrayList<Mismatch>();
        if (overlays.stream().map(Overlay::type).filter(Views::isComposite).distinct().count() < 2) {
            return mismatches;
        }
        Map<Function, Set<Function>> users = users();
        for (Role role : program.roles()) {
            if (role.isCallback()) {
                Set<Function> below = Subjects.closure(List.of(role.function()), program);
                List<Overlay> seen = overlays.stream().filter(overlay -> isComposite(overlay.type()) && below.contains(overlay.function()))
                        .toList();
                if (!seen.isEmpty()) {
                    mismatches(seen, upstream(role.function(), users), mismatches);
                }
            }
        }
        return mismatches;
    }

    private void mismatches(List<Overlay> seen, Set<Function> upstream, List<Mismatch> mismatches) {
        List<Overlay> filled = overlays.stream().filter(overlay -> upstream.contains(overlay.function()) && isComposite(overlay.type()))
                .toList();
        for (Overlay overlay : seen) {
            boolean isOdd = !upstream.contains(overlay.function()) && !filled.isEmpty()
                    && filled.stream().noneMatch(other -> agree(overlay.type(), other.type(), program.declarations()));
            if (isOdd) {
                mismatches.add(new Mismatch(overlay, filled.getFirst()));
            }
        }
    }

    /// The functions that can have run with a command before a callback got it.
    private Set<Function> upstream(Function callback, Map<Function, Set<Function>> users) {
        Set<Function> before = new LinkedHashSet<>();
        var open = new ArrayList<>(List.of(callback));
        Set<Function> asked = new HashSet<>();
        while (!open.isEmpty()) {
            Function target = open.removeLast();
            if (asked.add(target)) {
                for (Function from : program.graph().callersOf(List.copyOf(users.getOrDefault(target, Set.of())))) {
                    if (before.add(from)) {
                        open.add(from);
                    }
                }
            }
        }
        return Subjects.closure(before, program);
    }

    /// The functions that use each function as a value.
    private Map<Function, Set<Function>> users() {
        Map<Function, Set<Function>> users = new HashMap<>();
        for (Function function : program.index().functions()) {
            IrWalk.instructions(function, instruction -> {
                switch (instruction) {
                    case Instruction.Assign(_, var value, _) -> note(value, function, program.index(), users);
                    case Instruction.Call(_, _, var arguments, _) -> arguments
                            .forEach(argument -> note(argument, function, program.index(), users));
                    case Instruction.Drop _, Instruction.Opaque _ -> {}
                }
            });
        }
        return users;
    }

    private static void note(Expr value, Function from, ProgramIndex index, Map<Function, Set<Function>> users) {
        IrWalk.parts(value, part -> {
            String name = IrWalk.functionName(part);
            if (!name.isEmpty()) {
                index.resolve(name, from.file())
                        .ifPresent(function -> users.computeIfAbsent(function, _ -> new LinkedHashSet<>()).add(from));
            }
        });
    }

    private static boolean isComposite(Type type) {
        return type instanceof Type.Tagged(var keyword, _) && keyword != Type.Keyword.ENUM;
    }

    /// Whether two types are the same, or one begins with the other.
    private static boolean agree(Type one, Type other, ProgramIndex index) {
        return one.equals(other) || beginsWith(one, other, index, 0) || beginsWith(other, one, index, 0);
    }

    private static boolean beginsWith(Type whole, Type part, ProgramIndex index, int depth) {
        if (depth > 6 || !(index.resolve(whole) instanceof Type.Tagged(_, var tag))) {
            return false;
        }
        if (index.composite(tag).isEmpty()) {
            return true;
        }
        TypeDeclaration.Composite composite = index.composite(tag).get();
        for (TypeDeclaration.Member member : composite.members()) {
            if (member.type().equals(part) || beginsWithMember(member, part, index, depth)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWithMember(TypeDeclaration.Member member, Type part, ProgramIndex index, int depth) {
        return isComposite(member.type()) && index.resolve(member.type()) instanceof Type.Tagged(_, var tag)
                && index.composite(tag).isPresent()
                && beginsWith(member.type(), part, index, depth + 1);
    }
}
