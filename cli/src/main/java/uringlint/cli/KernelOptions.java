// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import uringlint.cli.config.Config;
import uringlint.cli.config.Setting;
import uringlint.cli.find.Snapshot;
import uringlint.cli.run.KernelTree;
import uringlint.cli.run.Kernels;
import uringlint.version.KernelVersion;

/// The options that say for which kernel, for every command that analyzes something.
final class KernelOptions {
    private static final String GOES_ON = "; --any-kernel goes on";

    @Option(
            names = "--kernel",
            paramLabel = "VERSION[..VERSION]",
            description =
                    "The kernel, or the first and the last of a range of kernels. Default: what the tree's Makefile,"
                            + " the headers of a build or the code says.")
    private String kernel = "";

    @Option(
            names = "--any-kernel",
            description =
                    "Go on for a kernel before the first or after the last one whose API is known: as for the nearest"
                            + " of these.")
    private boolean isAny;

    /// What the option says; empty without it.
    Optional<Kernels> asked(CommandLine command) {
        if (kernel.isEmpty()) {
            return Optional.empty();
        }
        Kernels kernels = Kernels.parse(kernel).orElseThrow(() -> new CommandLine.ParameterException(command,
                "`" + kernel + "` is no kernel version: write `6.12`, or `6.1..7.3` for a range"));
        return Optional.of(known(command, kernels));
    }

    /// What the option says, or else a configuration.
    Optional<Kernels> kernels(CommandLine command, Config config) {
        return asked(command).or(() -> config.kernel().map(Setting::value).map(kernels -> known(command, kernels)));
    }

    private Kernels known(CommandLine command, Kernels kernels) {
        if (!isAny && kernels.unknown().isPresent()) {
            throw new CommandLine.ParameterException(command, kernels.unknown().get() + GOES_ON);
        }
        return kernels;
    }

    /// Why what is said of code of a kernel that nobody asked for, but that its tree names, would be guessed, and the
    /// user did not accept that.
    Optional<String> guessed(KernelVersion version) {
        return isAny ? Optional.empty() : Kernels.only(version).unknown().map(why -> why + GOES_ON);
    }

    /// The same for the kernels to which code in a tree belongs.
    List<String> guessed(Snapshot tree, Collection<String> paths) {
        return paths.stream()
                .filter(Snapshot::isCode)
                .flatMap(path -> KernelTree.version(tree, path).stream())
                .distinct()
                .flatMap(version -> guessed(version).stream())
                .sorted()
                .toList();
    }

    /// What was asked for, as a text.
    String settings() {
        return kernel;
    }
}
