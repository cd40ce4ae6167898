// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import uringlint.cli.cache.CachePlace;

/// Runs the program as a user would, and keeps what it says.
record Cli(int exit, String out, String err) {
    static Cli run(Path folder, String... arguments) {
        return run(folder, CachePlace.NONE, arguments);
    }

    /// The same for a program that keeps results.
    static Cli run(Path folder, CachePlace cache, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                folder, Terminal.DEFAULT_WIDTH, false, false, true, false, cache);
        int exit = Main.run(terminal, arguments);
        return new Cli(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
