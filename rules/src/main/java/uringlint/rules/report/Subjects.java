// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.layout.ObjectMemory;
import uringlint.layout.Overlay;
import uringlint.layout.Overlays;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.UringApi;
import uringlint.source.SourceFile;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Role;

/// What rules look at that follow no path: the code of a driver that has to do with commands.
public final class Subjects {
    /// The header next to the core's own files, which no driver can include.
    private static final String PRIVATE_HEADER = "io_uring.h";

    private Subjects() {}

    /// Whether any file of a program has to do with commands.
    public static boolean areThere(AnalyzedProgram program) {
        return program.index().program().units().stream().anyMatch(unit -> UringApi.isMentioned(unit.file()));
    }

    /// The functions that some path ran through and those that have a command in hand, in the order of their files. Those of files
    /// that implement the API themselves are not among them.
    public static List<Function> functions(AnalyzedProgram program) {
        Set<Function> entered = new HashSet<>(program.entered());
        Set<SourceFile> core = new HashSet<>();
        for (TranslationUnit unit : program.index().program().units()) {
            if (unit.includes().contains(PRIVATE_HEADER)) {
                core.add(unit.file());
            }
        }
        var subjects = new ArrayList<Function>();
        for (Function function : program.index().functions()) {
            if (isApi(function, program)) {
                core.add(function.file());
            }
            if (entered.contains(function) || hasObject(function, program)) {
                subjects.add(function);
            }
        }
        subjects.removeIf(function -> core.contains(function.file()));
        return subjects;
    }

    /// The functions whose declarations say how commands are passed and kept: what can be judged without knowing a caller.
    public static List<Function> told(AnalyzedProgram program) {
        return program.index().functions().stream().filter(function -> function.signature().isTold()).toList();
    }

    /// Whether this is a function of the API that others see: a driver may define a `static` one for an older kernel.
    private static boolean isApi(Function function, AnalyzedProgram program) {
        return function.linkage() == Function.Linkage.EXTERNAL
                && program.model().functions().getOrDefault(function.name(), List.of()).stream()
                        .flatMap(api -> api.effects().stream())
                        .anyMatch(effect -> effect instanceof Effect.Complete || effect instanceof Effect.HandOff
                                || effect instanceof Effect.Mark);
    }

    private static boolean hasObject(Function function, AnalyzedProgram program) {
        for (Variable parameter : function.parameters()) {
            if (isObject(parameter.type(), program)) {
                return true;
            }
        }
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction -> {
            switch (instruction) {
                case Instruction.Assign(var target, _, _) -> found[0] |= isObject(target.base().type(), program);
                case Instruction.Call(var result, _, _, _) -> found[0] |= isObject(result.base().type(), program);
                case Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        return found[0];
    }

    /// Whether a type is a pointer to a command.
    public static boolean isCommand(Type type, AnalyzedProgram program) {
        return isObject(type, program);
    }

    private static boolean isObject(Type type, AnalyzedProgram program) {
        return program.index().isPointerTo(type, program.model().objectType());
    }

    /// Where the driver sees one region of its commands as a type of its own, what handlers run through first.
    public static List<Overlay> overlays(AnalyzedProgram program, ObjectMemory memory, String region) {
        var overlays = new ArrayList<Overlay>();
        List<Function> handlers = program.roles().stream().filter(role -> role.kind() == Role.Kind.HANDLER).map(Role::function).toList();
        Set<Function> first = program.graph().calleesOf(handlers);
        List<Function> functions = functions(program).stream().sorted(Comparator.comparing(function -> !first.contains(function))).toList();
        for (Function function : functions) {
            for (Overlay overlay : Overlays.of(function, program.index(), memory)) {
                if (overlay.region().equals(region)) {
                    overlays.add(overlay);
                }
            }
        }
        return overlays;
    }

    /// Functions and what they call, directly or not.
    public static Set<Function> closure(Collection<Function> roots, AnalyzedProgram program) {
        var all = new LinkedHashSet<Function>();
        var open = new ArrayList<>(roots);
        while (!open.isEmpty()) {
            Function function = open.removeLast();
            if (all.add(function)) {
                IrWalk.instructions(function, instruction -> {
                    if (instruction instanceof Instruction.Call(_, uringlint.ir.Expr.Symbol(var name), _, _)) {
                        program.index().resolve(name, function.file()).ifPresent(open::add);
                    }
                });
            }
        }
        return all;
    }
}
