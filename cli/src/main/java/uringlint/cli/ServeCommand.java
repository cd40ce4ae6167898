// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import uringlint.cli.cache.CachePlace;
import uringlint.cli.serve.Client;
import uringlint.cli.serve.Meeting;
import uringlint.cli.serve.Request;
import uringlint.cli.serve.Server;

/// Stays, and runs the commands of its user faster than a new process could.
@Command(
        name = "serve",
        description = {
            "Stay, and run what this user asks of check, review, entries and baseline, which is faster than in a process that starts for it.",
            "They find it by themselves and say the same as without it; while it is busy, and where the program or the environment is another one,"
                    + " they run by themselves."
        },
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    /// Commands that take longer than the start of the program.
    private static final Set<String> SERVED = Set.of("check", "review", "entries", "baseline");
    private static final String REFUSED = "URINGLINT_NO_SERVER";
    /// How often it looks whether it still is the program that is installed.
    private static final Duration LOOKS = Duration.ofSeconds(5);

    /// The program.
    @FunctionalInterface
    interface Program {
        /// Runs it in a terminal and returns its status.
        int run(Terminal terminal, String... arguments);
    }

    private final Terminal terminal;
    private final Program program;

    ServeCommand(Terminal terminal, Program program) {
        this.terminal = terminal;
        this.program = program;
    }

    /// The status of a command that a server has run for a terminal; empty if it must be run here.
    static OptionalInt ask(Terminal terminal, String... arguments) {
        if (arguments.length == 0 || !SERVED.contains(arguments[0]) || System.getenv(REFUSED) != null) {
            return OptionalInt.empty();
        }
        Optional<Meeting> place = Meeting.waiting(terminal.cache(), System.getenv());
        if (place.isEmpty()) {
            return OptionalInt.empty();
        }
        return switch (Client.ask(place.get(), terminal.request(arguments), terminal.in(), terminal.out(), terminal.err())) {
            case Client.Answer.Nobody _ -> OptionalInt.empty();
            case Client.Answer.Status(var status) -> OptionalInt.of(status);
            case Client.Answer.Broken _ -> {
                terminal.tell("uringlint: the server that ran this went away: run it again");
                yield OptionalInt.of(ExitCode.INCOMPLETE);
            }
        };
    }

    @Override
    public Integer call() {
        try (Server server = Server.at(
                Meeting.make(terminal.cache(), System.getenv()),
                this::serve)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end"));
            Thread.ofPlatform().daemon().name("looks").start(() -> endWhenReplaced(server));
            terminal.tell("uringlint: serving check, review, entries and baseline for this user until it is stopped");
            server.serve();
            return ExitCode.CLEAN;
        } catch (IOException e) {
            terminal.tell("uringlint: cannot serve: " + e.getMessage());
            return ExitCode.INCOMPLETE;
        }
    }

    private int serve(Request request, InputStream in, OutputStream out, OutputStream err) {
        long start = System.nanoTime();
        int status = run(program, request, terminal.cache(), in, out, err);
        terminal.tell("uringlint: served %s in %.1f s"
                .formatted(String.join(" ", request.arguments()), (System.nanoTime() - start) / 1e9));
        return status;
    }

    /// Runs a command as if it had been started where it was asked for.
    static int run(Program program, Request request, CachePlace cache, InputStream in, OutputStream out, OutputStream err) {
        var buffered = new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8);
        var messages = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal other = Terminal.of(request, in, buffered, messages, cache.now());
        return program.run(other, request.arguments().toArray(String[]::new));
    }

    /// Nobody asks a program that is not the installed one any more.
    private void endWhenReplaced(Server server) {
        try {
            while (Version.place().program().equals(terminal.cache().program())) {
                Thread.sleep(LOOKS);
            }
            terminal.tell("uringlint: the program was built or installed anew: this one ends");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
