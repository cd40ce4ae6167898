// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.Optional;
import uringlint.source.SourceFile;
import uringlint.syntax.SyntaxTree;

/// Parses a small piece of C that the lowering made up, such as the body of a macro in a function of its own.
@FunctionalInterface
public interface FragmentParser {
    /// The tree of the prepared text; empty when it was refused.
    Optional<SyntaxTree> parse(SourceFile file);
}
