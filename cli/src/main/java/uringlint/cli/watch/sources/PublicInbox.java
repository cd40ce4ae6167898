// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uringlint.cli.git.Backlog;
import uringlint.cli.git.GitException;
import uringlint.cli.git.LostMail;
import uringlint.cli.git.MailCommit;
import uringlint.cli.git.MailCommits;

/// An archive of public-inbox (version 2): a repository for each epoch, with a commit for each mail. A single repository of that form
/// will do.
///
/// A position is the number of an epoch, the last commit of it that was read, and when that was made.
public final class PublicInbox implements Source {
    private static final Pattern EPOCH = Pattern.compile("(\\d{1,6})\\.git");
    private static final Pattern POSITION = Pattern.compile("(\\d{1,6}) ([0-9a-f]{40}|-) (\\d{1,18})");
    private static final int MOST = 200;
    /// How far back a history that was rewritten is read again; what is known of it is known by its ids.
    private static final long AGAIN = 14L * 24 * 3600;

    private final Path folder;
    private final long since;
    private final long now;
    private final Backlog backlog;

    /// `since` is the time in seconds before which nothing is read, and `now` the one after which nothing has come yet. `backlog` is what
    /// earlier looks have left.
    public PublicInbox(Path folder, long since, long now, Backlog backlog) {
        this.backlog = backlog;
        this.folder = folder;
        this.since = since;
        this.now = now;
    }

    private record Epoch(int number, Path folder) {}

    private record Position(int epoch, String commit, long time) {
        static Position of(String text) {
            Matcher matcher = POSITION.matcher(text);
            return matcher.matches()
                    ? new Position(
                            Integer.parseInt(matcher.group(1)),
                            matcher.group(2).equals("-") ? "" : matcher.group(2),
                            Long.parseLong(matcher.group(3)))
                    : new Position(0, "", 0);
        }
    }

    @Override
    public void read(String position, Set<String> names, Taker taker) throws IOException {
        Position from = Position.of(position);
        // Where to begin; a mail that comes later has come, however old it says to be.
        long start = position.isEmpty() ? since : 0;
        for (Epoch epoch : epochs()) {
            if (epoch.number() >= from.epoch()) {
                String known = epoch.number() == from.epoch() ? from.commit() : "";
                try (MailCommits commits = MailCommits.open(epoch.folder())) {
                    read(epoch, commits.after(known, start, backlog), commits, from.time(), taker);
                } catch (GitException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        }
    }

    private void read(Epoch epoch, MailCommits.News news, MailCommits commits, long time, Taker taker) throws GitException, IOException {
        // What is there has come, whatever its time says; only in a rehearsal it may be too early for it.
        long machine = System.currentTimeMillis() / 1000;
        List<MailCommit> entries = news.isRewritten()
                ? news.entries().stream().filter(entry -> entry.time() >= time - AGAIN).toList()
                : news.entries();
        entries = entries.stream().takeWhile(entry -> Math.min(entry.time(), machine) <= now).toList();
        String remark = news.isRewritten() ? "the history of " + epoch.folder() + " was rewritten; it is read again" : "";
        for (int start = 0; start < entries.size(); start += MOST) {
            List<MailCommit> some = entries.subList(start, Math.min(entries.size(), start + MOST));
            var mails = new ArrayList<Incoming>();
            var lost = new ArrayList<String>();
            for (MailCommit entry : some) {
                try {
                    commits.mail(entry).ifPresent(bytes -> mails.add(new Incoming(bytes, entry.time())));
                } catch (LostMail e) {
                    lost.add(e.getMessage());
                }
            }
            MailCommit last = some.getLast();
            String position = epoch.number() + " " + last.commit() + " " + Math.min(last.time(), now);
            taker.take(new Batch(mails, position, List.of(), lost, start == 0 ? remark : ""));
        }
    }

    /// The epochs in their order.
    private List<Epoch> epochs() throws IOException {
        Path place = Files.isDirectory(folder.resolve("git")) ? folder.resolve("git") : folder;
        try (Stream<Path> files = Files.list(place)) {
            List<Epoch> epochs = files.filter(Files::isDirectory)
                    .map(file -> new Epoch(number(file), file))
                    .filter(epoch -> epoch.number() >= 0)
                    .sorted(Comparator.comparingInt(Epoch::number))
                    .toList();
            return epochs.isEmpty() ? List.of(new Epoch(0, folder)) : epochs;
        }
    }

    private static int number(Path file) {
        Matcher matcher = EPOCH.matcher(String.valueOf(file.getFileName()));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    /// The position behind all that is there now.
    public String end() throws IOException {
        Epoch last = epochs().getLast();
        try (MailCommits commits = MailCommits.open(last.folder())) {
            return commits.last().map(entry -> last.number() + " " + entry.commit() + " " + entry.time()).orElse(last.number() + " - 0");
        } catch (GitException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
