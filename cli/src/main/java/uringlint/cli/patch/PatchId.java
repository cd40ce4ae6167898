// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import uringlint.cli.find.NoFiles;

/// The name that git gives to what a patch does, whatever its lines' numbers and blanks are (`git patch-id --stable`).
final class PatchId {
    private static final int LENGTH = 20;
    private static final String NOTHING = "/dev/null";
    private static final String NO_END = "\\ ";

    private PatchId() {}

    /// The name of a diff; the same as that of `git format-patch` where the diff has three lines of context.
    static String of(byte[] diff) {
        byte[] sum = new byte[LENGTH];
        for (Diff.FilePart part : Diff.of(diff, new NoFiles()).files()) {
            add(sum, ofFile(part));
        }
        return HexFormat.of().formatHex(sum);
    }

    private static byte[] ofFile(Diff.FilePart part) {
        String oldPath = part.oldPath().isEmpty() ? part.newPath() : part.oldPath();
        String newPath = part.newPath().isEmpty() ? part.oldPath() : part.newPath();
        var text = new StringBuilder("diff--git").append("a/").append(oldPath).append("b/").append(newPath);
        boolean isGone = part.newPath().isEmpty();
        text.append(part.isNew() ? "newfilemode100644" : isGone ? "deletedfilemode100644" : "");
        text.append("---").append(part.isNew() ? NOTHING : "a/" + oldPath);
        text.append("+++").append(isGone ? NOTHING : "b/" + newPath);
        for (Diff.Hunk hunk : part.hunks()) {
            hunk.raw().stream().filter(line -> !line.startsWith(NO_END)).forEach(text::append);
        }
        try {
            // A character a byte: what is no ASCII in paths is rare enough.
            byte[] bytes = text.toString().replaceAll("[ \\t\\n\\x0b\\f\\r]", "").getBytes(StandardCharsets.ISO_8859_1);
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /// Adds numbers whose lowest byte is the first.
    private static void add(byte[] sum, byte[] more) {
        int carry = 0;
        for (int index = 0; index < LENGTH; index++) {
            carry += (sum[index] & 0xFF) + (more[index] & 0xFF);
            sum[index] = (byte) carry;
            carry >>= 8;
        }
    }
}
