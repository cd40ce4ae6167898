// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import java.util.List;
import java.util.Optional;
import uringlint.cli.review.ReplyText;
import uringlint.cli.watch.judge.Child;
import uringlint.cli.watch.judge.Ending;
import uringlint.cli.watch.judge.Fence;
import uringlint.cli.watch.judge.Job;
import uringlint.cli.watch.judge.Judgement;
import uringlint.cli.watch.settings.WatchSettings;
import uringlint.cli.watch.store.Database;
import uringlint.cli.watch.store.Found;
import uringlint.cli.watch.store.Run;
import uringlint.cli.watch.store.Version;
import uringlint.cli.watch.store.Views;
import uringlint.cli.watch.store.Work;

/// Looks again at a version that was looked at before, and keeps and sends nothing of it.
public final class Again {
    private final WatchSettings settings;
    private final Views views;
    private final Work work;

    /// Looks at versions of a database.
    public Again(WatchSettings settings, Database database) {
        this.settings = settings;
        views = new Views(database);
        work = new Work(database, "");
    }

    /// What is found now, and what of it is new and gone since the last look, in lines.
    public String at(Version version) {
        List<byte[]> mails = work.mails(version.id()).stream().map(Judging::unpacked).toList();
        if (mails.isEmpty()) {
            return "its mails are not kept any more\n";
        }
        var job = new Job("again-" + version.id(), mails, List.of(), work.messages(version.id()).getLast().messageId());
        return switch (new Child(settings, Fence.here()).run(job)) {
            case Ending.Failed(var outcome, var detail) -> outcome + ": " + detail + "\n";
            case Ending.Reported(var json) ->
                Judgement.parse(json).map(now -> compared(version, now)).orElse("the report cannot be read\n");
        };
    }

    private String compared(Version version, Judgement now) {
        Optional<Judgement> before = views.runs(version.id()).stream()
                .filter(run -> !run.report().isEmpty())
                .findFirst()
                .map(Run::report)
                .flatMap(Judgement::parse);
        var text = new StringBuilder();
        text.append("tree: ").append(now.base().isEmpty() ? "none" : now.base()).append(", found by ").append(now.fit()).append('\n');
        now.findings().forEach(found -> text.append(isIn(found, before) ? "  " : "+ ").append(line(found)).append('\n'));
        before.ifPresent(old -> old.findings().stream()
                .filter(found -> !isIn(found, Optional.of(now)))
                .forEach(found -> text.append("- ").append(line(found)).append('\n')));
        if (!now.left().isEmpty()) {
            text.append(now.left()).append('\n');
        }
        now.troubles().forEach(trouble -> text.append(trouble).append('\n'));
        now.replies().forEach(reply -> text.append('\n').append(ReplyText.of(reply)));
        return text.toString();
    }

    private static boolean isIn(Found found, Optional<Judgement> judgement) {
        return judgement.isPresent() && judgement.get().findings().stream()
                .anyMatch(other -> other.fingerprint().equals(found.fingerprint()) && other.rule().equals(found.rule()));
    }

    private static String line(Found found) {
        return found.path() + ":" + found.line() + ": " + found.severity() + "[" + found.rule() + "]: " + found.message();
    }
}
