// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/// A git repository for a test.
final class Repo implements AutoCloseable {
    private static final PersonIdent AUTHOR = new PersonIdent(
            "Driver Author", "author@example.org", Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

    final Path folder;
    private final Git git;

    Repo(Path folder) {
        this.folder = folder;
        try {
            git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    Repo write(String path, String text) {
        try {
            Drivers.write(folder.resolve(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Repo remove(String path) {
        try {
            Files.delete(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Removes those that are there.
    Repo clear(String first, String... others) {
        for (String path : Stream.concat(Stream.of(first), Stream.of(others)).toList()) {
            if (Files.exists(folder.resolve(path))) {
                remove(path);
            }
        }
        return this;
    }

    Repo stage() {
        try {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /// Commits all that is there, and returns the full name.
    String commit(String subject) {
        stage();
        try {
            return git.commit().setMessage(subject).setAuthor(AUTHOR).setCommitter(AUTHOR).setSign(false).call().name();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The difference of two commits as git shows it.
    String diff(String before, String after) {
        var out = new ByteArrayOutputStream();
        try (var formatter = new DiffFormatter(out)) {
            formatter.setRepository(git.getRepository());
            formatter.setDetectRenames(true);
            formatter.format(ObjectId.fromString(tree(before)), ObjectId.fromString(tree(after)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private String tree(String commit) throws IOException {
        return git.getRepository().resolve(commit + "^{tree}").name();
    }

    /// Whether a loose object is the content of a file.
    boolean isBlob(Path object) {
        try {
            ObjectId id = ObjectId.fromString(object.getParent().getFileName().toString() + object.getFileName());
            return git.getRepository().open(id).getType() == Constants.OBJ_BLOB;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Cli check(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Cli.run(folder, all);
    }

    @Override
    public void close() {
        git.close();
    }
}
