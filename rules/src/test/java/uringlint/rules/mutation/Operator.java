// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import java.util.Set;

/// A way to break right code, with the rules that may notice.
enum Operator {
    DROP_COMPLETION(
            "a completion is dropped",
            "lost-completion",
            "lost-in-callback",
            "cancel-unhandled",
            "completion-only-in-release",
            "no-teardown-path"),
    DUPLICATE_COMPLETION("a completion is made twice", "double-completion", "double-handoff"),
    COMPLETE_AND_RETURN("an error is completed and returned", "double-completion"),
    COMPLETE_AFTER_HAND_OFF("what was handed off is completed too", "double-completion", "double-handoff"),
    DROP_HAND_OFF("a hand-off is dropped", "lost-completion", "lost-in-callback"),
    SECOND_HAND_OFF("a command is handed off twice", "double-handoff", "double-completion"),
    RESULT_FOR_QUEUED(
            "a result is returned for a queued command",
            "double-completion",
            "return-after-handoff",
            "cancelable-sync-return"),
    AGAIN_FOR_QUEUED(
            "`-EAGAIN` is returned for a queued command",
            "double-completion",
            "eagain-after-handoff",
            "cancelable-sync-return"),
    QUEUED_FOR_RESULT("`-EIOCBQUEUED` is returned for a command that nobody keeps", "lost-completion"),
    SYNC_RETURN_OF_MARKED("the result of a marked command is returned", "cancelable-sync-return"),
    SKIP_UNPUBLISH(
            "a completed command stays where it was stored",
            "double-completion",
            "return-after-handoff",
            "eagain-after-handoff",
            "cancel-race"),
    USE_AFTER_COMPLETION("a command is read after its completion", "use-after-completion"),
    USE_AFTER_HAND_OFF("a command is read after it was handed off by a worker", "use-after-handoff"),
    FALL_THROUGH("the return behind a completion is dropped", "double-completion", "double-handoff"),
    DROP_CANCEL_TEST("the test for the cancel call is dropped", "cancel-unhandled"),
    MARK_LATE("a command is marked after it was stored", "publish-before-mark"),
    POSITIVE_RETURN("the minus of a returned error is dropped", "positive-errno"),
    POSITIVE_RESULT("the minus of a completed error is dropped", "positive-errno"),
    QUEUED_AS_RESULT("`-EIOCBQUEUED` becomes the result of a completion", "queued-as-result", "double-completion"),
    ZERO_FLAGS("`0` is passed for the flags", "issue-flags-hardcoded"),
    UNLOCKED_FLAGS(
            "`IO_URING_F_UNLOCKED` is passed where the lock is held",
            "issue-flags-hardcoded",
            "issue-flags-wrong-context"),
    DEFERRED_IN_WORKER("a worker asks for a deferred completion", "issue-flags-wrong-context"),
    DEFERRED_AND_UNLOCKED("a deferred completion is asked for without the lock", "deferred-unlocked"),
    SAVED_FLAGS("the flags of the handler are passed later", "issue-flags-stale"),
    COMPLETE_UNDER_SPINLOCK("a command is completed under a spinlock", "done-in-atomic"),
    COMPLETE_IN_INTERRUPT("a command is completed in an interrupt", "done-in-atomic"),
    PLAIN_READ("`READ_ONCE()` is dropped", "sqe-plain-read"),
    SECOND_READ("a field of the SQE is read again in the place of a variable", "sqe-double-fetch"),
    LATE_READ("a callback reads the SQE", "sqe-used-late"),
    WRITE_SQE("a field of the SQE is written", "sqe-write"),
    SQE_OPCODE("the opcode is read from the SQE", "sqe-cmd-op", "sqe-double-fetch", "sqe-in-cancel"),
    SQE_BEFORE_CANCEL("the SQE is read before the test for the cancel call", "sqe-in-cancel"),
    DROP_SQE128_TEST("the test of SQE128 is dropped", "sqe128-unchecked"),
    DROP_CQE32_TEST("the test of CQE32 is dropped", "cqe32-unchecked"),
    DROP_FIXED_TEST("the test of FIXED is dropped", "fixed-unchecked"),
    DROP_MULTISHOT_TEST("the test of MULTISHOT is dropped", "mshot-unchecked"),
    IGNORE_POST("the result of a posted CQE is ignored", "mshot-unchecked"),
    DROP_NONBLOCK_TEST("the test before a call that sleeps is dropped", "nonblock-ignored"),
    WAIT_FOR_REQUEST("a request is waited for", "nonblock-ignored"),
    AGAIN_ALWAYS("`-EAGAIN` is returned in any case", "eagain-unguarded"),
    RAW_CAST("the PDU is cast by hand", "pdu-raw-cast"),
    WIDE_PDU("the type of the PDU grows", "pdu-too-large"),
    DROP_FIRST_WRITE("a field of the PDU is not written before it is read", "pdu-uninitialised"),
    STACK_POINTER("the PDU points to the stack", "pdu-stack-pointer"),
    DROP_FREE("what the PDU points to is not freed", "pdu-leak", "reissue-unsafe"),
    FREE_BEFORE_RETRY("what the PDU points to is freed before another issue", "reissue-unsafe"),
    DROP_UNSAFE("a function that takes a raw pointer becomes safe", "unsafe-as-safe"),
    OFFER_CONSTRUCTOR("drivers can call what makes a handle", "forgeable-handle"),
    OFFER_FIELDS("the fields of a handle become public", "forgeable-handle"),
    DROP_CONDITIONS("the heading over the conditions of an `unsafe` function is dropped", "safety-section"),
    ADD_CONDITIONS("a safe method asks for something", "safety-section"),
    DROP_ARGUMENT("the argument of an `unsafe` block is dropped", "safety-comment-missing"),
    EMPTY_ARGUMENT("an `unsafe` block says that it is safe", "safety-claim-unfounded"),
    ALWAYS_VALID("an `unsafe` block says that a pointer is always valid", "safety-claim-unfounded"),
    BLAME_CALLER("a safe function argues with its caller", "safety-claim-unfounded"),
    PASS_OVER_CONDITION("a condition of what is called is passed over", "safety-condition-unargued"),
    UNBIND_LIFETIME("a reference into a command is lent for ever", "lifetime-unbounded"),
    UNBIND_FLAGS("the flags lose their lifetime", "flags-outlive-call"),
    SQE_LATER("a handle for later reads the SQE", "sqe-outlives-handler"),
    ANSWER_BY_NUMBER("a handler that completes each command returns a number", "completions-uncounted"),
    DROP_BOUND("nothing is asked of what goes to another thread", "send-sync-unjustified");

    private final String words;
    private final Set<String> plausible;

    Operator(String words, String... plausible) {
        this.words = words;
        this.plausible = Set.of(plausible);
    }

    String words() {
        return words;
    }

    /// Whether a report of this rule says what is wrong with such a mutant.
    boolean isSeenBy(String rule) {
        return plausible.contains(rule);
    }
}
