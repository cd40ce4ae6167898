// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sorts the patches of mails into series: by what the mails answer, and by what their subjects say (`[PATCH v3 2/5]`).
final class Threads {
    /// One series in the making, in the order of the first mail of each.
    private sealed interface Slot {
        record Numbered(Group group) implements Slot {}

        /// Patches without numbers and ids, as `git format-patch -N` writes them: one series, in the order of the file.
        record Loose(List<Reading> mails) implements Slot {}

        record Single(Reading mail) implements Slot {}

        /// What replies to a mail quote that is not there.
        record Quoted(String title, int version) implements Slot {}
    }

    /// A mail as a member of a series; series in the same thread differ in these numbers.
    private record Key(String id, int version, int total) {}

    private record Title(String title, int version) {}

    private final List<Slot> slots = new ArrayList<>();
    private final List<Reading> loose = new ArrayList<>();
    private final Map<Key, Group> byId = new HashMap<>();
    private final Map<Key, Group> unthreaded = new HashMap<>();
    private final Map<Title, Posted> quoted = new LinkedHashMap<>();
    private final Set<String> posted = new HashSet<>();
    private final Set<Title> titles = new HashSet<>();

    private Threads() {}

    /// The series, and what is missing from them.
    static Postings group(List<Reading> readings) {
        var threads = new Threads();
        readings.forEach(threads::addOwn);
        threads.joinUnthreaded();
        readings.forEach(threads::addQuoted);
        return threads.result(readings);
    }

    private static boolean isMember(Reading reading) {
        SubjectLine subject = reading.subject();
        return subject.isNumbered() && !subject.isReply() && subject.number() <= subject.total();
    }

    private void addOwn(Reading reading) {
        SubjectLine subject = reading.subject();
        if (isMember(reading)) {
            addMember(reading);
        } else if (!reading.own().isEmpty()) {
            if (reading.mail().messageId().isEmpty() && !subject.isReply()) {
                addLoose(reading);
            } else {
                slots.add(new Slot.Single(reading));
            }
        }
        if (!reading.own().isEmpty()) {
            posted.add(reading.mail().messageId());
            titles.add(new Title(subject.title(), subject.version()));
        }
    }

    private void addLoose(Reading reading) {
        if (loose.isEmpty()) {
            slots.add(new Slot.Loose(loose));
        }
        loose.add(reading);
    }

    private void addMember(Reading reading) {
        SubjectLine subject = reading.subject();
        String id = reading.mail().messageId();
        Optional<Group> own = found(id, subject).filter(group -> !group.has(subject.number()));
        // A cover letter answers, if anything, another version of its series.
        Optional<String> parent = subject.number() == 0 ? Optional.empty() : parent(reading.mail());
        Optional<Group> siblings = parent.flatMap(other -> found(other, subject)).filter(group -> !group.has(subject.number()));
        Group group = own.or(() -> siblings).orElseGet(() -> newGroup(subject));
        group.add(reading);
        if (own.isPresent() && siblings.isPresent()) {
            group.absorb(siblings.get());
        }
        register(id, subject, group);
        parent.ifPresent(other -> register(other, subject, group));
    }

    private static Optional<String> parent(Mail mail) {
        return mail.inReplyTo().or(() -> mail.references().isEmpty() ? Optional.empty() : Optional.of(mail.references().getLast()));
    }

    private Group newGroup(SubjectLine subject) {
        var group = new Group(subject.version(), subject.total());
        slots.add(new Slot.Numbered(group));
        return group;
    }

    private Optional<Group> found(String id, SubjectLine subject) {
        return id.isEmpty() ? Optional.empty() : Optional.ofNullable(byId.get(key(id, subject))).map(Group::root);
    }

    private void register(String id, SubjectLine subject, Group group) {
        if (!id.isEmpty()) {
            byId.putIfAbsent(key(id, subject), group);
        }
    }

    private static Key key(String id, SubjectLine subject) {
        return new Key(id, subject.version(), subject.total());
    }

    /// Mails that answer nothing and that nothing answers, one after the other by the same author.
    private void joinUnthreaded() {
        for (Slot slot : slots) {
            if (!(slot instanceof Slot.Numbered(var group)) || group != group.root() || !group.isSingle()) {
                continue;
            }
            Reading reading = group.first();
            Mail mail = reading.mail();
            if (parent(mail).isPresent()) {
                continue;
            }
            // Without ids, nothing was sent yet, and From is the author of the single patch.
            String author = mail.messageId().isEmpty() || mail.from().isEmpty() ? "" : mail.from().getFirst().address();
            Key key = key(author, reading.subject());
            Group open = unthreaded.get(key);
            if (open == null || !open.absorb(group)) {
                unthreaded.put(key, group);
            }
        }
    }

    private void addQuoted(Reading reading) {
        if (reading.quoted().isEmpty() || !reading.own().isEmpty()) {
            return;
        }
        SubjectLine subject = reading.subject();
        Posted patch = reading.quoted().get();
        if (subject.isNumbered() && subject.number() > 0 && subject.number() <= subject.total()) {
            List<String> ancestors = new ArrayList<>(reading.mail().references());
            reading.mail().inReplyTo().ifPresent(ancestors::add);
            Group group = ancestors.stream().flatMap(id -> found(id, subject).stream()).findFirst().orElseGet(() -> newGroup(subject));
            ancestors.forEach(id -> register(id, subject, group));
            if (!group.hasPatch(subject.number())) {
                group.offer(subject.number(), patch);
            }
            return;
        }
        var title = new Title(subject.title(), subject.version());
        boolean isKnown = titles.contains(title)
                || reading.mail().references().stream().anyMatch(posted::contains)
                || reading.mail().inReplyTo().filter(posted::contains).isPresent();
        if (!isKnown) {
            if (!quoted.containsKey(title)) {
                slots.add(new Slot.Quoted(title.title(), title.version()));
            }
            quoted.merge(title, patch, Group::better);
        }
    }

    private Postings result(List<Reading> readings) {
        var troubles = new ArrayList<Trouble>();
        // What a reply in a thread only starts to show was hardly meant to be applied.
        boolean hasPatches = readings.stream().anyMatch(reading -> !reading.own().isEmpty());
        for (Reading reading : readings) {
            if (!(hasPatches && reading.subject().isReply() && reading.own().isEmpty())) {
                troubles.addAll(reading.troubles());
            }
        }
        var result = new ArrayList<Series>();
        for (Slot slot : slots) {
            switch (slot) {
                case Slot.Numbered(var group) -> {
                    if (group == group.root()) {
                        group.series().ifPresent(result::add);
                        troubles.addAll(group.troubles());
                    }
                }
                case Slot.Loose(var mails) -> {
                    List<Posted> patches = mails.stream().flatMap(reading -> reading.own().stream()).toList();
                    result.add(series(patches, mails.getFirst().subject().version()));
                }
                case Slot.Single(var mail) -> result.add(series(mail.own(), mail.subject().version()));
                case Slot.Quoted(var title, var version) -> result.add(series(List.of(quoted.get(new Title(title, version))), version));
            }
        }
        result.forEach(series -> series.patches().forEach(patch -> patch.shortage().ifPresent(troubles::add)));
        boolean isEmpty = result.isEmpty() && troubles.isEmpty();
        for (Reading reading : readings) {
            boolean isAnnounced = reading.subject().isPatch() && !reading.subject().isReply() && !isMember(reading);
            boolean isAlone = readings.size() == 1 && result.isEmpty() && troubles.isEmpty();
            if (reading.own().isEmpty() && reading.quoted().isEmpty() && !reading.isCut() && (isAnnounced || isAlone)) {
                troubles.add(reading.absent());
            }
        }
        if (isEmpty && troubles.isEmpty() && !readings.isEmpty()) {
            troubles.add(new Trouble(
                    Trouble.Kind.NO_PATCH, "input", "none of its %d mails holds a patch".formatted(readings.size())));
        }
        return new Postings(result, troubles);
    }

    private static Series series(List<Posted> patches, int version) {
        return new Series(Optional.empty(), Group.withBase(patches, Optional.empty()), version, patches.size());
    }
}
