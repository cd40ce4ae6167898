// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be read yet of some histories, kept from one look to the next: a rehearsal comes to the same commits a thousand times.
public final class Backlog {
    /// The commits of a history up to `head` that come after `known`, the oldest first.
    private record Unread(String head, String known, List<MailCommit> entries) {}

    private final Map<Path, Unread> histories = new HashMap<>();

    /// The commits after `known`, if they were seen before and the history has no others since.
    Optional<List<MailCommit>> after(Path repository, String head, String known) {
        Unread unread = histories.get(repository);
        if (unread == null || !unread.head().equals(head)) {
            return Optional.empty();
        }
        if (unread.known().equals(known)) {
            return Optional.of(unread.entries());
        }
        for (int index = 0; index < unread.entries().size(); index++) {
            if (unread.entries().get(index).commit().equals(known)) {
                return Optional.of(unread.entries().subList(index + 1, unread.entries().size()));
            }
        }
        return Optional.empty();
    }

    void keep(Path repository, String head, String known, List<MailCommit> entries) {
        histories.put(repository, new Unread(head, known, List.copyOf(entries)));
    }
}
