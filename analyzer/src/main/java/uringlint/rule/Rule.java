// SPDX-License-Identifier: Apache-2.0

package uringlint.rule;

import java.util.List;
import uringlint.diagnostic.Diagnostic;

/// A question to what the engine found.
public interface Rule {
    RuleInfo info();

    /// The reports about a program, in no particular order.
    List<Diagnostic> check(AnalyzedProgram program);
}
