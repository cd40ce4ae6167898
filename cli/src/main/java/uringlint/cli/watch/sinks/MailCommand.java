// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sinks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import uringlint.cli.watch.store.Parcel;

/// A program such as `msmtp` that takes a mail with its recipients in the header.
public final class MailCommand implements Sink {
    private static final int PATIENCE = 120;

    private final List<String> command;
    private final Dating dating;

    /// The program and its arguments. `dating` puts the time of sending into a mail.
    public MailCommand(List<String> command, Dating dating) {
        this.command = List.copyOf(command);
        this.dating = dating;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public Result send(Parcel parcel) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            return new Result.Later("`" + command.getFirst() + "` cannot be started: " + e.getMessage());
        }
        try (var out = process.getOutputStream()) {
            out.write(dating.dated(parcel.payload()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // What the program made of it is told by its status.
        }
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result.Unsure("`" + command.getFirst() + "` did not end in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Result.Unsure("the service ended while `" + command.getFirst() + "` ran");
        }
        int exit = process.exitValue();
        return exit == 0 ? new Result.Sent("by " + command.getFirst())
                : new Result.Later("`" + command.getFirst() + "` ended with status " + exit);
    }
}
