// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uringlint.cli.fix.FileWriter;
import uringlint.cli.watch.judge.Judgement;
import uringlint.cli.watch.settings.SinkSettings;
import uringlint.cli.watch.store.Database;
import uringlint.cli.watch.store.Message;
import uringlint.cli.watch.store.Run;
import uringlint.cli.watch.store.Version;
import uringlint.cli.watch.store.Views;
import uringlint.cli.watch.store.Work;

/// Static pages: one for each version of a series, an index, and a feed. Each is written as a whole, so that nobody sees half of one.
public final class Pages {
    private static final int SHOWN = 1000;
    private static final int FEED = 50;

    private final SinkSettings.Page settings;
    private final Views views;
    private final Work work;

    /// Pages of a database in the folder of settings.
    public Pages(SinkSettings.Page settings, Database database) {
        this.settings = settings;
        views = new Views(database);
        work = new Work(database, "");
    }

    /// Where the page of a version is, from the folder of the pages on.
    public static String place(long version) {
        return "series/" + version + ".html";
    }

    /// Writes the page of a version anew.
    public void write(long version) throws IOException {
        Optional<Version> found = views.version(version);
        if (found.isPresent()) {
            List<Message> mails = work.messages(version);
            var content = new VersionPage.Content(found.get(), title(found.get()), mails, work.lists(version),
                    views.runs(version).stream().findFirst(), views.parcels(version));
            write(place(version), VersionPage.of(content));
        }
    }

    /// Writes the index and the feed anew.
    public void writeIndex() throws IOException {
        List<Version> versions = views.looked(SHOWN);
        var page = new Html("Series looked at by uringlint", "feed.xml");
        page.element("h1", "Series looked at by uringlint");
        page.element("p", versions.isEmpty() ? "There are none yet." : "The last " + versions.size() + ", the newest first.");
        page.open("table", "").open("tr", "").element("th", "Arrived").element("th", "Series").element("th", "Tree").element("th", "Result")
                .close("tr");
        for (Version version : versions) {
            Optional<Run> run = views.runs(version.id()).stream().findFirst();
            page.open("tr", "").element("td", Html.time(version.arrived())).link("td", place(version.id()), title(version));
            page.element("td", run.map(Pages::tree).orElse("")).element("td", run.map(Run::detail).orElse("")).close("tr");
        }
        page.close("table");
        write("index.html", page.toString());
        write("feed.xml", feed(versions));
    }

    private static String tree(Run run) {
        return run.base().isEmpty() ? "none" : run.label().isEmpty() ? run.base() : run.label();
    }

    /// What people call a version: the subject of its cover letter or of its first patch.
    private String title(Version version) {
        return work.messages(version.id()).stream().findFirst().map(Message::subject).filter(text -> !text.isBlank()).orElse("a series");
    }

    private String feed(List<Version> versions) {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
        String home = settings.url().isEmpty() ? "" : settings.url();
        text.append("<title>Series looked at by uringlint</title>\n<id>").append(Html.escaped(home.isEmpty() ? "urn:uringlint" : home))
                .append("</id>\n<updated>").append(time(versions.isEmpty() ? 0 : ended(versions.getFirst()))).append("</updated>\n")
                .append("<author><name>uringlint</name></author>\n");
        if (!home.isEmpty()) {
            text.append("<link rel=\"self\" href=\"").append(Html.escaped(home + "feed.xml")).append("\"/>\n");
        }
        for (Version version : versions.subList(0, Math.min(FEED, versions.size()))) {
            Optional<Run> run = views.runs(version.id()).stream().findFirst();
            String link = Html.escaped(home + place(version.id()));
            text.append("<entry>\n<title>").append(Html.escaped(title(version))).append("</title>\n<id>")
                    .append(home.isEmpty() ? "urn:uringlint:" + version.id() : link).append("</id>\n<link href=\"").append(link)
                    .append("\"/>\n<updated>").append(time(ended(version))).append("</updated>\n<summary>")
                    .append(Html.escaped(run.map(Run::detail).orElse(""))).append("</summary>\n<content type=\"text\">")
                    .append(Html.escaped(run.flatMap(one -> Judgement.parse(one.report())).map(Pages::summary).orElse("")))
                    .append("</content>\n</entry>\n");
        }
        return text.append("</feed>\n").toString();
    }

    private long ended(Version version) {
        return views.runs(version.id()).stream().findFirst().map(Run::ended).orElse(version.arrived());
    }

    private static String summary(Judgement judgement) {
        return String.join("\n", judgement.findings().stream()
                .map(found -> found.path() + ":" + found.line() + ": " + found.severity() + "[" + found.rule() + "]: " + found.message())
                .toList());
    }

    private static String time(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    private void write(String name, String text) throws IOException {
        var file = settings.folder().resolve(name);
        Files.createDirectories(file.getParent());
        FileWriter.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
