// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder with a service in it: an archive with a commit for each mail, a repository that patches are for, and a configuration.
final class WatchFolder implements AutoCloseable {
    static final String DRIVER = "drivers/x/x.c";
    static final String RIGHT = Drivers.driver("\tio_uring_cmd_done(cmd, 0, issue_flags);\n\treturn -EIOCBQUEUED;\n");
    static final String WRONG = RIGHT.replace("return -EIOCBQUEUED", "return 0");

    final Path folder;
    final Repo archive;
    final Repo base;
    /// A patch that completes a command twice.
    final String diff;

    private int mails;

    WatchFolder(Path folder) throws IOException {
        this.folder = folder;
        archive = new Repo(Files.createDirectories(folder.resolve("archive")));
        base = new Repo(Files.createDirectories(folder.resolve("linux")));
        String before = base.write(DRIVER, RIGHT).commit("x: add a driver");
        String after = base.write(DRIVER, WRONG).commit("x: return zero");
        diff = base.diff(before, after);
        base.write(DRIVER, RIGHT).commit("x: return that it is queued");
    }

    /// Writes the configuration: what every test needs, and more lines.
    WatchFolder configure(String more) throws IOException {
        Files.writeString(folder.resolve("watch.yml"), """
                state: state
                bases: [linux]
                lists:
                  x-list:
                    public-inbox: archive
                    from: all
                    mail: reply-all
                    embargo: 0s
                series: {quiet: 0s}
                log: log.json
                """ + more);
        return this;
    }

    /// A mail with the wrong patch.
    String patch(String id, String author, String subject) {
        String fields = "To: x-list@example.org\nCc: Maintainer <maintainer@example.org>, other@elsewhere.example\n";
        return mail(id, author, subject, fields, "Words.\n---\n" + diff + "-- \n2.43.0\n");
    }

    static String mail(String id, String author, String subject, String fields, String text) {
        return "From: Driver Author <" + author + ">\nSubject: " + subject + "\nMessage-ID: <" + id + ">\n" + fields
                + "Date: Sat, 31 Jan 2026 12:00:00 +0000\n\n" + text;
    }

    /// Posts a mail to the list.
    WatchFolder post(String mail) {
        archive.write("m", mail).commit("mail " + ++mails);
        return this;
    }

    Cli watch(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "watch";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Cli.run(folder, all);
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Override
    public void close() {
        archive.close();
        base.close();
    }
}
