// SPDX-License-Identifier: Apache-2.0

package uringlint.diagnostic;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Makes edits.
public final class Edits {
    private Edits() {}

    /// The bytes of a file after those of the edits that are in it, none of which overlaps another one.
    public static byte[] apply(SourceFile file, List<Edit> edits) {
        List<Edit> sorted = edits.stream()
                .filter(edit -> edit.location().file().path().equals(file.path()))
                .sorted(Comparator.comparing(edit -> edit.location().span()))
                .toList();
        byte[] bytes = file.bytes();
        List<byte[]> replacements = sorted.stream().map(edit -> edit.replacement().getBytes(StandardCharsets.UTF_8)).toList();
        int length = bytes.length;
        for (int index = 0; index < sorted.size(); index++) {
            length += replacements.get(index).length - sorted.get(index).location().span().length();
        }
        byte[] changed = new byte[length];
        int from = 0;
        int to = 0;
        for (int index = 0; index < sorted.size(); index++) {
            Span span = sorted.get(index).location().span();
            byte[] replacement = replacements.get(index);
            System.arraycopy(bytes, from, changed, to, span.start() - from);
            to += span.start() - from;
            System.arraycopy(replacement, 0, changed, to, replacement.length);
            to += replacement.length;
            from = span.end();
        }
        System.arraycopy(bytes, from, changed, to, bytes.length - from);
        return changed;
    }
}
