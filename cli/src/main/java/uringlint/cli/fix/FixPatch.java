// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.fix;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uringlint.cli.names.FileNames;
import uringlint.source.SourceFile;

/// A plan as a patch that `git apply` takes, at the top of the repository or anywhere in it.
public final class FixPatch {
    private static final int CONTEXT = 3;
    private static final String NO_LINE_BREAK = "\n\\ No newline at end of file";

    private FixPatch() {}

    /// The bytes of the patch. Lines are bytes, whatever their encoding is.
    public static byte[] of(Plan plan, Path start) {
        var text = new StringBuilder();
        plan.changed().forEach((file, changed) -> {
            String name = name(file, start);
            List<String> before = lines(file.bytes());
            for (String line : UnifiedDiffUtils.generateUnifiedDiff(
                    written("a/" + name),
                    written("b/" + name),
                    before,
                    DiffUtils.diff(before, lines(changed)),
                    CONTEXT)) {
                text.append(line).append('\n');
            }
        });
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A name as `git` writes it: with a tab at its end where it has a blank, in quotes where it has characters that end a name or a line.
    private static String written(String name) {
        if (name.chars().noneMatch(character -> character < ' ' || character == 0x7f || character == '"' || character == '\\')) {
            return name.indexOf(' ') >= 0 ? name + "\t" : name;
        }
        var quoted = new StringBuilder("\"");
        for (char character : name.toCharArray()) {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ' || character >= 0x7f) {
                quoted.append("\\%03o".formatted((int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }

    private static List<String> lines(byte[] bytes) {
        var lines = new ArrayList<>(List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)));
        String last = lines.removeLast();
        if (!last.isEmpty()) {
            lines.add(last + NO_LINE_BREAK);
        }
        return lines;
    }

    /// The path below the top of the repository that holds the file, or else as reports name it.
    private static String name(SourceFile file, Path start) {
        Path absolute = FileNames.resolve(start, file.path()).normalize();
        for (Path folder = absolute.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return bytesOf(FileNames.text(folder.relativize(absolute)));
            }
        }
        String path = file.path();
        return bytesOf(path.startsWith("/") ? path.substring(1) : path);
    }

    /// The bytes of a name as one character each, as the rest of the patch is.
    private static String bytesOf(String name) {
        return new String(FileNames.encode(name), StandardCharsets.ISO_8859_1);
    }
}
