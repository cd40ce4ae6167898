// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import uringlint.cli.names.FileNames;
import uringlint.cli.run.Kernels;
import uringlint.diagnostic.Severity;
import uringlint.rules.model.UringApi;

/// Reads a configuration. Whatever it does not know is an error, but for rules: a tree may be checked by an older program than the one
/// that it is configured for.
final class ConfigReader {
    private static final List<String> KEYS =
            List.of("rules", "paths", "kernel", "baseline", "level", "fail-on", "functions", "bases");
    private static final List<String> RULE = List.of("off", "note", "warning", "error");
    private static final List<String> LEVEL = List.of("note", "warning", "error");
    private static final List<String> FAIL_ON = List.of("error", "warning", "note", "never");
    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_]\\w*(?:::\\w+)*");
    private static final int MOST_ARGUMENTS = 32;
    /// Each pattern is compared with each file.
    private static final int MOST_PATTERN = 100_000;
    private static final int MOST_WARNINGS = 20;

    private final Yaml yaml;
    private final KnownNames names;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Integer> functionLines = new HashMap<>();

    private ConfigReader(Yaml yaml, KnownNames names) {
        this.yaml = yaml;
        this.names = names;
    }

    /// Reads the text of a file in a folder.
    static Config read(String name, Path folder, String text, KnownNames names) throws DamagedConfig {
        var yaml = new Yaml(name, names);
        Optional<Node> root = yaml.read(text);
        return root.isEmpty()
                ? new Config(
                        name,
                        folder,
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of())
                : new ConfigReader(yaml, names).config(name, folder, root.get());
    }

    private Config config(String name, Path folder, Node root) throws DamagedConfig {
        Map<String, Node> members = yaml.members(root, name, KEYS);
        Map<String, Setting<Optional<Severity>>> rules =
                members.containsKey("rules") ? rules(members.get("rules")) : Map.of();
        var paths = new ArrayList<PathRules>();
        if (members.containsKey("paths")) {
            int length = 0;
            for (Node item : yaml.items(members.get("paths"), "paths")) {
                paths.add(path(item));
                length += paths.getLast().glob().length();
                if (length > MOST_PATTERN) {
                    throw yaml.damaged(
                            item, "the patterns of `paths` have more than " + MOST_PATTERN + " characters together");
                }
            }
        }
        return new Config(name, folder, rules, paths,
                members.containsKey("kernel") ? Optional.of(kernel(members.get("kernel"))) : Optional.empty(),
                members.containsKey("baseline") ? Optional.of(baseline(members.get("baseline"))) : Optional.empty(),
                word(members, "level", LEVEL),
                word(members, "fail-on", FAIL_ON),
                members.containsKey("functions") ? functions(members.get("functions")) : List.of(),
                members.containsKey("bases") ? bases(members.get("bases")) : List.of(),
                warnings);
    }

    private void warn(String warning) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(warning);
        } else if (warnings.size() == MOST_WARNINGS) {
            warnings.add("there are more warnings of this kind");
        }
    }

    private static <T> Setting<T> setting(Node node, T value) {
        return new Setting<>(value, Yaml.line(node));
    }

    private Optional<Setting<String>> word(Map<String, Node> members, String key, List<String> known) throws DamagedConfig {
        Node node = members.get(key);
        return node == null ? Optional.empty() : Optional.of(setting(node, yaml.word(node, key, known)));
    }

    private Setting<String> baseline(Node node) throws DamagedConfig {
        String name = yaml.text(node, "baseline");
        try {
            Path path = FileNames.of(name).normalize();
            if (path.isAbsolute() || path.startsWith("..")) {
                throw yaml.damaged(
                        node, "`baseline` is a file in the folder of this file or below: it cannot be `" + name + "`");
            }
        } catch (InvalidPathException _) {
            throw yaml.damaged(node, "`" + name + "` is no name of a file");
        }
        return setting(node, name);
    }

    private List<Setting<String>> bases(Node node) throws DamagedConfig {
        var bases = new ArrayList<Setting<String>>();
        for (Node item : yaml.items(node, "bases")) {
            bases.add(setting(item, yaml.text(item, "bases")));
        }
        return bases;
    }

    private Setting<Kernels> kernel(Node node) throws DamagedConfig {
        String text = yaml.text(node, "kernel");
        Optional<Kernels> kernels = Kernels.parse(text);
        if (kernels.isEmpty()) {
            throw yaml.damaged(node, "`kernel` cannot be `" + text + "`: write `6.12`, or `6.1..7.3` for a range");
        }
        return setting(node, kernels.get());
    }

    private Map<String, Setting<Optional<Severity>>> rules(Node node) throws DamagedConfig {
        var rules = new LinkedHashMap<String, Setting<Optional<Severity>>>();
        for (Map.Entry<ScalarNode, Node> member : yaml.members(node, "rules").entrySet()) {
            String rule = member.getKey().getValue();
            String word = yaml.word(member.getValue(), rule, RULE);
            if (names.rules().contains(rule)) {
                rules.put(
                        rule,
                        setting(
                                member.getKey(),
                                word.equals("off")
                                        ? Optional.empty()
                                        : Optional.of(Severity.valueOf(word.toUpperCase(Locale.ROOT)))));
            } else {
                warn(yaml.message(
                        member.getKey(),
                        "no rule is called `" + rule + "`" + names.hint().apply(rule, names.rules())));
            }
        }
        return rules;
    }

    private PathRules path(Node item) throws DamagedConfig {
        Map<String, Node> members = yaml.members(item, "paths", List.of("path", "rules", "ignore"));
        if (!members.containsKey("path")) {
            throw yaml.damaged(item, "an entry of `paths` has no `path`");
        }
        Node path = members.get("path");
        String glob = yaml.text(path, "path");
        if (glob.startsWith("/")) {
            throw yaml.damaged(path, "`path` is relative to the folder of this file: it cannot start with `/`");
        }
        boolean isIgnored = members.containsKey("ignore")
                && yaml.word(members.get("ignore"), "ignore", List.of("true", "false"))
                        .equals("true");
        Map<String, Setting<Optional<Severity>>> rules =
                members.containsKey("rules") ? rules(members.get("rules")) : Map.of();
        if (isIgnored && !rules.isEmpty()) {
            warn(yaml.message(members.get("rules"), "these `rules` have no effect: the files are ignored"));
        } else if (!isIgnored && !members.containsKey("rules")) {
            throw yaml.damaged(item, "an entry of `paths` needs `rules` or `ignore: true`");
        }
        return new PathRules(glob, isIgnored, rules, Yaml.line(path));
    }

    private List<Setting<Config.OwnFunction>> functions(Node node) throws DamagedConfig {
        var functions = new ArrayList<Setting<Config.OwnFunction>>();
        List<String> kinds = Arrays.stream(Config.Kind.values()).map(Config.Kind::word).toList();
        Map<String, Node> members = yaml.members(node, "functions", kinds);
        for (Config.Kind kind : Config.Kind.values()) {
            if (members.containsKey(kind.word())) {
                for (Node item : yaml.items(members.get(kind.word()), kind.word())) {
                    functions.add(setting(item, function(item, kind)));
                }
            }
        }
        return functions;
    }

    /// Only what waits needs no arguments, and so may be a mere name.
    private Config.OwnFunction function(Node item, Config.Kind kind) throws DamagedConfig {
        if (item instanceof ScalarNode && kind == Config.Kind.SLEEPING) {
            return new Config.OwnFunction(kind, name(item), -1, -1, -1, -1);
        }
        if (item instanceof ScalarNode) {
            throw yaml.damaged(
                    item,
                    "`" + kind.word() + "` must be told which argument is the command: `- {name: "
                            + yaml.text(item, kind.word()) + ", command: 0}`");
        }
        Map<String, Node> members = yaml.members(item, kind.word(), switch (kind) {
            case SLEEPING -> List.of("name");
            case HAND_OFF -> List.of("name", "command", "callback");
            case COMPLETES -> List.of("name", "command", "result", "flags");
        });
        if (!members.containsKey("name")) {
            throw yaml.damaged(item, "an entry of `" + kind.word() + "` has no `name`");
        }
        if (kind != Config.Kind.SLEEPING && !members.containsKey("command")) {
            throw yaml.damaged(
                    item, "an entry of `" + kind.word() + "` has no `command`: the number of the argument, from 0");
        }
        return new Config.OwnFunction(
                kind,
                name(members.get("name")),
                argument(members, "command"),
                argument(members, "result"),
                argument(members, "flags"),
                argument(members, "callback"));
    }

    private String name(Node node) throws DamagedConfig {
        String name = yaml.text(node, "name");
        if (!FUNCTION.matcher(name).matches()) {
            throw yaml.damaged(node, "`" + name + "` is no name of a function");
        }
        if (UringApi.hasFunction(name)) {
            throw yaml.damaged(node, "`" + name + "` is known already");
        }
        Integer first = functionLines.putIfAbsent(name, Yaml.line(node));
        if (first != null) {
            throw yaml.damaged(node, "`" + name + "` stands here twice; the first one is in line " + first);
        }
        return name;
    }

    private int argument(Map<String, Node> members, String key) throws DamagedConfig {
        Node node = members.get(key);
        if (node == null) {
            return -1;
        }
        String text = yaml.text(node, key);
        if (!text.matches("\\d{1,2}") || Integer.parseInt(text) >= MOST_ARGUMENTS) {
            throw yaml.damaged(node, "`" + key + "` is the number of an argument, from 0: it cannot be `" + text + "`");
        }
        return Integer.parseInt(text);
    }
}
