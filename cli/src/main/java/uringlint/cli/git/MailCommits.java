// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A repository with a commit for each mail, as public-inbox keeps archives: the mail is the file `m` of its commit.
public final class MailCommits implements AutoCloseable {
    private static final String MAIL = "m";
    /// A mail of more bytes than this is no patch that anybody reads.
    private static final int MOST = 20 << 20;

    private final Repository repository;

    private MailCommits(Repository repository) {
        this.repository = repository;
    }

    /// What came after a commit. `isRewritten` says that the history does not have that commit any more.
    public record News(List<MailCommit> entries, boolean isRewritten) {
        public News {
            entries = List.copyOf(entries);
        }
    }

    /// The bare repository in a folder, or the one of a work tree.
    public static MailCommits open(Path folder) throws GitException {
        QuietSystem.install();
        try {
            Path place = Files.isDirectory(folder.resolve(".git")) ? folder.resolve(".git") : folder;
            if (!Files.isRegularFile(place.resolve("HEAD")) || !Files.isDirectory(place.resolve("objects"))) {
                throw new GitException("`" + folder + "` is no git repository");
            }
            return new MailCommits(new FileRepositoryBuilder().setMustExist(true).setGitDir(place.toFile()).build());
        } catch (IOException e) {
            throw new GitException("the repository `" + folder + "` cannot be read: " + e.getMessage());
        }
    }

    /// The last commit; empty where there is none yet.
    public Optional<MailCommit> last() throws GitException {
        try (var walk = new RevWalk(repository)) {
            ObjectId head = repository.resolve(Constants.HEAD);
            return head == null ? Optional.empty() : Optional.of(entry(walk.parseCommit(head)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// The commits after `known`, the oldest first, of those that are not older than `since`. Where the history does not have `known`,
    /// or it is empty, all of them. What was walked over is left in `backlog`, which is asked first.
    public News after(String known, long since, Backlog backlog) throws GitException {
        try {
            ObjectId head = repository.resolve(Constants.HEAD);
            if (head == null) {
                return new News(List.of(), false);
            }
            Path place = repository.getDirectory().toPath();
            Optional<List<MailCommit>> seen = backlog.after(place, head.name(), known);
            News news = seen.isPresent() ? new News(seen.get(), false) : walk(head, known);
            if (!news.isRewritten()) {
                backlog.keep(place, head.name(), known, news.entries());
            }
            return new News(news.entries().stream().filter(entry -> entry.time() >= since).toList(), news.isRewritten());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private News walk(ObjectId head, String known) throws IOException {
        try (var walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(head));
            var entries = new ArrayList<MailCommit>();
            boolean isMet = known.isEmpty();
            for (RevCommit commit : walk) {
                if (commit.name().equals(known)) {
                    isMet = true;
                    break;
                }
                entries.add(entry(commit));
            }
            Collections.reverse(entries);
            return new News(entries, !isMet);
        }
    }

    private static MailCommit entry(RevCommit commit) {
        // JGit takes the times behind 2038 for some before 1970.
        return new MailCommit(commit.name(), Integer.toUnsignedLong(commit.getCommitTime()));
    }

    /// The mail of a commit; empty for a commit that removes one, and for what is too large.
    public Optional<byte[]> mail(MailCommit entry) throws GitException, LostMail {
        try (var walk = new RevWalk(repository);
                var file = TreeWalk.forPath(repository, MAIL, walk.parseCommit(ObjectId.fromString(entry.commit())).getTree())) {
            if (file == null) {
                return Optional.empty();
            }
            var blob = repository.open(file.getObjectId(0));
            return blob.getSize() > MOST ? Optional.empty() : Optional.of(blob.getBytes(MOST));
        } catch (MissingObjectException | CorruptObjectException e) {
            throw new LostMail("the mail of commit %s is not in `%s`: %s"
                    .formatted(entry.commit(), repository.getDirectory(), e.getMessage()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private GitException unreadable(IOException e) {
        return new GitException("a part of `" + repository.getDirectory() + "` cannot be read: " + e.getMessage());
    }

    @Override
    public void close() {
        repository.close();
    }
}
