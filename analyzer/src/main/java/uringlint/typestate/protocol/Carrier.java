// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

/// By what an object goes to another context.
public enum Carrier {
    /// By nothing: it was not handed off.
    NONE,
    /// By itself, to be worked on in the task that brought it.
    TASK_WORK,
    /// A request of a device, which ends once.
    REQUEST,
    /// A piece of block input or output, which ends once.
    BIO,
    /// An item of a work queue.
    WORK,
    /// A timer.
    TIMER,
    /// A tasklet or another soft interrupt.
    TASKLET,
    /// The end of a grace period.
    RCU,
    /// A transfer over a bus, which ends once.
    TRANSFER,
    /// A fence, which is signalled once.
    FENCE;

    /// Whether what is carried is carried once: others may be one of several owners that are counted together.
    public boolean endsOnce() {
        return switch (this) {
            case TASK_WORK, REQUEST, BIO, TRANSFER, FENCE -> true;
            case NONE, WORK, TIMER, TASKLET, RCU -> false;
        };
    }
}
