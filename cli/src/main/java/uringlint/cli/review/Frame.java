// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import uringlint.cli.mail.Mail;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.patch.Refusal;

/// What stands around the text of every reply: whose words are quoted, what was not looked at, and how the reply came to be.
record Frame(Manner manner, AppliedSeries series) {
    static final int WIDTH = 74;
    private static final int FILES = 4;
    private static final int REFUSALS = 4;

    static String attribution(Mail mail, String verb) {
        String name = mail.from().stream()
                .findFirst()
                .map(from -> from.name().isBlank() ? from.address() : from.name())
                .orElse("");
        String line = (mail.date().isBlank() ? "" : "On " + mail.date() + ", ") + name + verb;
        return name.isEmpty() ? "" : Prose.clean(line).strip() + "\n";
    }

    /// What was not looked at in patches, a sentence each.
    List<String> missing(List<MailReview> reviews) {
        var lines = new ArrayList<String>();
        var parts = new TreeSet<String>();
        var refusals = new ArrayList<String>();
        for (MailReview review : reviews) {
            if (series.base().isEmpty()) {
                parts.addAll(review.patch().fragments());
            }
            for (Refusal refusal : review.patch().refusals()) {
                if (refusal.kind() != Refusal.Kind.NO_CODE) {
                    String about = reviews.size() > 1 ? series.series().name(review.patch().posted()) + ": " : "";
                    refusals.add(about + (refusal.path().isEmpty() ? "" : "`" + refusal.path() + "` ") + refusal.message() + ".");
                }
            }
            review.patch().posted().gaps().forEach(lines::add);
        }
        if (!parts.isEmpty()) {
            lines.add("all but the hunks of " + some(List.copyOf(parts)) + ": what depends on the rest of a file was not judged.");
        }
        lines.addAll(refusals.subList(0, Math.min(REFUSALS, refusals.size())));
        if (refusals.size() > REFUSALS) {
            lines.add((refusals.size() - REFUSALS) + " more parts that do not apply.");
        }
        return lines;
    }

    private static String some(List<String> files) {
        return files.size() <= FILES
                ? String.join(", ", files)
                : String.join(", ", files.subList(0, FILES)) + " and " + (files.size() - FILES) + " more files";
    }

    String footer() {
        var text = new StringBuilder("-- \n");
        text.append("This was written by a program, which may err; no person has read it before.\n");
        if (!manner.operator().isEmpty()) {
            text.append(Prose.wrap(manner.operator(), WIDTH)).append('\n');
        }
        String before = series.before() == 0 ? ""
                : series.before() == 1 ? " The patch on which it stands was applied first."
                : " The %d patches on which it stands were applied first.".formatted(series.before());
        text.append(Prose.wrap(tree() + before, WIDTH)).append('\n');
        text.append("To repeat it:  uringlint check --level note --patch MAIL")
                .append(series.base().map(base -> " --base " + base).orElse(""))
                .append('\n');
        text.append("On a rule:     uringlint explain RULE\n");
        return text.append("Version:       ").append(manner.version()).append('\n').toString();
    }

    private String tree() {
        String label = series.label().isEmpty() ? "" : " (" + series.label() + ")";
        String base = series.base().orElse("") + label;
        return switch (series.fit()) {
            case NAMED -> "The patch was applied to " + base + ".";
            case CONTENTS -> "The patch was applied to " + base + ", which has the files that it was made from.";
            case HUNKS -> "The patch was applied to " + base + ", the first tree at hand that has all lines that it changes.";
            case FUZZ -> "The patch was applied to " + base + " with fuzz: some lines around the changes differ.";
            case PARTS -> "The patch was applied to " + base + " as far as it goes: parts of it do not apply there.";
            case NONE -> "The patch was read without the tree that it is for.";
        };
    }
}
