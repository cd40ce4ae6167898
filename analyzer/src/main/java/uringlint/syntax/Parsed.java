// SPDX-License-Identifier: Apache-2.0

package uringlint.syntax;

import java.util.List;
import java.util.Optional;
import uringlint.source.Problem;

/// What became of a file: its tree, unless a bound was met, and what went wrong on the way.
public record Parsed(Optional<SyntaxTree> tree, List<Problem> problems) {
    public Parsed {
        problems = List.copyOf(problems);
    }
}
