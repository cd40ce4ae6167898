// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.policy;

import uringlint.cli.review.Reply;

/// What becomes of a mail.
public sealed interface MailDecision {
    /// None is sent.
    record Silent(String reason) implements MailDecision {}

    /// One may be: when a person has released it, where `isHeld`, and not before a time in seconds.
    record Speak(Reply reply, boolean isHeld, long notBefore, String reason) implements MailDecision {}
}
