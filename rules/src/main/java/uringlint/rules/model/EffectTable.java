// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uringlint.typestate.protocol.Effect;
import uringlint.version.KernelVersion;

/// What functions of the kernel do that no table of the API names, as `uringlint.effects` found in the sources of some releases.
/// Its lines are those of an `ApiTable`, sorted by name. Before the first release that was looked at, a function does what it does there,
/// and after the last one likewise; between two, what both say of it.
///
/// It is made by `tools/KernelEffects.java`.
public final class EffectTable {
    private static final String RESOURCE = "kernel-effects.txt";

    private EffectTable() {}

    private static final class Holder {
        static final byte[] TEXT = read();
    }

    private static byte[] read() {
        try (InputStream in = Objects.requireNonNull(EffectTable.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a function of a release does, besides what is not known of it. It is found by halving: of thousands, a driver calls a few.
    static List<Effect> effects(String name, int arity, KernelVersion version) {
        byte[] text = Holder.TEXT;
        int low = 0;
        int high = text.length;
        while (low < high) {
            int start = lineStart(text, (low + high) / 2);
            int order = compare(text, start, name);
            if (order < 0) {
                low = lineEnd(text, start) + 1;
            } else {
                high = start;
            }
        }
        var effects = new ArrayList<Effect>();
        for (int start = low; start < text.length && compare(text, start, name) == 0; start = lineEnd(text, start) + 1) {
            String line = new String(text, start, lineEnd(text, start) - start, StandardCharsets.US_ASCII);
            ApiTable.functions(version, line).getOrDefault(name, List.of()).stream()
                    .filter(api -> api.arity() == arity)
                    .forEach(api -> effects.addAll(api.effects()));
        }
        return effects;
    }

    /// The lines of the table.
    static List<String> lines() {
        return new String(Holder.TEXT, StandardCharsets.US_ASCII).lines().toList();
    }

    private static int lineStart(byte[] text, int within) {
        int start = within;
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int lineEnd(byte[] text, int within) {
        int end = within;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }

    /// How the first word of a line stands to a name.
    private static int compare(byte[] text, int start, String name) {
        for (int at = 0; ; at++) {
            int own = start + at < text.length && text[start + at] != ' ' ? text[start + at] : -1;
            int other = at < name.length() ? name.charAt(at) : -1;
            if (own != other || own < 0) {
                return Integer.compare(own, other);
            }
        }
    }

    /// The table for what was found in several releases.
    public static String text(SortedMap<KernelVersion, Map<String, Effect.Api>> releases) {
        List<KernelVersion> versions = List.copyOf(releases.keySet());
        var names = new TreeSet<String>();
        releases.values().forEach(found -> names.addAll(found.keySet()));
        var text = new StringBuilder();
        for (String name : names) {
            int from = 0;
            while (from < versions.size()) {
                Effect.Api api = releases.get(versions.get(from)).get(name);
                int to = from + 1;
                while (to < versions.size() && Objects.equals(releases.get(versions.get(to)).get(name), api)) {
                    to++;
                }
                if (api != null) {
                    String since = from == 0 ? "" : versions.get(from).toString();
                    String until = to == versions.size() ? "" : until(
                            api, versions.get(to - 1), versions.get(to), Optional.ofNullable(releases.get(versions.get(to)).get(name)));
                    String range = from == 0 && to == versions.size() ? "*" : since + ".." + until;
                    text.append(name)
                            .append(' ')
                            .append(api.arity())
                            .append(' ')
                            .append(range)
                            .append(' ')
                            .append(api.effects().stream()
                                    .map(EffectTable::word)
                                    .collect(Collectors.joining(" ")))
                            .append('\n');
                }
                from = to;
            }
        }
        return text.toString();
    }

    /// The last version for which something holds that the next release does not say. Nobody looked at those between the two: what they do
    /// is known only where both do the same, and the numbers of arguments tell which of the two a call is for.
    private static String until(Effect.Api api, KernelVersion last, KernelVersion next, Optional<Effect.Api> then) {
        return then.map(Effect.Api::effects).equals(Optional.of(api.effects())) ? before(next) : last.toString();
    }

    /// The last version before a release, so far as the numbers of versions say.
    private static String before(KernelVersion version) {
        return version.minor() > 0 ? version.major() + "." + (version.minor() - 1) : version.major() - 1 + ".99";
    }

    private static String word(Effect effect) {
        return switch (effect) {
            case Effect.Sleep(var waiting, var argument, _)
            when argument < 0 -> "sleep(" + waiting.name().toLowerCase(java.util.Locale.ROOT) + ")";
            case Effect.Sleep(var waiting, var argument, var flag) ->
                "sleep(" + waiting.name().toLowerCase(java.util.Locale.ROOT) + "," + argument + "," + flag + ")";
            case Effect.UserCopy _ -> "usercopy";
            case Effect.Free(var argument) -> "free(" + argument + ")";
            case Effect.Result(var low, var high) -> "result(" + low + "," + high + ")";
            case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                    Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ ->
                throw new IllegalArgumentException("no effect of a table: " + effect);
        };
    }
}
