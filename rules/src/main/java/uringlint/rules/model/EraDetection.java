// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Program;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.version.KernelVersion;

/// Tells from the shape of the API that a driver uses for which kernel it was written: the newest that all its calls
/// fit, or else most of them.
public final class EraDetection {
    private static final Set<String> HAND_OFFS =
            Set.of("io_uring_cmd_complete_in_task", "io_uring_cmd_do_in_task_lazy", "__io_uring_cmd_do_in_task");
    private static final String OLD_HEADER = "linux/io_uring.h";
    private static final String HEADER = "linux/io_uring/cmd.h";

    /// What a driver does that some kernels do not allow.
    private final Set<Use> uses = new LinkedHashSet<>();
    private final Set<String> defined = new HashSet<>();
    private final List<Predicate<KernelVersion>> hints = new ArrayList<>();

    private record Use(String function, int arguments) {}

    private EraDetection(Program program) {
        Set<String> includes = new HashSet<>();
        program.units().forEach(unit -> unit.functions().forEach(function -> defined.add(function.name())));
        Set<String> callbacks = new HashSet<>();
        boolean hasPayloadPointer = false;
        for (TranslationUnit unit : program.units()) {
            includes.addAll(unit.includes());
            for (Function function : unit.functions()) {
                hasPayloadPointer |= readsPayloadPointer(function);
                collect(function, callbacks);
            }
        }
        for (TranslationUnit unit : program.units()) {
            for (Function function : unit.functions()) {
                boolean hasRequest = hasRequest(function);
                if (hasRequest || callbacks.contains(function.name())) {
                    hints.add(version -> ApiForms.isCallback(function.parameters().size(), hasRequest, version));
                }
            }
        }
        if (hasPayloadPointer) {
            hints.add(version -> !version.isAtLeast(6, 5));
        }
        if (includes.contains(OLD_HEADER) && !includes.contains(HEADER)) {
            hints.add(version -> !version.isAtLeast(6, 8));
        }
    }

    /// The newest release whose API a program fits best; the newest known one if nothing tells.
    public static KernelVersion detect(Program program) {
        return detect(program, Releases.NEWEST);
    }

    /// The same for a program that was most likely written for `newest` or a release before it: a later one only where its calls fit none
    /// of these as well. What is older than the API proposes one, whose names may mean something else by now.
    public static KernelVersion detect(Program program, KernelVersion newest) {
        var detection = new EraDetection(program);
        KernelVersion best = newest;
        long fewest = Long.MAX_VALUE;
        var likeliest = new ArrayList<>(Releases.between(Releases.OLDEST, newest).reversed());
        if (!newest.equals(Releases.OLDEST)) {
            Releases.between(newest, Releases.NEWEST).stream().skip(1).forEach(likeliest::add);
        }
        for (KernelVersion version : likeliest) {
            long wrong = detection.misfits(version);
            if (wrong < fewest) {
                fewest = wrong;
                best = version;
            }
        }
        return best;
    }

    private long misfits(KernelVersion version) {
        return uses.stream().filter(use -> !ApiForms.fits(use.function(), use.arguments(), version)).count()
                + hints.stream().filter(hint -> !hint.test(version)).count();
    }

    private static boolean hasRequest(Function function) {
        return function.parameters().stream()
                .anyMatch(parameter ->
                        parameter.type() instanceof Type.Tagged(_, var tag) && tag.equals("io_tw_req"));
    }

    private void collect(Function function, Set<String> callbacks) {
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _)) {
                if (!defined.contains(name) && !ApiForms.of(name).isEmpty()) {
                    uses.add(new Use(name, arguments.size()));
                }
                if (HAND_OFFS.contains(name) && arguments.size() > 1) {
                    callbacks.add(IrWalk.functionName(arguments.get(1)));
                }
            }
        });
    }

    private static Expr uncast(Expr value) {
        return value instanceof Expr.Cast(_, var inner) ? uncast(inner) : value;
    }

    /// Whether a function reads `cmd->cmd`, which commands had up to 6.4.
    private static boolean readsPayloadPointer(Function function) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign(_, var value, _)
                    && uncast(value) instanceof Expr.Read(var place)
                    && place.path().size() == 2
                    && place.base().type() instanceof Type.Pointer(Type.Tagged(_, var tag))
                    && tag.equals(UringApi.OBJECT_TYPE)) {
                found[0] |= IrWalk.fieldOf(place.path()).equals("cmd");
            }
        });
        return found[0];
    }
}
