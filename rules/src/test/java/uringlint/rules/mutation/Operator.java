package uringlint.rules.mutation;

import java.util.Set;

/// A way to break right code, with the rules that may notice.
enum Operator {
    DROP_COMPLETION("a completion is dropped", "lost-completion", "lost-in-callback", "cancel-unhandled", "completion-only-in-release", "no-teardown-path"),
    DUPLICATE_COMPLETION("a completion is made twice", "double-completion", "double-handoff"),
    COMPLETE_AND_RETURN("an error is completed and returned", "double-completion"),
    COMPLETE_AFTER_HAND_OFF("what was handed off is completed too", "double-completion", "double-handoff"),
    DROP_HAND_OFF("a hand-off is dropped", "lost-completion", "lost-in-callback"),
    SECOND_HAND_OFF("a command is handed off twice", "double-handoff", "double-completion"),
    RESULT_FOR_QUEUED("a result is returned for a queued command", "double-completion", "return-after-handoff", "cancelable-sync-return"),
    AGAIN_FOR_QUEUED("`-EAGAIN` is returned for a queued command", "double-completion", "eagain-after-handoff", "cancelable-sync-return"),
    QUEUED_FOR_RESULT("`-EIOCBQUEUED` is returned for a command that nobody keeps", "lost-completion"),
    SYNC_RETURN_OF_MARKED("the result of a marked command is returned", "cancelable-sync-return"),
    SKIP_UNPUBLISH("a completed command stays where it was stored", "double-completion", "return-after-handoff", "eagain-after-handoff", "cancel-race"),
    USE_AFTER_COMPLETION("a command is read after its completion", "use-after-completion"),
    USE_AFTER_HAND_OFF("a command is read after it was handed off by a worker", "use-after-handoff"),
    FALL_THROUGH("the return behind a completion is dropped", "double-completion", "double-handoff"),
    DROP_CANCEL_TEST("the test for the cancel call is dropped", "cancel-unhandled"),
    MARK_LATE("a command is marked after it was stored", "publish-before-mark"),
    POSITIVE_RETURN("the minus of a returned error is dropped", "positive-errno"),
    POSITIVE_RESULT("the minus of a completed error is dropped", "positive-errno"),
    QUEUED_AS_RESULT("`-EIOCBQUEUED` becomes the result of a completion", "queued-as-result", "double-completion"),
    ZERO_FLAGS("`0` is passed for the flags", "issue-flags-hardcoded"),
    UNLOCKED_FLAGS("`IO_URING_F_UNLOCKED` is passed where the lock is held", "issue-flags-hardcoded", "issue-flags-wrong-context"),
    DEFERRED_IN_WORKER("a worker asks for a deferred completion", "issue-flags-wrong-context"),
    DEFERRED_AND_UNLOCKED("a deferred completion is asked for without the lock", "deferred-unlocked"),
    SAVED_FLAGS("the flags of the handler are passed later", "issue-flags-stale"),
    COMPLETE_UNDER_SPINLOCK("a command is completed under a spinlock", "done-in-atomic"),
    COMPLETE_IN_INTERRUPT("a command is completed in an interrupt", "done-in-atomic");

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
