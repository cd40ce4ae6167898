// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service from mails to mails.
class WatchTest {
    @TempDir
    Path folder;

    private WatchFolder service;
    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void open() throws IOException {
        service = new WatchFolder(folder);
        mails.start();
    }

    @AfterEach
    void close() {
        service.close();
        mails.stop();
    }

    private String mail() {
        return """
                mail:
                  on: true
                  from: uringlint <bot@ci.example.org>
                  operator: Run by a test; write to nobody@example.org to stop it.
                  domains: [example.org]
                  oldest: 9999d
                  smtp: smtp://127.0.0.1:%d
                """.formatted(mails.getSmtp().getPort());
    }

    @Test
    void fromAnArchiveToAMailAPageAndACheck() throws IOException, MessagingException {
        try (var patchwork = new Patchwork(Map.of("1@example.org", 7L))) {
            Files.writeString(folder.resolve("token"), "secret\n");
            service.configure("dry-run: false\n" + mail() + """
                    page: {on: true, folder: www, url: "https://ci.example.org/"}
                    kcidb: {on: true, folder: kcidb}
                    webhook: {on: true, url: "%1$s/hook"}
                    patchwork: {on: true, url: "%1$s", project: x, token: token}
                    metrics: metrics.prom
                    """.formatted(patchwork.url()));
            service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
            service.post(WatchFolder.mail("2@example.org", "reader@example.org", "Re: [PATCH] x: return zero",
                    "In-Reply-To: <1@example.org>\n", "Fine.\n"));
            Cli run = service.watch("once");
            assertThat(run.err()).isEmpty();
            assertThat(run.exit()).isZero();

            MimeMessage[] received = mails.getReceivedMessages();
            assertThat(recipients()).containsExactlyInAnyOrder("author@example.org", "maintainer@example.org", "x-list@example.org");
            assertThat(received[0].getSubject()).isEqualTo("Re: [PATCH] x: return zero");
            assertThat(received[0].getHeader("In-Reply-To", "")).isEqualTo("<1@example.org>");
            assertThat(body(received[0])).contains("completes `cmd` a second time").contains("Run by a test");
            assertThat(received[0].getHeader("Cc", "")).doesNotContain("elsewhere");

            String page = service.read("www/series/1.html");
            assertThat(page).contains("x: return zero").contains("which has the files that it was made from").contains("double-completion");
            assertThat(service.read("www/index.html")).contains("series/1.html").contains("1 finding");
            assertThat(service.read("www/feed.xml")).contains("https://ci.example.org/series/1.html");
            assertThat(patchwork.wrong).isEmpty();
            JsonObject check = patchwork.checks.getFirst();
            assertThat(check.get("state").getAsString()).isEqualTo("fail");
            assertThat(check.get("context").getAsString()).isEqualTo("uringlint");
            assertThat(check.get("target_url").getAsString()).isEqualTo("https://ci.example.org/series/1.html");
            assertThat(patchwork.hooks.getFirst()).contains("double-completion");
            String kcidb = service.read("kcidb/kcidb-1.json");
            assertThat(kcidb).contains("uringlint.double_completion").contains("\"message_id\":\"1@example.org\"");
            assertThat(PublishedForms.kcidb(kcidb)).isEmpty();
            assertThat(PublishedForms.kcidb(kcidb.replace("\"comment\"", "\"contacts\""))).as("what is wrong is seen").isNotEmpty();
            assertThat(service.read("metrics.prom")).contains("uringlint_versions{state=\"judged\"} 1");

            assertThat(service.watch("once").exit()).isZero();
            assertThat(mails.getReceivedMessages()).hasSize(received.length);
            assertThat(patchwork.checks).hasSize(1);
            assertThat(service.watch("why", "1@example.org").out())
                    .contains("member").contains("judged: 1 finding").contains("mail: sent").contains("found by contents");
            assertThat(service.watch("why", "2@example.org").out()).contains("reply");
            assertThat(service.watch("status").out()).contains("1  mail, sent").contains("1  member");
        }
    }

    private List<String> recipients() throws MessagingException {
        var all = new ArrayList<String>();
        for (var user : mails.getUserManager().listUser()) {
            mails.getReceivedMessagesForDomain(user.getEmail());
            if (mails.getReceivedMessagesForDomain(user.getEmail()).length > 0) {
                all.add(user.getEmail());
            }
        }
        return all;
    }

    private static String body(MimeMessage mail) throws MessagingException, IOException {
        return new String(mail.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    @Test
    void nothingLeavesADryRun() throws IOException {
        service.configure(mail());
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
        assertThat(service.watch("once").exit()).isZero();
        assertThat(mails.getReceivedMessages()).isEmpty();
        assertThat(service.watch("status").out()).contains("1  mail, dry");
        try (var files = Files.list(folder.resolve("state/outbox/new"))) {
            assertThat(Files.readString(files.findFirst().orElseThrow())).contains("Subject: Re: [PATCH] x: return zero");
        }
    }

    @Test
    void aPersonReleasesWhatIsModerated() throws IOException {
        service.configure("dry-run: false\n" + mail());
        Files.writeString(folder.resolve("watch.yml"), service.read("watch.yml").replace("mail: reply-all", "mail: moderated"));
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
        service.watch("once");
        assertThat(mails.getReceivedMessages()).isEmpty();
        assertThat(service.watch("status").out()).contains("1: held, Subject: Re: [PATCH] x: return zero");
        assertThat(service.watch("release", "2").err()).contains("there is no mail 2");
        assertThat(service.watch("release", "1").exit()).isZero();
        service.watch("once");
        assertThat(mails.getReceivedMessages()).hasSize(1);
        assertThat(service.watch("release", "1").err()).contains("it is `sent`");
    }

    @Test
    void anotherLookTellsWhatIsNew() throws IOException {
        service.configure("");
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
        service.watch("once");
        assertThat(service.watch("replay", "1@example.org").out())
                .contains("  drivers/x/x.c:6: error[double-completion]").contains("Subject: Re: [PATCH] x: return zero");
        assertThat(service.watch("replay", "9@example.org").err()).contains("no mail `9@example.org` of a series has come");
    }

    @Test
    void theNewestVersionIsAnsweredAndComparedWithTheOneBefore() throws IOException, MessagingException {
        service.configure("dry-run: false\n" + mail());
        service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
        service.watch("once");
        service.post(service.patch("2@example.org", "author@example.org", "[PATCH v2] x: return zero"));
        service.watch("once");
        MimeMessage[] received = mails.getReceivedMessages();
        assertThat(body(received[received.length - 1])).contains("The previous version had this, too.");
        service.post(service.patch("3@example.org", "author@example.org", "[PATCH v3] x: return zero"));
        service.post(service.patch("4@example.org", "author@example.org", "[PATCH v4] x: return zero"));
        service.watch("once");
        assertThat(service.watch("why", "3@example.org").out()).contains("left: there is a newer version");
    }

    @Test
    void patchesWithoutCommandsAreLeftAlone() throws IOException {
        service.configure("");
        service.post(WatchFolder.mail("1@example.org", "author@example.org", "[PATCH] y: a word", "",
                "Words.\n---\n--- a/y.c\n+++ b/y.c\n@@ -1 +1 @@\n-int x;\n+int y;\n"));
        service.post(WatchFolder.mail("2@example.org", "author@example.org", "[PATCH] x: a word", "X-uringlint: ignore\n", service.diff));
        service.watch("once");
        assertThat(service.watch("why", "1@example.org").out()).contains("left: nothing in it has to do with commands");
        assertThat(service.watch("why", "2@example.org").out()).contains("left: its author wants no answer");
        assertThat(service.read("log.json").lines()).allSatisfy(line -> assertThat(JsonParser.parseString(line).isJsonObject()).isTrue());
    }

    @Test
    void aCheckNeedsNoPage() throws IOException {
        try (var patchwork = new Patchwork(Map.of("1@example.org", 7L, "2@example.org", 8L))) {
            Files.writeString(folder.resolve("token"), "secret\n");
            service.configure("dry-run: false\npatchwork: {on: true, url: \"%s\", project: x, token: token}\n".formatted(patchwork.url())
                    + "kcidb: {on: true, folder: kcidb}\n");
            service.post(service.patch("1@example.org", "author@example.org", "[PATCH] x: return zero"));
            String harmless = service.diff.replace("+\treturn 0;", "+\treturn -EIOCBQUEUED + 0;");
            service.post(WatchFolder.mail("2@example.org", "other@example.org", "[PATCH] x: a word", "", "Words.\n---\n" + harmless));
            assertThat(service.watch("once").exit()).isZero();
            assertThat(patchwork.wrong).isEmpty();
            assertThat(patchwork.checks).extracting(check -> check.get("state").getAsString()).containsExactly("fail", "success");
            for (int number = 1; number <= 2; number++) {
                assertThat(PublishedForms.kcidb(service.read("kcidb/kcidb-" + number + ".json"))).isEmpty();
            }
            assertThat(service.read("kcidb/kcidb-2.json")).contains("\"path\":\"uringlint\",\"status\":\"PASS\"");
        }
    }

    /// A server that answers as Patchwork does, for the patches of a project by their names, and takes what is posted. Which requests there
    /// are, and what may be asked by them, is from the same page as [PublishedForms]. (The addresses have a slash behind them, without
    /// which the server of Patchwork 3.1.3 sends whoever asks to the one with it.)
    private static final class Patchwork implements AutoCloseable {
        private final com.sun.net.httpserver.HttpServer server;
        private final List<JsonObject> checks = new ArrayList<>();
        private final List<String> hooks = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();

        Patchwork(Map<String, Long> patches) throws IOException {
            server = com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String said = answer(exchange.getRequestMethod(), exchange.getRequestURI(), body, patches);
                byte[] answer = said.getBytes(StandardCharsets.UTF_8);
                boolean isPatchwork = exchange.getRequestURI().getPath().startsWith("/api/");
                if (isPatchwork && !"Token secret".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    wrong.add("no token");
                }
                boolean isMade = isPatchwork && exchange.getRequestMethod().equals("POST");
                exchange.sendResponseHeaders(isMade ? 201 : 200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
        }

        private String answer(String method, java.net.URI place, String body, Map<String, Long> patches) {
            if (place.getPath().equals("/hook")) {
                hooks.add(body);
                return "";
            }
            var found = new JsonArray();
            if (method.equals("GET") && place.getPath().equals("/api/patches/")
                    && place.getRawQuery().matches("project=x&msgid=[\\w.%-]+")) {
                patches.forEach((id, number) -> {
                    if (place.getQuery().endsWith("msgid=" + id)) {
                        found.add(JsonParser.parseString("{\"id\": " + number + ", \"msgid\": \"<" + id + ">\"}"));
                    }
                });
            } else if (method.equals("POST") && place.getPath().matches("/api/patches/[78]/checks/") && place.getQuery() == null) {
                PublishedForms.check(body).forEach(error -> wrong.add(error + ": " + body));
                checks.add(JsonParser.parseString(body).getAsJsonObject());
            } else if (method.equals("GET") && place.toString().matches("/api/patches/[78]/checks/\\?context=uringlint")) {
                // Those of other patches are not told apart: each has its own answer.
                checks.stream().filter(_ -> patches.size() == 1).forEach(found::add);
            } else {
                wrong.add(method + " " + place);
            }
            return found.toString();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
