// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
record Answers(List<OfFile> own, List<OfFile> files, List<Said> said) {
    /// Nobody is older than the epoch: the stamp of a file that has none that can be trusted.
    private static final Stamp NO_STAMP = new Stamp(-1, -1, -1, -1);

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

    /// A question about a path, and its answer.
    record Said(int question, String path, String answer) {}

    /// What was asked for in the analysis of a driver. `started` is when the run began, in milliseconds of the epoch.
    static Answers of(KnownFiles.Asked asked, Driver driver, Stamped stamps, long started) {
        List<OfFile> own = driver.files().stream().map(file -> OfFile.of(file.path(), file, stamps, started)).toList();
        var files = new ArrayList<OfFile>();
        new TreeMap<>(asked.files()).forEach((path, file) -> files.add(file
                .map(there -> OfFile.of(path, there, stamps, started))
                .orElseGet(() -> new OfFile(path, NO_STAMP, new byte[0]))));
        var said = new ArrayList<Said>();
        new TreeMap<>(asked.folders()).forEach((path, is) -> said.add(new Said(Question.FOLDER.ordinal(), path, is.toString())));
        add(Question.HEADERS, asked.headerFolders(), said);
        add(Question.SIBLINGS, asked.siblings(), said);
        add(Question.LIBRARY, asked.libraries(), said);
        var definers = new TreeMap<String, String>();
        asked.definers().forEach((question, answer) ->
                definers.put(question.path() + "\0" + String.join("\0", new TreeSet<>(question.names())), definers(answer)));
        definers.forEach((question, answer) -> said.add(new Said(Question.DEFINERS.ordinal(), question, answer)));
        return new Answers(own, files, said);
    }

    private static void add(Question question, Map<String, List<String>> answers, List<Said> said) {
        new TreeMap<>(answers).forEach((path, answer) -> said.add(new Said(question.ordinal(), path, String.join("\0", answer))));
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
        if (!said.stream().allMatch(one -> one.answer().equals(answer(one, driver.provider())))) {
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
        return Optional.of(new Answers(ownNow, filesNow, said));
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
                    out.writeLong(file.stamp().size());
                    out.writeLong(file.stamp().modified());
                    out.writeLong(file.stamp().changed());
                    out.writeLong(file.stamp().inode());
                }
            }
        }
        out.writeInt(said.size());
        for (Said one : said) {
            out.writeByte(one.question());
            out.writeUTF(one.path());
            out.writeUTF(one.answer());
        }
    }

    static Answers read(DataInputStream in) throws IOException {
        List<OfFile> own = files(in);
        List<OfFile> files = files(in);
        var said = new ArrayList<Said>();
        for (int left = in.readInt(); left > 0; left--) {
            said.add(new Said(in.readByte(), in.readUTF(), in.readUTF()));
        }
        return new Answers(own, files, said);
    }

    private static List<OfFile> files(DataInputStream in) throws IOException {
        var files = new ArrayList<OfFile>();
        for (int left = in.readInt(); left > 0; left--) {
            String path = in.readUTF();
            if (in.readBoolean()) {
                byte[] digest = new byte[DIGEST];
                in.readFully(digest);
                files.add(new OfFile(path, new Stamp(in.readLong(), in.readLong(), in.readLong(), in.readLong()), digest));
            } else {
                files.add(new OfFile(path, NO_STAMP, new byte[0]));
            }
        }
        return files;
    }
}
