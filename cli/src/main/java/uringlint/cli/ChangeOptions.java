// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The options that name a change, of which only what it brings is reported, and the tree that it is for.
final class ChangeOptions {
    @Option(
            names = "--patch",
            paramLabel = "FILE|-",
            description =
                    "Report what a patch brings: a diff, a mail or an mbox with a series, from a file or from standard"
                            + " input.")
    private List<String> patches = new ArrayList<>();

    @Option(
            names = "--range",
            paramLabel = "BASE..HEAD",
            description =
                    "Report what the commits of a range bring together: what HEAD has and the last commit in common"
                            + " with BASE has not. BASE...HEAD is the same.")
    private Optional<String> range = Optional.empty();

    @Option(names = "--each", description = "Of a range, report what each commit brings, also what a later one mends.")
    private boolean isEach;

    @Option(names = "--staged", description = "Report what the staged changes bring.")
    private boolean isStaged;

    @Option(
            names = "--diff-against",
            paramLabel = "REV",
            description = "Report what the work tree has other than a commit.")
    private Optional<String> against = Optional.empty();

    @Option(
            names = "--base",
            paramLabel = "REPO[@REV]",
            description = "The tree that the change is for: a repository, which is searched for the one of a patch, or a commit of it, or a"
                    + " folder; several times for several. Default: the repository around.")
    private List<String> bases = new ArrayList<>();

    @Option(
            names = "--require-base",
            description = "Exit with 3 where a patch has no base, so that only what it shows can be looked at.")
    private boolean requiresBase;

    /// Whether a patch needs a base.
    boolean requiresBase() {
        return requiresBase;
    }

    @Option(
            names = "--trust-change",
            description = "Let the change say what is not reported: the suppressions that it adds count, and the"
                    + " configuration as it is in the folder.")
    private boolean isTrusted;

    /// Whether the change may say itself what is not reported.
    boolean isTrusted() {
        return isTrusted;
    }

    /// The two ends of a range; an end without a name is `HEAD`.
    record Range(String base, String head) {
        private static Range of(String text) {
            int dots = text.indexOf("..");
            if (dots < 0) {
                return new Range(text, "HEAD");
            }
            String head = text.substring(dots + (text.startsWith("...", dots) ? 3 : 2));
            return new Range(dots == 0 ? "HEAD" : text.substring(0, dots), head.isEmpty() ? "HEAD" : head);
        }
    }

    /// The commit whose settings count; empty for the one that is checked out or that `--base` names.
    Optional<String> before() {
        return range().map(ends -> isEach ? ends.base() : ends.base() + "..." + ends.head()).or(() -> against);
    }

    /// Whether any change is named.
    boolean isUsed() {
        return count() > 0;
    }

    /// How many kinds of changes are named; more than one makes no sense.
    int count() {
        return (patches.isEmpty() ? 0 : 1) + (range.isPresent() ? 1 : 0) + (isStaged ? 1 : 0) + (against.isPresent() ? 1 : 0);
    }

    /// Refuses options that make no sense where no change is named.
    void checkAlone(CommandLine command) {
        if (count() == 0 && (isTrusted || requiresBase)) {
            throw new CommandLine.ParameterException(
                    command, (isTrusted ? "--trust-change" : "--require-base") + " has no effect without a change");
        }
        if (isEach && range.isEmpty()) {
            throw new CommandLine.ParameterException(command, "--each has no effect without --range");
        }
    }

    /// Refuses options that make no sense together.
    void check(CommandLine command, List<String> paths) {
        if (count() > 1) {
            throw new CommandLine.ParameterException(
                    command, "name one change: --patch, --range, --staged or --diff-against");
        }
        if (!paths.isEmpty()) {
            throw new CommandLine.ParameterException(
                    command, "`" + paths.getFirst() + "`: a change names its files itself");
        }
        if (range.isPresent() && !range.get().contains("..")) {
            throw new CommandLine.ParameterException(
                    command, "--range: `" + range.get() + "` is no range: write `BASE..HEAD`");
        }
    }

    List<String> patches() {
        return List.copyOf(patches);
    }

    Optional<Range> range() {
        return range.map(Range::of);
    }

    /// Whether each commit of the range is a change of its own.
    boolean isEach() {
        return isEach;
    }

    boolean isStaged() {
        return isStaged;
    }

    Optional<String> against() {
        return against;
    }

    /// The first of the trees, whose settings count.
    Optional<String> base() {
        return bases.stream().findFirst();
    }

    List<String> bases() {
        return List.copyOf(bases);
    }

    /// Sets the trees.
    void use(List<String> others) {
        bases = List.copyOf(others);
    }
}
