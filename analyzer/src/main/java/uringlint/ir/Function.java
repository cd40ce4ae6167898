// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// A function with a body. All spans of its instructions lie in `file`; code that a macro brought has the span of the macro's use.
/// `blocks.get(i).id().index() == i`, and block 0 is the entry.
///
/// @param isVariadic whether calls may give more than the parameters take
public record Function(
        String name,
        SourceFile file,
        Type result,
        List<Variable> parameters,
        Linkage linkage,
        List<BasicBlock> blocks,
        Span span,
        Span nameSpan,
        Spellings spellings,
        Signature signature,
        boolean isVariadic) {
    public Function {
        parameters = List.copyOf(parameters);
        blocks = List.copyOf(blocks);
    }

    /// A function that is declared as its types say, and of which nobody wrote down where its values stand.
    public Function(
            String name,
            SourceFile file,
            Type result,
            List<Variable> parameters,
            Linkage linkage,
            List<BasicBlock> blocks,
            Span span,
            Span nameSpan) {
        this(name, file, result, parameters, linkage, blocks, span, nameSpan, Spellings.NONE, Signature.NONE, false);
    }

    /// Whether a call that gives so many arguments fits.
    public boolean takes(int arguments) {
        return isVariadic ? parameters.size() <= arguments : parameters.size() == arguments;
    }

    /// Who can see a function.
    public enum Linkage {
        /// Only its file (`static`).
        INTERNAL,
        /// The whole program.
        EXTERNAL
    }

    public BasicBlock entry() {
        return blocks.getFirst();
    }

    public BasicBlock block(BlockId id) {
        return blocks.get(id.index());
    }

    /// A function is itself and no other one. Comparing by content would read the whole body whenever a table is asked for it.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
