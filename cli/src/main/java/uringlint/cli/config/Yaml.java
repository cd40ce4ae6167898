// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// YAML as a tree of nodes that know their places. No object is made of what the text says, so no tag does anything.
public final class Yaml {
    private static final int LONGEST = 1 << 20;
    private static final int DEEPEST = 20;
    private static final int MOST_ALIASES = 100;

    private final String file;
    private final KnownNames names;

    /// `file` is the name by which messages call the text.
    public Yaml(String file, KnownNames names) {
        this.file = file;
        this.names = names;
    }

    /// The root of a text; empty for a text without content.
    public Optional<Node> read(String text) throws DamagedConfig {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(LONGEST).build();
        try {
            refuseBombs(settings, text);
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            String where = mark.map(place -> (place.getLine() + 1) + ":" + (place.getColumn() + 1) + ": ").orElse("");
            throw new DamagedConfig(file + ":" + where + "this is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            String why = Objects.requireNonNullElse(e.getMessage(), "").lines().findFirst().orElse("");
            throw new DamagedConfig(file + ": this is no YAML: " + why);
        }
    }

    /// Refuses what is small as a text and large as a tree, before the tree is made: that is done by recursion.
    private void refuseBombs(LoadSettings settings, String text) throws DamagedConfig {
        int depth = 0;
        int aliases = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            depth += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                default -> 0;
            };
            aliases += event.getEventId() == Event.ID.Alias ? 1 : 0;
            if (depth > DEEPEST || aliases > MOST_ALIASES) {
                String place = event.getStartMark()
                        .map(mark -> (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                        .orElse("1:1");
                throw new DamagedConfig(file + ":" + place + ": "
                        + (depth > DEEPEST
                                ? "this is nested too deeply"
                                : "there are more than " + MOST_ALIASES + " aliases"));
            }
        }
    }

    /// The number of the line of a node.
    public static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /// A message about a node.
    String message(Node node, String text) {
        String place = node.getStartMark()
                .map(mark -> (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse("1:1");
        return file + ":" + place + ": " + text;
    }

    /// What is wrong with all of the text.
    public DamagedConfig damaged(String text) {
        return new DamagedConfig(file + ": " + text);
    }

    /// What is wrong with a node.
    public DamagedConfig damaged(Node node, String text) {
        return new DamagedConfig(message(node, text));
    }

    /// The members of a mapping, by their keys as texts. `key` is what the mapping itself is called.
    public Map<ScalarNode, Node> members(Node node, String key) throws DamagedConfig {
        if (isEmpty(node)) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw damaged(node, "`" + key + "` takes keys with values");
        }
        var members = new LinkedHashMap<ScalarNode, Node>();
        Map<String, ScalarNode> seen = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw damaged(tuple.getKeyNode(), "a key of `" + key + "` is no word");
            }
            ScalarNode first = seen.putIfAbsent(name.getValue(), name);
            if (first != null) {
                throw damaged(
                        name, "`" + name.getValue() + "` stands here twice; the first one is in line " + line(first));
            }
            members.put(name, tuple.getValueNode());
        }
        return members;
    }

    /// The members of a mapping that has no other keys than those in `known`.
    public Map<String, Node> members(Node node, String key, List<String> known) throws DamagedConfig {
        var members = new LinkedHashMap<String, Node>();
        for (var member : members(node, key).entrySet()) {
            String name = member.getKey().getValue();
            if (!known.contains(name)) {
                String hint = names.hint().apply(name, known);
                throw damaged(
                        member.getKey(),
                        "`" + key + "` has no key `" + name + "`"
                                + (hint.isEmpty() ? ": there are " + String.join(", ", known) : hint));
            }
            members.put(name, member.getValue());
        }
        return members;
    }

    /// The items of a list.
    public List<Node> items(Node node, String key) throws DamagedConfig {
        if (isEmpty(node)) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw damaged(node, "`" + key + "` takes a list: lines that start with `- `");
        }
        return new ArrayList<>(sequence.getValue());
    }

    /// A single value as it is written.
    public String text(Node node, String key) throws DamagedConfig {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        throw damaged(node, "`" + key + "` takes a single value");
    }

    /// One of a few words.
    public String word(Node node, String key, List<String> known) throws DamagedConfig {
        String word = text(node, key);
        if (!known.contains(word)) {
            String hint = names.hint().apply(word, known);
            throw damaged(
                    node,
                    "`" + key + "` cannot be `" + word + "`"
                            + (hint.isEmpty()
                                    ? ": write " + String.join(", ", known.subList(0, known.size() - 1)) + " or "
                                            + known.getLast()
                                    : hint));
        }
        return word;
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("null")
                        || scalar.getValue().equals("~"));
    }
}
