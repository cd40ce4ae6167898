// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.cli.names.FileNames;
import uringlint.cli.run.Kernels;
import uringlint.diagnostic.Severity;
import uringlint.rules.model.OwnFunctions;

/// What a tree says of how it wants to be checked. `name` is the file as the user knows it, and empty where there is none; paths are
/// relative to `folder`. A rule without a severity is off. `warnings` are about what has no effect.
public record Config(
        String name,
        Path folder,
        Map<String, Setting<Optional<Severity>>> rules,
        List<PathRules> paths,
        Optional<Setting<Kernels>> kernel,
        Optional<Setting<String>> baseline,
        Optional<Setting<String>> level,
        Optional<Setting<String>> failOn,
        List<Setting<OwnFunction>> ownFunctions,
        List<Setting<String>> bases,
        List<String> warnings) {
    public Config {
        bases = List.copyOf(bases);
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
        paths = List.copyOf(paths);
        ownFunctions = List.copyOf(ownFunctions);
        warnings = List.copyOf(warnings);
    }

    /// The configuration of a tree that has none.
    public static Config none(Path folder) {
        return new Config(
                "",
                folder,
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    /// What a function of the tree does, and which arguments it does that with; -1 stands for none.
    public record OwnFunction(Kind kind, String name, int command, int result, int flags, int callback) {}

    /// What functions of a tree may do, under the words of the file.
    public enum Kind {
        SLEEPING("sleeping"),
        HAND_OFF("hand-off"),
        COMPLETES("completes");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// The functions as the model takes them.
    public OwnFunctions functions() {
        OwnFunctions functions = OwnFunctions.NONE;
        for (Setting<OwnFunction> setting : ownFunctions) {
            OwnFunction own = setting.value();
            functions = switch (own.kind()) {
                case SLEEPING -> functions.sleeping(own.name());
                case HAND_OFF -> functions.handingOff(own.name(), own.command(), own.callback());
                case COMPLETES -> functions.completing(own.name(), own.command(), own.result(), own.flags());
            };
        }
        return functions;
    }

    /// Whether a rule is off for all files.
    public boolean isOff(String rule) {
        boolean isOff = rules.containsKey(rule) && rules.get(rule).value().isEmpty();
        return isOff && paths.stream().noneMatch(entry -> entry.rules().containsKey(rule) && entry.rules().get(rule).value().isPresent());
    }

    /// All that decides about findings, as a text that does not depend on where the file is.
    public String settings() {
        return rules + "\0" + paths + "\0" + kernel + "\0" + baseline + "\0" + level + "\0" + ownFunctions;
    }

    /// Whether nothing is reported of a file, whose name is relative to `start`.
    public boolean ignores(Path start, String path) {
        return paths.stream().filter(PathRules::isIgnored).anyMatch(entry -> entry.covers(inside(start, path)));
    }

    /// What the last entry for a file says of a rule; empty where none does.
    public Optional<Setting<Optional<Severity>>> rule(String rule, Path start, String path) {
        String inside = paths.isEmpty() ? "" : inside(start, path);
        return paths.reversed().stream()
                .filter(entry -> entry.rules().containsKey(rule) && entry.covers(inside))
                .findFirst()
                .map(entry -> entry.rules().get(rule))
                .or(() -> Optional.ofNullable(rules.get(rule)));
    }

    private String inside(Path start, String path) {
        try {
            return FileNames.text(folder.relativize(FileNames.resolve(start, path).normalize()));
        } catch (InvalidPathException _) {
            return path;
        }
    }
}
