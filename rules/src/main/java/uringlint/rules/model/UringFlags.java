// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.Set;

/// The flags that the core sets for a driver to look at, by their names: those of a call (`issue_flags`), and those of
/// a command (`cmd->flags`).
public final class UringFlags {
    /// The call must not wait.
    public static final String NONBLOCK = "IO_URING_F_NONBLOCK";
    /// `uring_lock` is not held.
    public static final String UNLOCKED = "IO_URING_F_UNLOCKED";
    /// The call is for a pending command, to have it completed.
    public static final String CANCEL = "IO_URING_F_CANCEL";
    /// The SQEs of the ring have 128 bytes.
    public static final String SQE128 = "IO_URING_F_SQE128";
    /// The CQEs of the ring have 32 bytes.
    public static final String CQE32 = "IO_URING_F_CQE32";
    /// The completions of the ring are polled for.
    public static final String IOPOLL = "IO_URING_F_IOPOLL";
    /// The submitter is a 32-bit program.
    public static final String COMPAT = "IO_URING_F_COMPAT";
    /// The submitter is gone.
    public static final String TASK_DEAD = "IO_URING_F_TASK_DEAD";
    /// A completion may wait for the end of the batch, under `uring_lock`.
    public static final String COMPLETE_DEFER = "IO_URING_F_COMPLETE_DEFER";
    /// What task work passes on.
    public static final String TASK_WORK = "IO_URING_CMD_TASK_WORK_ISSUE_FLAGS";

    /// The command has a registered buffer.
    public static final String FIXED = "IORING_URING_CMD_FIXED";
    /// The command may post several CQEs.
    public static final String MULTISHOT = "IORING_URING_CMD_MULTISHOT";
    /// The command was issued before.
    public static final String REISSUE = "IORING_URING_CMD_REISSUE";

    /// All of them.
    static final Set<String> ALL = Set.of(
            NONBLOCK, UNLOCKED, CANCEL, SQE128, CQE32, IOPOLL, COMPAT, TASK_DEAD, COMPLETE_DEFER, TASK_WORK, FIXED, MULTISHOT, REISSUE,
            "IO_URING_F_INLINE", "IO_URING_F_IOWQ", "IO_URING_F_MULTISHOT");

    private UringFlags() {}

    /// Whether a name is one of a flag of a call.
    public static boolean isOfCall(String name) {
        return name.startsWith("IO_URING_");
    }
}
