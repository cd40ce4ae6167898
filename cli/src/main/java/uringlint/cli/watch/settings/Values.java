// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import uringlint.cli.config.DamagedConfig;
import uringlint.cli.config.Yaml;

/// The members of a mapping of the file, by their keys, as values of the types that they are meant to be.
final class Values {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(k|m|g)", Pattern.CASE_INSENSITIVE);

    private final Yaml yaml;
    private final Node node;
    private final String name;
    private final Path folder;
    private final Map<String, Node> members;

    /// The members of `node`, which is called `name` and has no other keys than `keys`; paths are relative to `folder`.
    Values(Yaml yaml, Node node, String name, Path folder, List<String> keys) throws DamagedConfig {
        this.yaml = yaml;
        this.node = node;
        this.name = name;
        this.folder = folder;
        members = yaml.members(node, name, keys);
    }

    DamagedConfig damaged(String key, String message) {
        return yaml.damaged(members.getOrDefault(key, node), message);
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    private Optional<Node> node(String key) {
        return Optional.ofNullable(members.get(key));
    }

    Optional<Values> inner(String key, List<String> keys) throws DamagedConfig {
        Optional<Node> inner = node(key);
        return inner.isPresent() ? Optional.of(new Values(yaml, inner.get(), key, folder, keys)) : Optional.empty();
    }

    /// The members of a mapping with keys of the user, in their order.
    Map<String, Values> named(String key, List<String> keys) throws DamagedConfig {
        var named = new LinkedHashMap<String, Values>();
        if (has(key)) {
            for (var entry : yaml.members(node(key).orElseThrow(), key).entrySet()) {
                String word = entry.getKey().getValue();
                named.put(word, new Values(yaml, entry.getValue(), word, folder, keys));
            }
        }
        return named;
    }

    Optional<String> text(String key) throws DamagedConfig {
        Optional<Node> text = node(key);
        return text.isPresent() ? Optional.of(yaml.text(text.get(), key)) : Optional.empty();
    }

    String needed(String key) throws DamagedConfig {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            throw yaml.damaged(node, "`" + name + "` needs `" + key + "`");
        }
        return text.get();
    }

    List<String> texts(String key) throws DamagedConfig {
        var texts = new ArrayList<String>();
        if (has(key)) {
            for (Node item : yaml.items(node(key).orElseThrow(), key)) {
                texts.add(yaml.text(item, key));
            }
        }
        return texts;
    }

    String word(String key, List<String> known, String otherwise) throws DamagedConfig {
        return has(key) ? yaml.word(node(key).orElseThrow(), key, known) : otherwise;
    }

    boolean flag(String key, boolean otherwise) throws DamagedConfig {
        return word(key, List.of("true", "false"), String.valueOf(otherwise)).equals("true");
    }

    Optional<Path> path(String key) throws DamagedConfig {
        Optional<String> text = text(key);
        return text.isPresent() ? Optional.of(path(key, text.get())) : Optional.empty();
    }

    Path path(String key, String text) throws DamagedConfig {
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException _) {
            throw damaged(key, "`" + text + "` is no name of a file");
        }
    }

    Path neededPath(String key) throws DamagedConfig {
        return path(key, needed(key));
    }

    int number(String key, int least, int otherwise) throws DamagedConfig {
        Optional<String> text = text(key);
        if (text.isPresent() && (!text.get().matches("\\d{1,6}") || Integer.parseInt(text.get()) < least)) {
            throw damaged(key, "`" + key + "` is a number from " + least + " on: it cannot be `" + text.get() + "`");
        }
        return text.map(Integer::parseInt).orElse(otherwise);
    }

    Duration time(String key, Duration otherwise) throws DamagedConfig {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = TIME.matcher(text.get());
        if (!matcher.matches()) {
            throw damaged(key, "`" + key + "` is a time such as `45s`, `30m`, `12h` or `3d`: it cannot be `" + text.get() + "`");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    long size(String key, long otherwise) throws DamagedConfig {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = SIZE.matcher(text.get());
        if (!matcher.matches()) {
            throw damaged(key, "`" + key + "` is a size such as `64k`, `512m` or `2g`: it cannot be `" + text.get() + "`");
        }
        return Long.parseLong(matcher.group(1)) << switch (matcher.group(2)) {
            case "k", "K" -> 10;
            case "m", "M" -> 20;
            default -> 30;
        };
    }

    /// A day as the time of its start, in seconds; `all` is 0 and `new` is -1.
    long start(String key) throws DamagedConfig {
        String text = text(key).orElse("new");
        try {
            return switch (text) {
                case "new" -> -1;
                case "all" -> 0;
                default -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
            };
        } catch (DateTimeException _) {
            throw damaged(key, "`" + key + "` is `new`, `all` or a day such as `2026-01-31`: it cannot be `" + text + "`");
        }
    }
}
