// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service beside the programs that operators have: what these fill is read.
class WatchProgramsTest {
    @TempDir
    Path folder;

    private WatchFolder service;

    @BeforeEach
    void open() throws IOException {
        service = new WatchFolder(folder);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void theRealProgramsWorkTogether() throws IOException {
        assumeTrue(Program.exists("public-inbox-init") && Program.exists("public-inbox-mda"));
        var environment = new HashMap<>(Map.of("HOME", folder.resolve("home").toString(), "PI_DIR", folder.resolve("pi").toString()));
        Files.createDirectories(folder.resolve("home"));
        String inbox = folder.resolve("inbox").toString();
        run(environment, "public-inbox-init", "-V2", "x-list", inbox, "http://localhost/x", "x-list@example.org");
        run(environment, "git", "config", "-f", folder.resolve("pi/config").toString(), "publicinboxmda.spamcheck", "none");
        environment.put("ORIGINAL_RECIPIENT", "x-list@example.org");
        Path mail = folder.resolve("mail.eml");
        Files.writeString(mail, service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
        run(environment, "sh", "-c", "exec public-inbox-mda --no-precheck < '" + mail + "'");
        service.configure("""
                mail: {on: true, from: bot@ci.example.org, operator: Run by a test., domains: [example.org], oldest: 9999d}
                page: {on: true, folder: www}
                """);
        Files.writeString(folder.resolve("watch.yml"), service.read("watch.yml").replace("public-inbox: archive", "public-inbox: inbox"));
        assertThat(service.watch("once").exit()).isZero();
        assertThat(service.read("www/series/1.html")).contains("double-completion").contains("It would be sent.");
    }

    @Test
    void b4PutsSeriesTogether() throws IOException {
        assumeTrue(Program.exists("b4"));
        service.configure("");
        Files.writeString(folder.resolve("watch.yml"), service.read("watch.yml").replace("quiet: 0s", "quiet: 0s, by: b4"));
        for (String mail : Files.readString(Path.of("../docs/replies/series.mbox")).split("(?m)^From \\S+ .*\\d\\d:\\d\\d.*\n")) {
            if (!mail.isBlank()) {
                service.post(mail);
            }
        }
        service.watch("once");
        assertThat(service.watch("why", "20260131120000.1-3-author@example.org").out()).contains("3 of 3 patches").contains("6 findings");
    }

    @Test
    void mailsOfAServerComeByMbsync() throws IOException {
        assumeTrue(Program.exists("mbsync") && Program.exists("/usr/lib/dovecot/imap") && Program.exists("setpriv"));
        Path there = folder.resolve("there");
        for (String part : List.of("new", "cur", "tmp")) {
            Files.createDirectories(there.resolve(part));
        }
        Files.createDirectories(folder.resolve("here"));
        String mail = service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero");
        Files.writeString(there.resolve("new/1769860800.a.host"), mail);
        // Dovecot lets nobody in as root.
        boolean isRoot = run(Map.of(), "id", "-u").strip().equals("0");
        String user = isRoot ? "65534" : run(Map.of(), "id", "-u").strip();
        String group = isRoot ? "65534" : run(Map.of(), "id", "-g").strip();
        if (isRoot) {
            run(Map.of(), "chown", "-R", user + ":" + group, there.toString());
            run(Map.of(), "chmod", "755", folder.toString());
        }
        Files.writeString(folder.resolve("dovecot.conf"), """
                mail_location = maildir:%1$s
                log_path = /dev/stderr
                mail_uid = %2$s
                mail_gid = %3$s
                first_valid_uid = 0
                first_valid_gid = 0
                """.formatted(there, user, group));
        String as = isRoot ? "setpriv --reuid=" + user + " --regid=" + group + " --clear-groups " : "";
        Files.writeString(folder.resolve("mbsyncrc"), """
                IMAPStore there
                Tunnel "USER=somebody HOME=%1$s exec %2$s/usr/lib/dovecot/imap -c %3$s/dovecot.conf"

                MaildirStore here
                Inbox %3$s/here/INBOX

                Channel x
                Far :there:
                Near :here:
                Create Near
                SyncState *
                """.formatted(there, as, folder));
        run(Map.of("HOME", folder.toString()), "mbsync", "-q", "-c", folder.resolve("mbsyncrc").toString(), "-a");
        service.configure("");
        Files.writeString(folder.resolve("watch.yml"), service.read("watch.yml").replace("public-inbox: archive", "maildir: here/INBOX"));
        service.watch("once");
        assertThat(service.watch("why", "1@example.org").out()).contains("judged: 1 finding");
    }

    @Test
    void aMaildirThatLeiFillsIsRead() throws IOException {
        assumeTrue(Program.exists("lei") && Program.exists("public-inbox-mda"), "lei and public-inbox are not installed");
        var environment = new HashMap<>(Map.of("HOME", folder.resolve("home").toString(), "PI_DIR", folder.resolve("pi").toString()));
        // Its daemon listens there, and the name of a socket may not be long.
        Path sockets = Files.createTempDirectory("lei", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        environment.put("XDG_RUNTIME_DIR", sockets.toString());
        environment.put("ORIGINAL_RECIPIENT", "x-list@example.org");
        Files.createDirectories(folder.resolve("home"));
        String inbox = folder.resolve("inbox").toString();
        String maildir = folder.resolve("maildir").toString();
        run(environment, "public-inbox-init", "-V2", "x-list", inbox, "http://localhost/x", "x-list@example.org");
        run(environment, "git", "config", "-f", folder.resolve("pi/config").toString(), "publicinboxmda.spamcheck", "none");
        service.configure("");
        Files.writeString(folder.resolve("watch.yml"), service.read("watch.yml").replace("public-inbox: archive", "maildir: maildir"));
        try {
            deliver(environment, inbox, service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
            run(environment, "lei", "q", "-q", "-I", inbox, "-o", "maildir:" + maildir, "s:PATCH");
            service.watch("once");
            assertThat(service.watch("why", "1@example.org").out()).contains("judged: 1 finding");
            deliver(environment, inbox, service.patch("2@example.org", "other@example.org", "[PATCH] x: return zero, again"));
            run(environment, "lei", "up", "-q", maildir);
            service.watch("once");
            assertThat(service.watch("why", "2@example.org").out()).contains("judged: 1 finding");
            assertThat(service.watch("status").out()).contains("     2  judged");
        } finally {
            Program.run(folder, environment, List.of("lei", "daemon-kill"));
        }
    }

    /// Puts a mail into an inbox of public-inbox that can be searched.
    private void deliver(Map<String, String> environment, String inbox, String mail) throws IOException {
        Files.writeString(folder.resolve("mail.eml"), mail);
        run(environment, "sh", "-c", "exec public-inbox-mda --no-precheck < mail.eml");
        run(environment, "public-inbox-index", "--reindex", "-L", "medium", inbox);
    }

    private String run(Map<String, String> environment, String... command) throws IOException {
        Program program = Program.run(folder, environment, List.of(command));
        assertThat(program.exit()).as(program.err()).isZero();
        return program.out();
    }
}
