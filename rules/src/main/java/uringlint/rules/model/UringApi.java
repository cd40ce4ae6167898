// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uringlint.callgraph.Member;
import uringlint.layout.ObjectMemory;
import uringlint.load.Vocabulary;
import uringlint.source.SourceFile;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Outside;
import uringlint.typestate.protocol.Protocol;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// The API of `io_uring` commands by kernel version: what each function does to a command, and where handlers are found.
/// Sources: `include/linux/io_uring/cmd.h` and `io_uring/uring_cmd.c` of the releases named.
public final class UringApi {
    /// A three-argument `io_uring_cmd_done` has flags as its last argument from 6.18 on, and a second result up to 6.2.
    static final String COMMANDS = """
        io_uring_cmd_done            3 ..6.17   complete(0,1,-1,2)
        io_uring_cmd_done            3 6.18..   complete(0,1,2)
        io_uring_cmd_done            4 *        complete(0,1,3,2)
        io_uring_cmd_done32          4 *        complete(0,1,3,2)
        __io_uring_cmd_done          5 *        complete(0,1,3,2)
        io_uring_cmd_iopoll_done     3 *        complete(0,1,-1,2)
        io_uring_cmd_complete_in_task,io_uring_cmd_do_in_task_lazy   2 *  handoff(0,1)
        __io_uring_cmd_do_in_task    3 *        handoff(0,1)
        io_uring_cmd_from_tw         1 *        carried(0)
        io_uring_cmd_mark_cancelable 2 *        mark(0,1)
        io_uring_cmd_issue_blocking  1 *        reissue(0)
        io_uring_cmd_to_pdu          2 *        field(0,pdu)
        io_uring_sqe_cmd             1 *        field(0,cmd)
        io_uring_sqe_cmd,io_uring_sqe128_cmd   2 *   field(0,cmd)
        io_uring_cmd_get_task,io_uring_cmd_get_async_data  1 *  use(0)
        io_uring_cmd_ctx_handle      1 *        use(0) identity
        cmd_to_io_kiocb              1 *        nothing
        io_uring_cmd_import_fixed_vec   6 *     use(0) call(0,5)
        io_uring_cmd_import_fixed    5 *        call(4,-1) size(0) size(1)
        io_uring_cmd_import_fixed    6 *        call(4,5) size(0) size(1)
        io_buffer_register_bvec,io_buffer_register_request   5 *  use(0) call(0,4)
        io_buffer_register_bvec      8 *        use(0) call(0,7)
        io_buffer_unregister_bvec,io_buffer_unregister   3 *  use(0) call(0,2)
        io_uring_cmd_buffer_select   4 *        use(0) call(0,3)
        io_uring_mshot_cmd_post_cqe  3 *        use(0) call(0,2) result(0,1)
        io_uring_cmd_post_mshot_cqe32  * *      call(0,1) result(0,1)
        io_cmd_poll_multishot        3 *        call(0,1)
        security_uring_cmd           1 *        nothing
        """;

    /// The tag of the type that is tracked.
    public static final String OBJECT_TYPE = "io_uring_cmd";
    /// The tag of the type of an SQE.
    public static final String SQE_TYPE = "io_uring_sqe";
    /// The tag of the type that task work gets from 6.19 on, and finds its command by.
    public static final String TOKEN_TYPE = "io_tw_req";

    /// The members of operation tables that have the handler, and the hook that polls for completions.
    public static final String HANDLER = "uring_cmd";
    public static final String POLL_HOOK = "uring_cmd_iopoll";

    /// The region of a command that is the driver's own.
    public static final String PDU = "pdu";
    /// The region of an SQE that is the driver's own.
    public static final String PAYLOAD = "payload";

    /// Words by which a comment names an opcode, in lower case.
    public static final Set<String> OPCODE_WORDS = Set.of("opcode", "_op_", "uring_cmd");

    /// The bytes of the PDU.
    public static final int PDU_SIZE = 32;
    /// The bytes of the payload of an SQE, and of one with 128 bytes.
    public static final int PAYLOAD_SIZE = 16;
    public static final int LARGE_PAYLOAD_SIZE = 80;

    /// The memory that drivers see as types of their own.
    public static final ObjectMemory MEMORY = new ObjectMemory(
            OBJECT_TYPE,
            Map.of("io_uring_cmd.pdu", PDU, "io_uring_cmd.cmd", PAYLOAD, "io_uring_sqe.cmd", PAYLOAD),
            Map.of("io_uring_cmd.sqe", SQE_TYPE),
            Map.of(
                    "io_uring_cmd_to_pdu",
                    PDU,
                    "io_uring_sqe_cmd",
                    PAYLOAD,
                    "io_uring_sqe128_cmd",
                    PAYLOAD,
                    "IoUringCmd::read_pdu",
                    PDU,
                    "IoUringCmd::write_pdu",
                    PDU,
                    "QueuedIoUringCmd::read_pdu",
                    PDU,
                    "QueuedIoUringCmd::write_pdu",
                    PDU,
                    "IoUringSqe::cmd_data",
                    PAYLOAD));

    private static final Set<String> LITERALS = Set.of("NULL", "true", "false");

    /// Tracepoints, checks of sanitizers and hints to the processor.
    private static final Set<String> INERT = Set.of(
            "trace_",
            "prefetch",
            "kcsan_",
            "ASSERT_EXCLUSIVE_",
            "kasan_",
            "kmsan_",
            "lockdep_",
            "instrument_",
            "VM_WARN_ON",
            "VM_BUG_ON",
            "WARN_ON",
            "DEBUG_LOCKS_WARN_ON",
            "print_hex_dump",
            "dynamic_pr_debug",
            "barrier",
            "smp_mb",
            "smp_rmb",
            "smp_wmb",
            "OPTIMIZER_HIDE_VAR");

    /// The members that lead from what was started to what it was started for.
    private static final Set<String> DATA = Set.of(
            "*.end_io_data",
            "*.bi_private",
            "urb.context",
            "usb_request.context",
            "dma_async_tx_descriptor.callback_param",
            "tasklet_struct.data",
            "crypto_async_request.data",
            "skcipher_request.data",
            "aead_request.data",
            "ahash_request.data",
            "akcipher_request.data",
            "acomp_req.data",
            "__call_single_data.info");

    /// What C functions of the rest of the kernel do, whatever object is tracked.
    static final List<String> KERNEL = List.of(
            KernelApi.HAND_OFFS,
            KernelApi.MEMORY,
            KernelApi.LISTS,
            KernelApi.LOCKS,
            KernelApi.SLEEPERS,
            KernelApi.VALUES,
            AtomicApi.CHANGES,
            AtomicApi.POINTERS,
            AtomicApi.CONTAINERS,
            ContextApi.CALLBACKS,
            ContextApi.CARRIERS,
            ContextApi.SECTIONS,
            ContextApi.SPINLOCKS,
            ContextApi.SLEEPERS);

    private static final String[] TABLES_OF_FUNCTIONS = Stream.of(
                    List.of(COMMANDS), KERNEL, List.of(RustApi.COMMANDS, RustApi.KERNEL))
            .flatMap(List::stream)
            .toArray(String[]::new);

    /// The names of all functions of the API, of every version.
    private static final Set<String> FUNCTIONS = ApiTable.names(TABLES_OF_FUNCTIONS);

    /// What loading a driver needs to know.
    public static final Vocabulary VOCABULARY = new Vocabulary(OBJECT_TYPE, MEMORY, RustApi.PRELUDE, UringApi::isKnown);

    private UringApi() {}

    /// Whether a name is one of the API, of any version, or of C itself.
    private static boolean isKnown(String name) {
        return isName(name) || LITERALS.contains(name)
                || INERT.stream().anyMatch(name::startsWith);
    }

    /// Whether a name is one of a function, a flag or an error number of the API, of any version. Rules have other words for these.
    public static boolean isName(String name) {
        return FUNCTIONS.contains(name) || UringFlags.ALL.contains(name) || Errno.NUMBERS.containsKey(name);
    }

    /// Whether a constant is an opcode of a request, by its name.
    public static boolean isRequestOpcode(String name) {
        return name.startsWith("IORING_OP_");
    }

    /// Whether a file has a word of the API anywhere: without one in any file, nothing in a program is about commands. What is known of
    /// the API in any case is no file.
    public static boolean isMentioned(SourceFile file) {
        if (file.path().startsWith("<")) {
            return false;
        }
        var text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
        return Stream.of("uring", "Uring", "URING").anyMatch(text::contains);
    }

    /// The trait of which the kernel calls the method of this name; empty where there is none, or several.
    public static String traitOf(String method) {
        List<String> traits = RustApi.TRAIT_METHODS.keySet().stream().filter(name -> name.endsWith("::" + method))
                .map(name -> name.substring(0, name.length() - method.length() - 2)).toList();
        return traits.size() == 1 ? traits.getFirst() : "";
    }

    /// Whether the API has a function of this name, in any version.
    public static boolean hasFunction(String name) {
        return FUNCTIONS.contains(name);
    }

    /// The model for a kernel version.
    public static ApiModel model(KernelVersion version) {
        return model(version, OwnFunctions.NONE);
    }

    /// The model for a kernel version, with the functions of a tree.
    public static ApiModel model(KernelVersion version, OwnFunctions own) {
        return model(version, version, own, new KernelFunctions(version));
    }

    /// Whether two versions have the same model, but for its name and for what functions do that no table names.
    public static boolean isSame(KernelVersion one, KernelVersion other) {
        return model(one, one, OwnFunctions.NONE, Outside.UNKNOWN).equals(model(other, one, OwnFunctions.NONE, Outside.UNKNOWN));
    }

    private static ApiModel model(KernelVersion version, KernelVersion name, OwnFunctions own, Outside outside) {
        return new ApiModel(
                name,
                protocol(version),
                own.addedTo(ApiTable.functions(version, TABLES_OF_FUNCTIONS)),
                constants(),
                INERT,
                outside);
    }

    /// What a command is: it comes as the parameter of a handler, in the structure that task work is called with, or with what
    /// was started for it; the handler owes it, unless it returns `-EIOCBQUEUED`, and then whoever has it completes it once.
    private static Protocol protocol(KernelVersion version) {
        return new Protocol(
                OBJECT_TYPE,
                new Protocol.Answers(-Errno.EIOCBQUEUED, -Errno.EAGAIN, Set.of("Queued")),
                new Protocol.Entries(
                        EntryPoints.members(EntryPoints.TABLES),
                        EntryPoints.members(EntryPoints.CALLBACKS),
                        DATA.stream().map(Member::parse).collect(Collectors.toSet()),
                        RustApi.TRAIT_METHODS,
                        Map.of("irqreturn_t", Role.Kind.INTERRUPT)),
                new Protocol.Parts("pdu", Set.of("sqe", "cmd"), Set.of(TOKEN_TYPE)),
                new Protocol.Words(
                        new Protocol.CallFlags(
                                UringFlags.UNLOCKED, UringFlags.CANCEL, UringFlags.NONBLOCK, UringFlags.REISSUE),
                        UringFlags.ALL,
                        bits(version),
                        Set.of("cancel", UringFlags.TASK_DEAD, "current", "PF_EXITING", "io_uring_cmd_get_task")));
    }

    /// The functions of a release that no table names, by what was found in its sources.
    private record KernelFunctions(KernelVersion version) implements Outside {
        @Override
        public List<Effect> effects(String name, int arity) {
            return EffectTable.effects(name, arity, version);
        }
    }

    /// The bits of the flags of a call; 7500194a630b (6.2) gave most of them other numbers.
    private static Map<Integer, String> bits(KernelVersion version) {
        var bits = new LinkedHashMap<Integer, String>();
        bits.put(0, UringFlags.COMPLETE_DEFER);
        bits.put(1, UringFlags.UNLOCKED);
        bits.put(31, UringFlags.NONBLOCK);
        boolean isNew = version.isAtLeast(6, 2);
        bits.put(isNew ? 8 : 2, UringFlags.SQE128);
        bits.put(isNew ? 9 : 3, UringFlags.CQE32);
        bits.put(isNew ? 10 : 4, UringFlags.IOPOLL);
        if (isNew) {
            bits.put(11, UringFlags.CANCEL);
            bits.put(12, UringFlags.COMPAT);
        }
        return bits;
    }

    private static Map<String, Long> constants() {
        var constants = new LinkedHashMap<String, Long>(Errno.NUMBERS);
        constants.put("IOU_OK", 0L);
        constants.put("IOU_COMPLETE", 0L);
        constants.put("IOU_ISSUE_SKIP_COMPLETE", (long) -Errno.EIOCBQUEUED);
        return constants;
    }
}
