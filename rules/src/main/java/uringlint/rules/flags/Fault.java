// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.Optional;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;

/// What is wrong with the flags of a call, or with its place. `lock` is the name of the spinlock that is held, or empty; `origin`
/// is where the flags were saved.
record Fault(Sort sort, Severity severity, String message, String reason, String help, String lock, Optional<TraceStep> origin) {
    /// The kinds of faults. An earlier one says more than a later one.
    enum Sort {
        DEFERRED,
        STALE,
        ATOMIC,
        CONTEXT,
        HARDCODED
    }

    Fault(Sort sort, Severity severity, String message, String reason, String help) {
        this(sort, severity, message, reason, help, "", Optional.empty());
    }
}
