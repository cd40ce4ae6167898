package uringlint.rules.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Program;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.Variable;

/// Tells from the shape of the API that a driver uses for which kernel it was written.
public final class EraDetection {
    private EraDetection() {}

    /// The release after which the functions for buffers of requests got new names.
    private static final KernelVersion LAST_WITH_REQUEST_BUFFERS = new KernelVersion(7, 2);

    /// The newest release whose API a program fits; the newest known one if nothing tells.
    public static KernelVersion detect(Program program) {
        KernelVersion newest = newest(program);
        var calls = new HashMap<String, Integer>();
        program.units().forEach(unit -> unit.functions().forEach(function -> collect(function, calls)));
        boolean hasOldNames = calls.containsKey("io_buffer_unregister_bvec") && !calls.containsKey("io_buffer_unregister");
        return hasOldNames && newest.compareTo(LAST_WITH_REQUEST_BUFFERS) > 0 ? LAST_WITH_REQUEST_BUFFERS : newest;
    }

    private static KernelVersion newest(Program program) {
        var calls = new HashMap<String, Integer>();
        boolean hasToken = false;
        boolean hasPayloadPointer = false;
        Set<String> includes = new HashSet<>();
        for (TranslationUnit unit : program.units()) {
            includes.addAll(unit.includes());
            for (Function function : unit.functions()) {
                for (Variable parameter : function.parameters()) {
                    hasToken |= parameter.type() instanceof Type.Tagged(_, var tag) && tag.equals("io_tw_req");
                }
                hasPayloadPointer |= readsPayloadPointer(function);
                collect(function, calls);
            }
        }
        if (calls.containsKey("io_buffer_register_request") || calls.containsKey("io_buffer_unregister")) {
            return KernelVersion.NEWEST;
        }
        if (calls.containsKey("io_uring_sqe128_cmd") || calls.getOrDefault("io_uring_sqe_cmd", 0) == 2) {
            return KernelVersion.NEWEST;
        }
        if (hasToken || calls.containsKey("io_uring_cmd_from_tw")) {
            return calls.containsKey("io_uring_sqe_cmd") ? new KernelVersion(7, 0) : KernelVersion.NEWEST;
        }
        int done = calls.getOrDefault("io_uring_cmd_done", 0);
        if (done == 3 && includes.contains("linux/io_uring.h") && !includes.contains("linux/io_uring/cmd.h")) {
            return new KernelVersion(6, 2);
        }
        if (hasPayloadPointer) {
            return done == 3 ? new KernelVersion(6, 2) : new KernelVersion(6, 4);
        }
        if (done == 3 && (calls.containsKey("io_uring_cmd_done32") || calls.containsKey("io_uring_sqe_cmd"))) {
            return new KernelVersion(6, 18);
        }
        if (done == 4 || calls.containsKey("io_uring_cmd_iopoll_done")) {
            return includes.contains("linux/io_uring.h") && !includes.contains("linux/io_uring/cmd.h")
                    ? new KernelVersion(6, 7)
                    : calls.containsKey("io_uring_cmd_to_pdu") ? new KernelVersion(6, 17) : new KernelVersion(6, 12);
        }
        return KernelVersion.NEWEST;
    }

    private static void collect(Function function, Map<String, Integer> calls) {
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _) && name.startsWith("io_")) {
                calls.merge(name, arguments.size(), Math::max);
            }
        });
    }

    private static Expr uncast(Expr value) {
        return value instanceof Expr.Cast(_, var inner) ? uncast(inner) : value;
    }

    private static boolean readsPayloadPointer(Function function) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign(_, var value, _) && uncast(value) instanceof Expr.Read(var place) && place.path().size() == 2
                    && place.base().type() instanceof Type.Pointer(Type.Tagged(_, var tag)) && tag.equals("io_uring_cmd")) {
                found[0] |= IrWalk.fieldOf(place.path()).equals("cmd");
            }
        });
        return found[0];
    }
}
