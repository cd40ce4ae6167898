// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The mails of one series while they are collected. Two groups can turn out to be one; then the second one points to the first.
final class Group {
    private final int version;
    private final int total;
    /// By the number of the patch, 0 for the cover letter.
    private final TreeMap<Integer, Reading> mails = new TreeMap<>();
    private final TreeMap<Integer, Posted> recovered = new TreeMap<>();
    private Optional<Group> merged = Optional.empty();

    Group(int version, int total) {
        this.version = version;
        this.total = total;
    }

    /// The group that this one has become a part of, or itself.
    Group root() {
        Group root = this;
        while (root.merged.isPresent()) {
            root = root.merged.get();
        }
        Group next = this;
        while (next.merged.isPresent()) {
            Group after = next.merged.get();
            next.merged = Optional.of(root);
            next = after;
        }
        return root;
    }

    boolean has(int number) {
        return mails.containsKey(number);
    }

    boolean isSingle() {
        return mails.size() == 1 && recovered.isEmpty();
    }

    boolean hasPatch(int number) {
        return mails.containsKey(number) && !mails.get(number).own().isEmpty();
    }

    Reading first() {
        return mails.firstEntry().getValue();
    }

    void add(Reading reading) {
        mails.put(reading.subject().number(), reading);
    }

    /// Takes in the mails of the other one, if no number is in both.
    boolean absorb(Group other) {
        if (other == this || other.mails.keySet().stream().anyMatch(mails::containsKey)) {
            return other == this;
        }
        mails.putAll(other.mails);
        recovered.putAll(other.recovered);
        other.merged = Optional.of(this);
        return true;
    }

    /// Offers a patch that a reply quotes; the most complete one is kept.
    void offer(int number, Posted patch) {
        recovered.merge(number, patch, Group::better);
    }

    /// Of two recoveries of the same patch the one with fewer gaps, then the longer one.
    static Posted better(Posted first, Posted second) {
        if (first.gaps().size() != second.gaps().size()) {
            return first.gaps().size() < second.gaps().size() ? first : second;
        }
        return second.diff().length() > first.diff().length() ? second : first;
    }

    /// The patches in their order.
    Optional<Series> series() {
        var patches = new ArrayList<Posted>();
        var base = Optional.<String>empty();
        for (Reading reading : mails.values()) {
            base = base.or(reading::baseCommit);
        }
        for (int number : numbers()) {
            if (number == 0) {
                continue; // a diff in a cover letter is an aside
            }
            if (hasPatch(number)) {
                patches.addAll(mails.get(number).own());
            } else if (recovered.containsKey(number)) {
                patches.add(recovered.get(number));
            }
        }
        Optional<Mail> cover = Optional.ofNullable(mails.get(0)).map(Reading::mail);
        return patches.isEmpty() ? Optional.empty() : Optional.of(new Series(cover, withBase(patches, base), version, total));
    }

    private List<Integer> numbers() {
        var numbers = new java.util.TreeSet<>(mails.keySet());
        numbers.addAll(recovered.keySet());
        return List.copyOf(numbers);
    }

    /// What is missing, in sentences.
    List<Trouble> troubles() {
        var troubles = new ArrayList<Trouble>();
        mails.forEach((number, reading) -> {
            if (number > 0 && reading.own().isEmpty() && !reading.isCut() && !recovered.containsKey(number)) {
                troubles.add(reading.absent());
            }
        });
        List<Integer> missing = IntStream.rangeClosed(1, Math.min(total, 9_999))
                .filter(number -> !mails.containsKey(number) && !recovered.containsKey(number))
                .boxed()
                .toList();
        if (!missing.isEmpty()) {
            String shown = missing.stream()
                            .limit(10)
                            .map(number -> number + "/" + total)
                            .collect(Collectors.joining(", "))
                    + (missing.size() > 10 ? ", ..." : "");
            String place = mails.isEmpty()
                    ? "series of `%s`"
                            .formatted(recovered.firstEntry().getValue().subject())
                    : mails.firstEntry().getValue().absent().place();
            troubles.add(new Trouble(
                    Trouble.Kind.INCOMPLETE_SERIES,
                    place,
                    missing.size() == 1
                            ? "patch %s of the series is not there".formatted(shown)
                            : "patches %s of the series are not there".formatted(shown)));
        }
        return troubles;
    }

    /// The patches, all with the base if they have none of their own.
    static List<Posted> withBase(List<Posted> patches, Optional<String> known) {
        Optional<String> base = known.or(() -> patches.stream().flatMap(patch -> patch.baseCommit().stream()).findFirst());
        return patches.stream().map(patch -> patch.withBaseCommit(patch.baseCommit().or(() -> base))).toList();
    }
}
