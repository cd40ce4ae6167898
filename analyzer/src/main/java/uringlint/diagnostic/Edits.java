package uringlint.diagnostic;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import uringlint.source.SourceFile;

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
        var changed = new ByteArrayOutputStream(bytes.length + 64);
        int done = 0;
        for (Edit edit : sorted) {
            int start = edit.location().span().start();
            changed.write(bytes, done, start - done);
            changed.writeBytes(edit.replacement().getBytes(StandardCharsets.UTF_8));
            done = edit.location().span().end();
        }
        changed.write(bytes, done, bytes.length - done);
        return changed.toByteArray();
    }
}
