// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs other programs, and this one as other programs do: by its name.
record Program(int exit, String out, String err) {
    /// Runs a command in a folder, with more variables in its environment.
    static Program run(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            // A repository or a build around these tests is none of theirs.
            builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("MAKE") || name.equals("MFLAGS"));
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + command);
            }
            return new Program(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /// Writes a program `uringlint` that runs the classes under test, and returns a `PATH` on which it comes first.
    static String path(Path folder) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        script(folder.resolve("uringlint"), "exec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -Xss8m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '" + classes + "' uringlint.cli.Main \"$@\"\n");
        return folder + System.getProperty("path.separator") + System.getenv("PATH");
    }

    /// Writes a shell script that can be run.
    static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, ("#!/bin/sh\n" + body).getBytes(StandardCharsets.UTF_8));
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made a program");
        }
    }

    /// Whether a program is on this machine.
    static boolean exists(String name) {
        try {
            return run(Path.of("."), Map.of(), List.of("sh", "-c", "command -v " + name)).exit() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
