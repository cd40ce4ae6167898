// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import uringlint.cli.find.Selection;
import uringlint.cli.run.Analyzed;
import uringlint.source.Problem;
import uringlint.source.SourceFile;

/// What a run was about and did not look at, as parts of its verdict. Findings may hide there, so a run is not clean where it `counts`.
record Unseen(List<String> parts, boolean counts) {
    static final Unseen NOTHING = new Unseen(List.of(), false);
    private static final String WORD = "uring_cmd";

    Unseen {
        parts = List.copyOf(parts);
    }

    /// What could not be read, and the drivers that were not analyzed at all.
    static Unseen of(Selection selection, List<Analyzed> analyzed) {
        var parts = new ArrayList<String>();
        int unread = selection.problems().size();
        if (unread > 0) {
            parts.add(
                    unread == 1
                            ? selection.problems().getFirst().location().file().path() + " ("
                                    + selection.problems().getFirst().message() + ")"
                            : unread + " paths");
        }
        long broken = analyzed.stream().filter(Analyzed::isBroken).count();
        if (broken > 0) {
            parts.add(broken + (broken == 1 ? " driver" : " drivers"));
        }
        return new Unseen(parts, !parts.isEmpty());
    }

    /// What was given up in drivers: what is not understood in files that work on commands, what could not be read, and
    /// what goes on behind a bound.
    static Unseen givenUp(List<Problem> problems) {
        Map<SourceFile, Boolean> workers = new HashMap<>();
        long places = problems.stream()
                .filter(problem -> isGivenUp(problem, file -> workers.computeIfAbsent(file, Unseen::worksOnCommands)))
                .count();
        return places == 0
                ? NOTHING
                : new Unseen(
                        List.of(places + (places == 1 ? " place that was given up" : " places that were given up")),
                        true);
    }

    /// What was given up in a tree before a change as well. A change is not judged by that.
    static Unseen before(List<Problem> problems) {
        Unseen givenUp = givenUp(problems);
        return new Unseen(givenUp.parts.stream().map(part -> part + " before the change, too").toList(), false);
    }

    private static boolean worksOnCommands(SourceFile file) {
        return new String(file.bytes(), StandardCharsets.ISO_8859_1).contains(WORD);
    }

    private static boolean isGivenUp(Problem problem, Predicate<SourceFile> worksOnCommands) {
        return switch (problem.kind()) {
            case PARSE -> worksOnCommands.test(problem.location().file());
            case LOAD, BOUND -> true;
            // What such code does is taken for the best or the worst; the rest of the driver is followed.
            case HEADER, TYPE, CONSTANT, CALL, TARGET -> false;
        };
    }

    /// Says what was not looked at, if anything.
    void tell(Terminal terminal) {
        if (!parts.isEmpty()) {
            terminal.tell("uringlint: not looked at: " + String.join(", ", parts));
        }
    }

    /// Both together.
    Unseen and(Unseen other) {
        var all = new ArrayList<>(parts);
        all.addAll(other.parts);
        return new Unseen(all, counts || other.counts);
    }

    /// The same where the user accepts that.
    Unseen accepted() {
        return new Unseen(parts, false);
    }
}
