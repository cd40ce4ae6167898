// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uringlint.cli.mail.Input;
import uringlint.cli.mail.Mail;
import uringlint.cli.mail.Posted;
import uringlint.cli.mail.Postings;
import uringlint.cli.mail.Trouble;

/// Reads all mails of a public-inbox archive (a Git repository with a commit and a file `m` for each mail), one by one, and
/// prints how many hold a patch, how many quote one, what could not be read, and how long it took. Recovered patches are compared
/// with the mails that they quote.
///
///     java -cp cli/target/uringlint.jar tools/ReadArchive.java path/to/archive.git
///
/// Nothing but Git is run and nothing is written.
final class ReadArchive {
    private record Recovered(String mail, Posted patch) {}

    private final Map<String, Posted> posted = new HashMap<>();
    private final List<Recovered> recovered = new ArrayList<>();
    private final Map<Trouble.Kind, Integer> troubles = new TreeMap<>();
    private int mails;
    private int withPatch;
    private int failed;
    private long bytes;
    private long nanos;
    private long slowest;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var archive = new ReadArchive();
        archive.read(Path.of(arguments[0]));
        archive.print();
    }

    private void read(Path repository) throws IOException, InterruptedException {
        String git = repository.toString();
        Process log = new ProcessBuilder("git", "-C", git, "log", "--all", "--format=%H:m")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Process cat = new ProcessBuilder("git", "-C", git, "cat-file", "--batch")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread feeder = Thread.ofVirtual().start(() -> {
            try (var names = log.getInputStream(); var out = cat.getOutputStream()) {
                names.transferTo(out);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        try (var in = new DataInputStream(new BufferedInputStream(cat.getInputStream(), 1 << 20))) {
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] words = line.split(" ");
                if (words.length == 3 && words[1].equals("blob")) {
                    byte[] mail = new byte[Integer.parseInt(words[2])];
                    in.readFully(mail);
                    in.readByte();
                    mail(words[0], mail);
                }
            }
        }
        feeder.join();
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private void mail(String name, byte[] mail) {
        long start = System.nanoTime();
        Postings read;
        try {
            read = Input.read(mail);
        } catch (RuntimeException | StackOverflowError e) {
            failed++;
            System.out.println("not read: " + name + " " + e);
            return;
        }
        long taken = System.nanoTime() - start;
        nanos += taken;
        slowest = Math.max(slowest, taken);
        mails++;
        bytes += mail.length;
        withPatch += read.series().isEmpty() ? 0 : 1;
        read.troubles().forEach(trouble -> troubles.merge(trouble.kind(), 1, Integer::sum));
        read.series().stream().flatMap(series -> series.patches().stream()).forEach(patch -> {
            if (patch.isRecovered()) {
                recovered.add(new Recovered(name, patch));
            } else {
                patch.mail().map(Mail::messageId).ifPresent(id -> posted.put(id, patch));
            }
        });
    }

    private void print() {
        System.out.printf(
                "%d mails, %d MiB, %d failed, %.1f s, %.0f mails/s, the slowest %.0f ms%n",
                mails, bytes >> 20, failed, nanos / 1e9, mails / (nanos / 1e9), slowest / 1e6);
        System.out.printf("with a patch: %d, of which only quoted: %d%n", withPatch, recovered.size());
        System.out.println("troubles: " + troubles);
        var verdicts = new TreeMap<String, Integer>();
        recovered.forEach(one -> verdicts.merge(verdict(one.patch()), 1, Integer::sum));
        verdicts.forEach((verdict, count) -> System.out.printf("quoted patches that are %s: %d%n", verdict, count));
    }

    /// How the recovered patch compares with the posted one that it quotes.
    private String verdict(Posted patch) {
        Mail mail = patch.mail().orElseThrow();
        var ancestors = new ArrayList<>(mail.references());
        mail.inReplyTo().ifPresent(ancestors::add);
        for (String id : ancestors.reversed()) {
            Posted original = posted.get(id);
            if (original != null && letters(original.subject()).equals(letters(patch.subject()))) {
                if (original.diff().equals(patch.diff())) {
                    return "equal to the posted one";
                }
                String part = patch.gaps().isEmpty() ? "without a known gap" : "with gaps that are named";
                if (isPart(changes(patch, ""), changes(original, ""))) {
                    return "a part of the posted one, " + part;
                }
                return isPart(changes(patch, "\\s+"), changes(original, "\\s+"))
                        ? "a part of the posted one but for blanks, " + part
                        : "something else, " + part;
            }
        }
        return "of mails that are not there";
    }

    private static String letters(String subject) {
        return subject.replaceAll("\\W+", "");
    }

    private static List<String> changes(Posted patch, String ignored) {
        String text = new String(patch.diff().bytes(), StandardCharsets.ISO_8859_1);
        return Arrays.stream(text.split("\n"))
                .filter(line -> (line.startsWith("+") || line.startsWith("-"))
                        && !line.startsWith("+++ ")
                        && !line.startsWith("--- "))
                .map(line -> ignored.isEmpty() ? line.stripTrailing() : line.replaceAll(ignored, ""))
                .toList();
    }

    private static boolean isPart(List<String> lines, List<String> all) {
        int next = 0;
        for (String line : lines) {
            while (next < all.size() && !all.get(next).equals(line)) {
                next++;
            }
            if (next == all.size()) {
                return false;
            }
            next++;
        }
        return true;
    }
}
