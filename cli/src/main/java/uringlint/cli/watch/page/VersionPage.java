// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.page;

import java.util.List;
import java.util.Optional;
import uringlint.cli.watch.judge.Judgement;
import uringlint.cli.watch.store.Message;
import uringlint.cli.watch.store.Parcel;
import uringlint.cli.watch.store.Run;
import uringlint.cli.watch.store.Version;

/// The page of a version of a series: what was seen, on which tree, what was found, what could not be looked at, and the mail.
final class VersionPage {
    private VersionPage() {}

    /// What the page is made of.
    record Content(Version version, String title, List<Message> mails, List<String> lists, Optional<Run> run, List<Parcel> parcels) {
        Content {
            mails = List.copyOf(mails);
            lists = List.copyOf(lists);
            parcels = List.copyOf(parcels);
        }
    }

    static String of(Content content) {
        Optional<Judgement> judgement = content.run().flatMap(run -> Judgement.parse(run.report()));
        var page = new Html(content.title(), "../feed.xml");
        page.link("p", "../index.html", "All series").element("h1", content.title());
        page.open("table", "");
        page.row("Author", content.version().author());
        page.row("Seen on", String.join(", ", content.lists()) + ", the last mail at " + Html.time(content.version().arrived()));
        content.run().ifPresent(run -> {
            String program = run.program().isEmpty() ? "uringlint" : run.program();
            page.row("Looked at", Html.time(run.ended()) + " by " + program + ": " + run.detail());
            page.row("Tree", tree(run));
        });
        page.close("table");
        judgement.ifPresent(found -> patches(page, found));
        page.element("h2", "Mails").open("table", "");
        for (Message mail : content.mails()) {
            page.row(mail.number() > 0 ? "patch " + mail.number() : "cover", mail.subject() + " " + mail.messageId());
        }
        page.close("table");
        content.parcels().stream().filter(parcel -> parcel.sink().equals("mail")).findFirst().ifPresent(mail -> mail(page, mail));
        return page.toString();
    }

    static String tree(Run run) {
        String name = run.base() + (run.label().isEmpty() ? "" : " (" + run.label() + ")");
        return switch (run.fit()) {
            case "named" -> name + ", which is named";
            case "contents" -> name + ", which has the files that it was made from";
            case "hunks" -> name + ", the first tree at hand that has all lines that it changes";
            case "fuzz" -> name + ", with fuzz: some lines around the changes differ";
            case "parts" -> name + ", as far as it goes: parts of it do not apply there";
            default -> "none: only what the patches show was looked at";
        };
    }

    private static void patches(Html page, Judgement judgement) {
        for (Judgement.Patch patch : judgement.patches()) {
            page.element("h2", patch.name() + (patch.subject().isEmpty() ? "" : ": " + patch.subject()));
            if (patch.findings().isEmpty()) {
                page.element("p", patch.isApplied() ? "Nothing was found." : "It was not looked at.");
            }
            patch.findings().forEach(finding -> finding(page, finding));
            if (!patch.unseen().isEmpty()) {
                page.element("h3", "What could not be looked at").open("ul", "");
                patch.unseen().forEach(line -> page.element("li", line));
                page.close("ul");
            }
        }
        if (!judgement.troubles().isEmpty()) {
            page.element("h2", "Troubles").open("ul", "");
            judgement.troubles().forEach(line -> page.element("li", line));
            page.close("ul");
        }
    }

    private static void finding(Html page, Judgement.Finding finding) {
        page.open("div", "finding " + finding.found().severity());
        page.element("h4", finding.found().severity() + ": " + finding.found().message());
        page.element("p", "meta", finding.found().path() + ":" + finding.found().line() + " in "
                + finding.found().function() + " [" + finding.found().rule() + "]");
        if (!finding.reason().isEmpty()) {
            page.element("p", finding.reason());
        }
        if (!finding.steps().isEmpty()) {
            page.open("ol", "");
            finding.steps().forEach(step -> page.element("li", step));
            page.close("ol");
        }
        if (!finding.help().isEmpty()) {
            page.element("p", "Help: " + finding.help());
        }
        page.close("div");
    }

    private static void mail(Html page, Parcel mail) {
        page.element("h2", "The mail");
        page.element("p", switch (mail.state()) {
            case LEFT -> "None is sent: " + mail.reason() + ".";
            case DRY -> "It would be sent.";
            case HELD -> "It waits for a person.";
            case DUE -> "It is sent at " + Html.time(mail.notBefore()) + " or later.";
            case SENDING, UNSURE -> "It is being sent.";
            case SENT -> "It was sent at " + Html.time(mail.changed()) + ".";
            case FAILED -> "It could not be sent: " + mail.reason() + ".";
        });
        if (!mail.payload().isEmpty()) {
            page.element("pre", mail.payload());
        }
    }
}
