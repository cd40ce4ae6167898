// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.judge;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uringlint.cli.mail.MailFacts;
import uringlint.cli.mail.Mailbox;
import uringlint.cli.watch.settings.Limits;
import uringlint.cli.watch.settings.MailSettings;
import uringlint.cli.watch.settings.WatchSettings;

/// Looks at a version of a series in a process of its own, which may take so much time and memory and may break; mails of strangers do
/// nothing to the service.
public final class Child {
    /// The outcome where the machine is at fault, and not the series.
    public static final String NOT_STARTED = "not-started";

    private static final String MAIN = "uringlint.cli.Main";
    private static final String REPORT = "report.json";
    private static final String SERIES = "series.mbox";
    private static final String BEFORE = "before.mbox";
    private static final int TOLD = 400;

    private final WatchSettings settings;
    private final Fence fence;

    /// A maker of child processes.
    public Child(WatchSettings settings, Fence fence) {
        this.settings = settings;
        this.fence = fence;
    }

    /// Does a job, and waits for its end.
    public Ending run(Job job) {
        Path folder = settings.state().resolve("work").resolve(job.name());
        try {
            clear(folder);
            Files.createDirectories(folder);
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < 2 * settings.limits().output()) {
                return new Ending.Failed(NOT_STARTED, "there are only " + (free >> 20) + " MiB free in " + settings.state());
            }
            Files.write(folder.resolve(SERIES), Mailbox.of(job.mails()));
            if (!job.before().isEmpty()) {
                Files.write(folder.resolve(BEFORE), Mailbox.of(job.before()));
            }
            if (settings.isByB4()) {
                b4(job, folder);
            }
            return ending(start(command(folder), folder), folder);
        } catch (IOException e) {
            return new Ending.Failed(NOT_STARTED, "the child process could not be started: " + e.getMessage());
        } finally {
            clear(folder);
        }
    }

    /// Lets `b4` say which mails make the series; where it cannot, what came is used as it is. The mails themselves are those that came:
    /// b4 leaves out of theirs who got them.
    private void b4(Job job, Path folder) throws IOException {
        Path made = folder.resolve("b4.mbox");
        String id = job.messageId().replaceAll("^<|>$", "");
        Process process = new ProcessBuilder(
                        "b4", "--offline-mode", "-n", "-q", "am", "-m", SERIES, "-o-", "--no-cover", "--no-add-trailers", "--", id)
                .directory(folder.toFile())
                .redirectOutput(made.toFile())
                .redirectError(folder.resolve("b4.err").toFile())
                .start();
        process.getOutputStream().close();
        if (!await(process, settings.limits()) || process.exitValue() != 0) {
            return;
        }
        Set<String> chosen = Mailbox.split(Files.readAllBytes(made)).stream()
                .flatMap(mail -> MailFacts.of(mail).stream())
                .map(facts -> facts.mail().messageId())
                .collect(Collectors.toSet());
        List<byte[]> mails = job.mails().stream()
                .filter(mail -> MailFacts.of(mail)
                        .filter(facts -> facts.number() == 0 || chosen.contains(facts.mail().messageId()))
                        .isPresent())
                .toList();
        if (!chosen.isEmpty()) {
            Files.write(folder.resolve(SERIES), Mailbox.of(mails));
        }
    }

    private Process start(List<String> command, Path folder) throws IOException {
        var builder = new ProcessBuilder(fence.around(command, settings.limits()))
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        // The child keeps its results with those of the service, and knows nothing else of whoever started it.
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"));
        builder.environment().put("XDG_CACHE_HOME", settings.state().resolve("cache").toAbsolutePath().toString());
        builder.environment().putIfAbsent("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private Ending ending(Process process, Path folder) throws IOException {
        if (!await(process, settings.limits())) {
            return new Ending.Failed("timeout", "it took more than " + settings.limits().wall().toSeconds() + " seconds");
        }
        Path report = folder.resolve(REPORT);
        if (Files.isRegularFile(report) && Files.size(report) < settings.limits().output()) {
            return new Ending.Reported(Files.readString(report));
        }
        int exit = process.exitValue();
        // A shell and the tools around a process tell the number of a signal so.
        boolean isKilled = exit > 128;
        return new Ending.Failed(isKilled ? "killed" : "no-report", (isKilled
                ? "the child process was ended by signal " + (exit - 128)
                : "the child process ended with status " + exit + " and without a report") + said(folder.resolve("err")));
    }

    private static String said(Path file) throws IOException {
        byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        String text = new String(bytes, 0, Math.min(TOLD, bytes.length), StandardCharsets.UTF_8).strip().replace('\n', ' ');
        return text.isEmpty() ? "" : ": " + text;
    }

    private static boolean await(Process process, Limits limits) {
        try {
            if (process.waitFor(limits.wall().toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return false;
    }

    private List<String> command(Path folder) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What the launcher chose, the cache of the JVM above all.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:AOTCache=") || option.startsWith("-Xlog:"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-Xss8m",
                "-Xmx" + (settings.limits().memory() >> 20) + "m", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(MAIN, "review", "--no-config", "--one", "--level", settings.level(), "--report", REPORT));
        settings.bases().forEach(base -> command.addAll(List.of("--base", base)));
        settings.mail().ifPresent(mail -> command.addAll(sender(mail)));
        if (Files.exists(folder.resolve(BEFORE))) {
            command.addAll(List.of("--against", BEFORE));
        }
        command.add(SERIES);
        return command;
    }

    private static List<String> sender(MailSettings mail) {
        return mail.operator().isEmpty()
                ? List.of("--from", mail.from())
                : List.of("--from", mail.from(), "--operator", mail.operator());
    }

    private static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // What is left is cleared the next time.
        }
    }
}
