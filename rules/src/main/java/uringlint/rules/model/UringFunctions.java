// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.Set;

/// The functions of the kernel that rules ask about one by one. What they do to a command stands in the tables of `UringApi`.
public final class UringFunctions {
    /// Posts a CQE of a multishot command.
    public static final String POST_CQE = "io_uring_mshot_cmd_post_cqe";
    /// Posts a CQE with two results.
    public static final String POST_CQE32 = "io_uring_cmd_post_mshot_cqe32";
    /// Waits for a file for a multishot command.
    public static final String POLL_MULTISHOT = "io_cmd_poll_multishot";
    /// Hands a command to task work that need not run soon.
    public static final String HAND_OFF_LAZILY = "io_uring_cmd_do_in_task_lazy";
    /// Gives the payload of an SQE of 128 bytes.
    public static final String LARGE_PAYLOAD = "io_uring_sqe128_cmd";
    /// Gives the request of the core that a command is a part of.
    public static final String TO_REQUEST = "cmd_to_io_kiocb";
    /// Reads memory once.
    public static final String READ_ONCE = "READ_ONCE";

    /// What only a multishot command may call.
    public static final Set<String> OF_MULTISHOT = Set.of("io_uring_cmd_buffer_select", POST_CQE);
    /// What gets flags and takes no lock by them.
    public static final Set<String> WITHOUT_LOCK = Set.of(POLL_MULTISHOT, POST_CQE32);
    /// What reads memory as it is, by a volatile access.
    public static final Set<String> VOLATILE_READS = Set.of(READ_ONCE, "smp_load_acquire");
    /// What only looks at memory or makes an address of another one.
    public static final Set<String> LOOKS = Set.of(READ_ONCE, "smp_load_acquire", "container_of");
    /// What code names that knows of polling: the flag, and the mark of a polled request.
    public static final Set<String> POLLING = Set.of(UringFlags.IOPOLL, "REQ_POLLED", "blk_rq_is_poll", "io_uring_cmd_iopoll_done");
    /// What code names that asks whether a program has 32 bits.
    public static final Set<String> COMPAT_TESTS = Set.of(UringFlags.COMPAT, "in_compat_syscall", "is_compat_task");
    /// What copies a value of the type that is the last argument from or to user space.
    public static final Set<String> TYPED_USER_COPIES = Set.of("UserSliceReader::read", "UserSliceWriter::write");

    private UringFunctions() {}

    /// Whether a function imports the registered buffer of a command.
    public static boolean isImport(String name) {
        return name.startsWith("io_uring_cmd_import_fixed");
    }

    /// Whether a function is one for commands, by its name.
    public static boolean isForCommands(String name) {
        return name.contains("io_uring_cmd");
    }

    /// Whether a function writes to the memory whose address it gets.
    public static boolean isStore(String name) {
        return name.equals("WRITE_ONCE") || name.startsWith("set_bit") || name.startsWith("__set_bit");
    }

    /// Whether what stands for a function is a check that the compiler makes.
    public static boolean isStaticCheck(String name) {
        return name.startsWith("BUILD_BUG_ON");
    }

    /// The argument of a copy from or to user space that is the address in the kernel, or -1.
    public static int kernelSide(String name) {
        return switch (name) {
            case "copy_from_user" -> 0;
            case "copy_to_user" -> 1;
            default -> -1;
        };
    }
}
