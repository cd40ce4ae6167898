// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Stamp;
import uringlint.cli.find.Stamped;
import uringlint.load.FileProvider;
import uringlint.source.SourceFile;

/// All that an analysis asked for, with the answers: the files of a driver, other files that are there or not, and what folders hold.
///
/// @param own the files of the driver, in its order
/// @param files what was read beside them
/// @param said what else was asked
/// @param first how far the questions reached when the driver was loaded for the first time
record Answers(List<OfFile> own, List<OfFile> files, List<Said> said, KnownFiles.Reach first) {
    /// The stamp of a file that has none that can be trusted: no file is that short.
    private static final Stamp NO_STAMP = new Stamp(-1, -1, -1, -1, -1);

    private static final int DIGEST = 32;

    Answers {
        own = List.copyOf(own);
        files = List.copyOf(files);
        said = List.copyOf(said);
    }

    /// A file, by its stamp where that can be trusted and by the SHA-256 of its bytes. A file that is not there has no digest.
    record OfFile(String path, Stamp stamp, byte[] digest) {
        private static OfFile of(String path, SourceFile file, Stamped stamps, long started) {
            return new OfFile(path, stamps.stampOf(file).filter(stamp -> stamp.isSettledBefore(started)).orElse(NO_STAMP), sum(file));
        }

        private static byte[] sum(SourceFile file) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(file.bytes());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        private boolean isThere() {
            return digest.length > 0;
        }

        /// The same file with its stamp of now; empty if it is not the same any more.
        private Optional<OfFile> again(Optional<SourceFile> file, Stamped stamps, long started) {
            return file.map(now -> of(path, now, stamps, started)).filter(now -> Arrays.equals(digest, now.digest));
        }
    }

    /// What is asked of folders.
    private enum Question {
        FOLDER,
        HEADERS,
        SIBLINGS,
        LIBRARY,
        DEFINERS
    }

    /// A question about a path, its answer, and the stamp of all that is in the folder of the path, where there is one: it answers for the
    /// question, which may be long to ask.
    record Said(int question, String path, String answer, Stamp folder) {}

    /// What was asked for in the analysis of a driver. `started` is when the run began, in milliseconds of the epoch.
    static Answers of(KnownFiles.Asked asked, KnownFiles.Reach first, Driver driver, Stamped stamps, long started) {
        List<OfFile> own = driver.files().stream().map(file -> OfFile.of(file.path(), file, stamps, started)).toList();
        var files = new ArrayList<OfFile>();
        new TreeMap<>(asked.files()).forEach((path, file) -> files.add(file
                .map(there -> OfFile.of(path, there, stamps, started))
                .orElseGet(() -> new OfFile(path, NO_STAMP, new byte[0]))));
        var said = new ArrayList<Said>();
        new TreeMap<>(asked.folders()).forEach((path, is) -> said.add(new Said(Question.FOLDER.ordinal(), path, is.toString(), NO_STAMP)));
        add(Question.HEADERS, asked.headerFolders(), _ -> NO_STAMP, said);
        add(Question.SIBLINGS, asked.siblings(), path -> stamps.folder(path).orElse(NO_STAMP), said);
        add(Question.LIBRARY, asked.libraries(), _ -> NO_STAMP, said);
        var definers = new TreeMap<String, String>();
        asked.definers().forEach((question, answer) ->
                definers.put(question.path() + "\0" + String.join("\0", new TreeSet<>(question.names())), definers(answer)));
        definers.forEach((question, answer) -> said.add(new Said(
                Question.DEFINERS.ordinal(), question, answer, stamps.folder(path(question)).orElse(NO_STAMP))));
        return new Answers(own, files, said, first);
    }

    private static void add(Question question, Map<String, List<String>> answers, Function<String, Stamp> folder, List<Said> said) {
        new TreeMap<>(answers).forEach(
                (path, answer) -> said.add(new Said(question.ordinal(), path, String.join("\0", answer), folder.apply(path))));
    }

    /// The path in a question, which other words may follow.
    private static String path(String question) {
        return question.split("\0", 2)[0];
    }

    private static String definers(Optional<List<String>> answer) {
        return answer.map(paths -> "\0" + String.join("\0", paths)).orElse("");
    }

    /// The same answers with the stamps of now, where a driver and its files would give the same; else nothing.
    Optional<Answers> again(Driver driver, Stamped stamps, long started) {
        var ownNow = new ArrayList<OfFile>();
        for (int index = 0; index < own.size(); index++) {
            SourceFile file = driver.files().get(index);
            OfFile known = own.get(index);
            boolean isSame = stamps.stampOf(file).filter(known.stamp()::equals).isPresent();
            Optional<OfFile> now = isSame ? Optional.of(known) : known.again(Optional.of(file), stamps, started);
            if (now.isEmpty()) {
                return Optional.empty();
            }
            ownNow.add(now.get());
        }
        if (!said.stream().allMatch(one -> isSame(one, driver.provider(), stamps))) {
            return Optional.empty();
        }
        var filesNow = new ArrayList<OfFile>();
        for (OfFile known : files) {
            Optional<Stamp> stamp = stamps.stamp(known.path());
            boolean isSame = known.isThere() ? stamp.filter(known.stamp()::equals).isPresent() : stamp.isEmpty();
            Optional<OfFile> now = isSame ? Optional.of(known)
                    : known.again(stamp.flatMap(_ -> driver.provider().read(known.path())), stamps, started);
            if (now.isEmpty()) {
                return Optional.empty();
            }
            filesNow.add(now.get());
        }
        return Optional.of(new Answers(ownNow, filesNow, said, first));
    }

    private static boolean isSame(Said asked, FileProvider provider, Stamped stamps) {
        Optional<Stamp> folder = stamps.folder(path(asked.path()));
        return folder.isPresent() && folder.get().equals(asked.folder()) || asked.answer().equals(answer(asked, provider));
    }

    private static String answer(Said asked, FileProvider provider) {
        return switch (Question.values()[asked.question()]) {
            case FOLDER -> Boolean.toString(provider.hasFolder(asked.path()));
            case HEADERS -> String.join("\0", provider.headerFolders(asked.path()));
            case SIBLINGS -> String.join("\0", provider.siblings(asked.path()));
            case LIBRARY -> String.join("\0", provider.library(asked.path()));
            case DEFINERS -> {
                String[] question = asked.path().split("\0");
                yield definers(provider.definers(question[0], new TreeSet<>(Arrays.asList(question).subList(1, question.length))));
            }
        };
    }

    void write(DataOutputStream out) throws IOException {
        for (List<OfFile> some : List.of(own, files)) {
            out.writeInt(some.size());
            for (OfFile file : some) {
                out.writeUTF(file.path());
                out.writeBoolean(file.isThere());
                if (file.isThere()) {
                    out.write(file.digest());
                    write(file.stamp(), out);
                }
            }
        }
        out.writeInt(said.size());
        for (Said one : said) {
            out.writeByte(one.question());
            out.writeUTF(one.path());
            out.writeUTF(one.answer());
            write(one.folder(), out);
        }
        for (Set<String> some : List.of(first.paths(), first.folders())) {
            out.writeInt(some.size());
            for (String path : new TreeSet<>(some)) {
                out.writeUTF(path);
            }
        }
    }

    private static void write(Stamp stamp, DataOutputStream out) throws IOException {
        out.writeLong(stamp.size());
        out.writeLong(stamp.modified());
        out.writeLong(stamp.changed());
        out.writeLong(stamp.inode());
        out.writeLong(stamp.device());
    }

    private static Stamp stamp(DataInputStream in) throws IOException {
        return new Stamp(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    static Answers read(DataInputStream in) throws IOException {
        List<OfFile> own = files(in);
        List<OfFile> files = files(in);
        var said = new ArrayList<Said>();
        for (int left = in.readInt(); left > 0; left--) {
            said.add(new Said(in.readByte(), in.readUTF(), in.readUTF(), stamp(in)));
        }
        return new Answers(own, files, said, new KnownFiles.Reach(paths(in), paths(in)));
    }

    private static Set<String> paths(DataInputStream in) throws IOException {
        var paths = new HashSet<String>();
        for (int left = in.readInt(); left > 0; left--) {
            paths.add(in.readUTF());
        }
        return paths;
    }

    private static List<OfFile> files(DataInputStream in) throws IOException {
        var files = new ArrayList<OfFile>();
        for (int left = in.readInt(); left > 0; left--) {
            String path = in.readUTF();
            if (in.readBoolean()) {
                byte[] digest = new byte[DIGEST];
                in.readFully(digest);
                files.add(new OfFile(path, stamp(in), digest));
            } else {
                files.add(new OfFile(path, NO_STAMP, new byte[0]));
            }
        }
        return files;
    }
}
