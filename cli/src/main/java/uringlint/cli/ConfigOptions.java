// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uringlint.cli.config.Config;
import uringlint.cli.config.ConfigFile;
import uringlint.cli.config.DamagedConfig;
import uringlint.cli.config.KnownNames;
import uringlint.cli.config.Setting;
import uringlint.cli.find.Snapshot;
import uringlint.cli.git.GitException;
import uringlint.cli.git.GitTree;
import uringlint.cli.names.FileNames;
import uringlint.cli.names.NearMiss;
import uringlint.cli.patch.Base;
import uringlint.source.SourceFile;

/// The options that say which configuration counts, for every command that heeds one.
final class ConfigOptions {
    private static final KnownNames NAMES = new KnownNames(RuleNames.ids(), NearMiss::hint);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration. Default: " + ConfigFile.NAME
                    + " in this folder or above, up to the top of the repository.")
    private String file = "";

    @Option(names = "--no-config", description = "Use no configuration.")
    private boolean isWithout;

    /// The configuration that counts; what is wrong with it is a mistake of the user, what has no effect is told.
    Config load(Terminal terminal) {
        if (isWithout && !file.isEmpty()) {
            throw new CommandLine.ParameterException(command.commandLine(), "either --config or --no-config");
        }
        if (isWithout) {
            return Config.none(terminal.folder());
        }
        try {
            return told(terminal, ofFolder(terminal));
        } catch (DamagedConfig e) {
            throw new CommandLine.ParameterException(command.commandLine(), e.getMessage());
        }
    }

    /// The configuration that counts for a change to the repository around: the one that the tree had before, so that no change
    /// is judged by what it says itself. That of a commit; empty for the one that is checked out or that `base` names.
    Config loadBefore(Terminal terminal, Optional<String> base, Optional<String> commit) {
        if (isWithout) {
            return load(terminal);
        }
        try (Base trees = Base.of(terminal.folder(), base)) {
            Path folder = terminal.folder().toRealPath();
            Path named = FileNames.resolve(folder, file.isEmpty() ? ConfigFile.NAME : file).normalize();
            Optional<Path> top = trees.repository().flatMap(GitTree::top).filter(named::startsWith);
            if (top.isEmpty()) {
                return load(terminal);
            }
            Optional<Snapshot> before = trees.settled(commit);
            Config config = before.isPresent() ? ofTree(before.get(), top.get(), folder, named) : Config.none(folder);
            if (!isThatOfFolder(config, terminal)) {
                terminal.tell("uringlint: the configuration in this folder is another one than before the change, which"
                        + " counts; --trust-change uses it");
            }
            return told(terminal, config);
        } catch (GitException e) {
            // Whoever reads the change says so.
            return Config.none(terminal.folder());
        } catch (IOException | InvalidPathException _) {
            throw new CommandLine.ParameterException(command.commandLine(), "`" + file + "` is no name of a file");
        } catch (DamagedConfig e) {
            throw new CommandLine.ParameterException(command.commandLine(), e.getMessage());
        }
    }

    /// The trees that patches may be for: those that a user names, or else those of the configuration that are there on this machine.
    List<String> bases(Terminal terminal, List<String> named, Config config) {
        if (!named.isEmpty()) {
            return named;
        }
        var bases = new ArrayList<String>();
        for (Setting<String> base : config.bases()) {
            try {
                Path place = FileNames.resolve(config.folder(), base.value().replaceFirst("@[^@/]*$", ""));
                if (Files.isDirectory(place) || Files.isDirectory(FileNames.resolve(config.folder(), base.value()))) {
                    bases.add(FileNames.text(FileNames.resolve(config.folder(), base.value())));
                    continue;
                }
            } catch (InvalidPathException _) {
                // What is no name of a folder is none that is there.
            }
            terminal.tell("uringlint: %s:%d: there is no folder `%s`".formatted(config.name(), base.line(), base.value()));
        }
        return bases;
    }

    private boolean isThatOfFolder(Config config, Terminal terminal) {
        try {
            Config other = ofFolder(terminal);
            return other.settings().equals(config.settings()) && other.failOn().equals(config.failOn());
        } catch (DamagedConfig _) {
            return false;
        }
    }

    /// The file at a path, or else the nearest one above it of the same name where nobody named it.
    private Config ofTree(Snapshot tree, Path top, Path start, Path named) throws DamagedConfig {
        for (Path folder = named.getParent(); folder != null && folder.startsWith(top); folder = folder.getParent()) {
            Path at = folder.resolve(named.getFileName());
            String path = FileNames.text(top.relativize(at));
            Optional<SourceFile> found = tree.read(path);
            if (found.isPresent()) {
                return ConfigFile.of(found.get().bytes(), FileNames.text(start.relativize(at)), folder, NAMES);
            }
            if (tree.isOther(path)) {
                throw new CommandLine.ParameterException(
                        command.commandLine(), path + ": the configuration is not used: it is no regular file");
            }
            if (!file.isEmpty()) {
                break;
            }
        }
        return Config.none(start);
    }

    private Config ofFolder(Terminal terminal) throws DamagedConfig {
        return file.isEmpty() ? ConfigFile.find(terminal.folder(), NAMES) : ConfigFile.read(terminal.folder(), file, NAMES);
    }

    private static Config told(Terminal terminal, Config config) {
        config.warnings().forEach(warning -> terminal.tell("uringlint: " + warning));
        return config;
    }
}
