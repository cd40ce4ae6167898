// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sinks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import uringlint.cli.watch.store.Parcel;

/// A Maildir in which a person can read the mails that wait, that would be sent, and that were.
public final class Shelf {
    private final Path folder;

    /// The Maildir in a folder.
    public Shelf(Path folder) {
        this.folder = folder;
    }

    /// Puts a mail there, unless it is there. One that was sent counts as read.
    public void put(Parcel parcel) throws IOException {
        for (String part : List.of("tmp", "new", "cur")) {
            Files.createDirectories(folder.resolve(part));
        }
        String name = name(parcel);
        boolean isSent = parcel.state() == Parcel.State.SENT;
        Path fresh = folder.resolve("tmp").resolve(name);
        Files.write(fresh, parcel.payload().getBytes(StandardCharsets.UTF_8));
        Path place = isSent ? folder.resolve("cur").resolve(name + ":2,S") : folder.resolve("new").resolve(name);
        take(parcel, place);
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Takes away what is there of a mail, but for one place.
    private void take(Parcel parcel, Path other) throws IOException {
        String name = name(parcel);
        for (String part : List.of("new", "cur")) {
            try (Stream<Path> files = Files.list(folder.resolve(part))) {
                for (Path file : files.filter(file -> String.valueOf(file.getFileName()).startsWith(name)).toList()) {
                    if (!file.equals(other)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }

    private static String name(Parcel parcel) {
        return parcel.name().replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /// Whether any mail in a Maildir is called so; `since` is the time in seconds before which none of that name can have come.
    public static boolean has(Path maildir, String messageId, long since) throws IOException {
        for (String part : List.of("new", "cur")) {
            if (Files.isDirectory(maildir.resolve(part))) {
                try (Stream<Path> files = Files.list(maildir.resolve(part))) {
                    for (Path file : files.toList()) {
                        if (Files.getLastModifiedTime(file).toMillis() / 1000 >= since && isCalled(file, messageId)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static boolean isCalled(Path file, String messageId) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).replace("\r", "");
        int end = text.indexOf("\n\n");
        String header = (end < 0 ? text : text.substring(0, end)).replaceAll("\n[ \t]+", " ");
        return header.lines().anyMatch(line -> line.regionMatches(true, 0, "message-id:", 0, 11) && line.contains(messageId));
    }
}
