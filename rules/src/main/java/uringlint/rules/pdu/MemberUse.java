// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.pdu;

import java.util.Set;
import uringlint.source.Span;

/// A use of memory of the core: of a command, or of the request that it is a part of.
///
/// @param isStored whether it is written
/// @param member the member of the command, or empty
/// @param isInRequest whether a pointer to the request is followed
record MemberUse(boolean isStored, String member, boolean isInRequest, Span span) {
    /// The members that drivers may read.
    static final Set<String> READ_ONLY = Set.of("flags", "cmd_op", "file", "sqe");

    /// Whether a member is changed that is there to be read.
    boolean isForbiddenStore() {
        return isStored && READ_ONLY.contains(member);
    }
}
