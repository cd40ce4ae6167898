// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the program was given when it was started, byte for byte. Java decodes it by the locale, and what does not fit is lost.
public final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final Path FOLDER = Path.of("/proc/self/cwd");

    private Arguments() {}

    /// The arguments of this process, as [texts][FileNames]. Where the system does not tell them, what Java makes of them.
    public static String[] exact(String[] decoded) {
        if (List.of(decoded).stream().allMatch(Arguments::isExact)) {
            return decoded;
        }
        try {
            byte[] line = Files.readAllBytes(COMMAND_LINE);
            var words = new ArrayList<String>();
            int start = 0;
            for (int at = 0; at < line.length; at++) {
                if (line[at] == 0) {
                    words.add(FileNames.decode(Arrays.copyOfRange(line, start, at)));
                    start = at + 1;
                }
            }
            return words.subList(Math.max(0, words.size() - decoded.length), words.size()).toArray(String[]::new);
        } catch (IOException _) {
            return decoded;
        }
    }

    /// Whether nothing was lost: Java puts a `?` for what does not fit, or another mark.
    private static boolean isExact(String decoded) {
        return FileNames.isPlain(decoded) && decoded.indexOf('?') < 0;
    }

    /// The folder in which the program was started.
    public static Path folder() {
        Path folder = Path.of("").toAbsolutePath();
        try {
            return isExact(folder.toString()) || !Files.exists(FOLDER) ? folder : FOLDER.toRealPath();
        } catch (IOException _) {
            return folder;
        }
    }
}
