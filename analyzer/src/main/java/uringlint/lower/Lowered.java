// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.List;
import uringlint.ir.TranslationUnit;
import uringlint.source.Problem;

/// What became of a file: its unit, the macros that it defines, and what was not understood.
public record Lowered(TranslationUnit unit, Macros macros, List<Problem> problems) {
    public Lowered {
        problems = List.copyOf(problems);
    }
}
