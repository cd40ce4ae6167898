// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import uringlint.cli.cache.CachePlace;

/// Runs several commands in one process, so that the JVM sees which classes to keep for all of them. The launcher calls it once after each
/// build.
final class Training {
    private static final String NEXT = "---";

    private Training() {}

    /// Runs the commands that `arguments` hold, parted by `---`. What they say is nobody's.
    public static void main(String[] arguments) {
        CachePlace cache = Version.place();
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var command = new ArrayList<String>();
        for (int at = 0; at <= arguments.length; at++) {
            if (at < arguments.length && !arguments[at].equals(NEXT)) {
                command.add(arguments[at]);
            } else if (!command.isEmpty()) {
                Main.run(Terminal.ofProcess(nowhere, nowhere, cache), command.toArray(String[]::new));
                command.clear();
            }
        }
    }
}
