// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Maildir that somebody else fills. A mail is known by the name of its file without the flags, whatever folder it is in.
public final class Maildir implements Source {
    private static final Pattern DELIVERED = Pattern.compile("(\\d{9,11})\\..*", Pattern.DOTALL);
    private static final int MOST = 200;
    private static final long LARGEST = 20L << 20;

    private final Path folder;
    private final long since;

    /// `since` is the time in seconds before which nothing is read.
    public Maildir(Path folder, long since) {
        this.folder = folder;
        this.since = since;
    }

    private record Entry(Path file, String name, long arrived) {}

    @Override
    public void read(String position, Set<String> names, Taker taker) throws IOException {
        var entries = new ArrayList<Entry>();
        for (String part : List.of("new", "cur")) {
            Path place = folder.resolve(part);
            if (!Files.isDirectory(place)) {
                throw new IOException("`" + folder + "` is no Maildir: it has no folder `" + part + "`");
            }
            try (Stream<Path> files = Files.list(place)) {
                files.forEach(file -> entry(file).filter(entry -> !names.contains(entry.name())).ifPresent(entries::add));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::arrived).thenComparing(Entry::name));
        for (int start = 0; start < entries.size(); start += MOST) {
            List<Entry> some = entries.subList(start, Math.min(entries.size(), start + MOST));
            var mails = new ArrayList<Incoming>();
            var read = new ArrayList<String>();
            for (Entry entry : some) {
                try {
                    if (entry.arrived() >= since && Files.size(entry.file()) <= LARGEST) {
                        mails.add(new Incoming(Files.readAllBytes(entry.file()), entry.arrived()));
                    }
                    read.add(entry.name());
                } catch (NoSuchFileException _) {
                    // Another program moved it; it is there under another name the next time.
                }
            }
            taker.take(new Batch(mails, position, read, List.of(), ""));
        }
    }

    private static Optional<Entry> entry(Path file) {
        String full = String.valueOf(file.getFileName());
        int flags = full.indexOf(":2,");
        String name = flags < 0 ? full : full.substring(0, flags);
        try {
            if (full.startsWith(".") || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            Matcher matcher = DELIVERED.matcher(name);
            long arrived = matcher.matches()
                    ? Long.parseLong(matcher.group(1))
                    : Files.getLastModifiedTime(file).toMillis() / 1000;
            return Optional.of(new Entry(file, name, arrived));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
