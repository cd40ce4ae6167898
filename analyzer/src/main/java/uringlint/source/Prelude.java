// SPDX-License-Identifier: Apache-2.0

package uringlint.source;

import java.util.List;

/// Declarations of libraries that a program uses and that are not among its files.
@FunctionalInterface
public interface Prelude {
    /// The files to read beside those of a program, by what it uses. What the program declares itself counts more.
    List<SourceFile> of(List<SourceFile> program);

    /// No library.
    Prelude NONE = _ -> List.of();
}
