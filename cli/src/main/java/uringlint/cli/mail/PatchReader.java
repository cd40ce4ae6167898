// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the patches in one mail.
final class PatchReader {
    private final MailReader.Parsed parsed;
    private final String place;
    private final SubjectLine subject;
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<Posted> own = new ArrayList<>();
    private boolean isCut;

    private PatchReader(MailReader.Parsed parsed, String place) {
        this.parsed = parsed;
        this.place = place;
        this.subject = SubjectLine.of(parsed.mail().subject());
    }

    /// Reads a mail that is called `place` in messages.
    static Reading read(MailReader.Parsed parsed, String place) {
        return new PatchReader(parsed, place).read();
    }

    private Reading read() {
        var text = new ArrayList<String>();
        for (MailPart part : parsed.parts()) {
            if (!isSeparate(part)) {
                text.addAll(best(part));
            }
        }
        DiffScanner.Scan scan = DiffScanner.scan(text);
        Optional<Quotation.Quoted> found =
                scan.files().isEmpty() || scan.isCut() && subject.isReply() ? Quotation.find(text) : Optional.empty();
        // What a reply only hints at is not more than what it quotes.
        if (!(scan.isCut() && found.isPresent()) && (!scan.files().isEmpty() || scan.isCut())) {
            add(scan, text, Optional.empty());
        }
        for (MailPart part : parsed.parts()) {
            if (isSeparate(part)) {
                attachment(part, text);
            }
        }
        parsed.faults()
                .forEach(fault -> troubles.add(
                        new Trouble(Trouble.Kind.BROKEN_MIME, place, "parts of the mail were not read: " + fault)));
        Optional<Posted> quoted = own.isEmpty() && !isCut ? found.map(this::recovered) : Optional.empty();
        return new Reading(parsed.mail(), subject, own, quoted, PatchText.baseCommit(text), isCut, troubles, absent(scan, text));
    }

    private Trouble absent(DiffScanner.Scan scan, List<String> text) {
        if (scan.hasMerge()) {
            return new Trouble(
                    Trouble.Kind.UNSUPPORTED,
                    place,
                    "the diff of a merge (`diff --cc`) cannot be applied; send the diff against one parent");
        }
        return new Trouble(Trouble.Kind.NO_PATCH, place, reason(text));
    }

    private String reason(List<String> text) {
        if (parsed.hasOnlyHtml()) {
            return "the mail has only an HTML part, in which patches cannot be kept; send it as plain text";
        }
        if (subject.isCover()) {
            return "this is the cover letter; the patches of the series are other mails";
        }
        if (parsed.parts().isEmpty()) {
            return "the mail has no text";
        }
        return text.stream().anyMatch(line -> line.startsWith(">") && line.contains("diff --git "))
                ? "the mail quotes parts of a patch, but no hunk with the name of its file"
                : "there is no patch in the mail: no line starts with `diff --git`, or with `---` and `+++`";
    }

    /// An attachment, or a patch with the name of a file, even where it is shown in place.
    private static boolean isSeparate(MailPart part) {
        return part.isAttachment() || part.isPatch() && !part.name().isEmpty();
    }

    /// The reading of flowed text in which the hunks fit best what they announce.
    private List<String> best(MailPart part) {
        List<List<String>> readings = BodyText.readings(part);
        if (readings.size() == 1) {
            return readings.getFirst();
        }
        List<String> best = readings.getFirst();
        int least = Integer.MAX_VALUE;
        boolean isDamaged = false;
        for (List<String> reading : readings) {
            DiffScanner.Scan scan = DiffScanner.scan(reading);
            int faults = scan.repairs().size() + 10 * scan.gaps().size() + (scan.isCut() ? 100 : 0);
            if (faults < least) {
                best = reading;
                least = faults;
                isDamaged = !scan.gaps().isEmpty() || scan.isCut();
            }
            if (faults == 0) {
                break;
            }
        }
        if (isDamaged) {
            troubles.add(new Trouble(
                    Trouble.Kind.DAMAGED,
                    place,
                    "the mail was sent with `format=flowed`, which damaged the patch; send it with `git"
                            + " send-email`, or as an attachment"));
        } else if (best == readings.get(1)) {
            troubles.add(new Trouble(
                    Trouble.Kind.REPAIRED,
                    place,
                    "the mail says `format=flowed`, which wraps lines of patches; they were put right by the"
                            + " counts of the hunks"));
        }
        return best;
    }

    private void attachment(MailPart part, List<String> text) {
        DiffScanner.Scan scan = DiffScanner.scan(part.lines());
        if (scan.files().isEmpty() && !scan.isCut()) {
            return;
        }
        byte[] bytes = TextLines.bytes(part.lines());
        if (Mails.isMail(bytes)) {
            for (byte[] inner : Mails.of(bytes)) {
                for (MailReader.Parsed mail : MailReader.read(inner)) {
                    Reading reading = new PatchReader(mail, place + ", attachment " + part.name()).read();
                    reading.own()
                            .forEach(patch -> own.add(new Posted(
                                    patch.number(),
                                    patch.subject(),
                                    patch.message(),
                                    patch.diff(),
                                    patch.baseCommit(),
                                    false,
                                    patch.gaps(),
                                    Optional.of(parsed.mail()))));
                    troubles.addAll(reading.troubles());
                    isCut |= reading.isCut();
                }
            }
        } else {
            add(scan, part.lines(), Optional.of(text));
        }
    }

    /// Adds the patch of a text.
    ///
    /// @param described where the commit message is, if it is not in the text itself
    private void add(DiffScanner.Scan scan, List<String> text, Optional<List<String>> described) {
        if (isTruncated(scan)) {
            isCut = true;
            troubles.add(new Trouble(
                    Trouble.Kind.TRUNCATED,
                    place,
                    "the mail ends within the patch, which is not used; get it again, whole"));
            return;
        }
        if (parsed.isCut()) {
            troubles.add(new Trouble(
                    Trouble.Kind.REPAIRED,
                    place,
                    "the last boundary of the MIME parts is missing; the patch itself seems to be whole"));
        }
        scan.repairs().forEach(repair -> troubles.add(new Trouble(Trouble.Kind.REPAIRED, place, repair)));
        scan.gaps().forEach(gap -> troubles.add(new Trouble(Trouble.Kind.DAMAGED, place, gap)));
        if (scan.files().isEmpty()) {
            return;
        }
        List<String> before = described.filter(_ -> scan.before().stream().allMatch(String::isBlank)).orElse(scan.before());
        Posted patch = posted(scan, before, text, false);
        if (own.stream().noneMatch(other -> other.diff().equals(patch.diff()))) {
            own.add(patch);
        }
    }

    private Posted recovered(Quotation.Quoted quoted) {
        return posted(quoted.scan(), quoted.before(), quoted.before(), true);
    }

    private Posted posted(DiffScanner.Scan scan, List<String> before, List<String> text, boolean isRecovered) {
        PatchText around = PatchText.of(
                subject.isReply() && !isRecovered
                        ? before.stream().filter(line -> !line.startsWith(">")).toList()
                        : before);
        var diff = new ArrayList<String>();
        scan.files().forEach(file -> diff.addAll(file.lines()));
        var gaps = new ArrayList<>(scan.gaps());
        if (isRecovered) {
            gaps.addAll(missing(scan, before));
        }
        String title = around.subject().map(SubjectLine::of).map(SubjectLine::title).orElse(subject.title());
        return new Posted(
                subject.isReply() && !isRecovered ? 0 : Math.max(0, subject.number()),
                title,
                around.message(),
                new DiffText(TextLines.bytes(diff)),
                PatchText.baseCommit(text),
                isRecovered,
                gaps,
                Optional.of(parsed.mail()));
    }

    /// Whether the text ends too early: within a hunk, or with files to come that the summary announced.
    private boolean isTruncated(DiffScanner.Scan scan) {
        if (scan.isCut()) {
            return true;
        }
        if (subject.isReply() || subject.isCover()) {
            return false; // their summaries are those of other patches
        }
        List<String> behind = scan.pieces().getLast() instanceof DiffScanner.Piece.Prose(var lines) ? lines : List.of();
        boolean isSigned = behind.stream().anyMatch(line -> line.startsWith("-- "));
        if (isSigned || !parsed.isOpen() && behind.stream().anyMatch(line -> !line.isBlank())) {
            return false;
        }
        return parsed.isOpen() && behind.isEmpty() || !missing(scan, scan.before()).isEmpty();
    }

    /// What the summary of changed files announces and the diff does not have.
    private static List<String> missing(DiffScanner.Scan scan, List<String> before) {
        Optional<PatchText.Stat> stat = PatchText.stat(before);
        int files = scan.files().size();
        if (stat.isEmpty()) {
            return List.of();
        }
        if (files < stat.get().files()) {
            return List.of("%d of %d changed files are there".formatted(files, stat.get().files()));
        }
        List<Hunk> hunks = scan.files().stream().flatMap(file -> file.hunks().stream()).toList();
        long added = hunks.stream().flatMap(hunk -> hunk.lines().stream()).filter(line -> line.startsWith("+")).count();
        long removed = hunks.stream()
                .flatMap(hunk -> hunk.lines().stream())
                .filter(line -> line.startsWith("-"))
                .count();
        boolean isShort = added < stat.get().insertions() || removed < stat.get().deletions();
        return isShort && scan.gaps().isEmpty()
                ? List.of("%d of %d added and %d of %d removed lines are there"
                        .formatted(
                                added,
                                stat.get().insertions(),
                                removed,
                                stat.get().deletions()))
                : List.of();
    }
}
