// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.typestate.protocol.Effect;
import uringlint.version.KernelVersion;

/// Reads tables of functions. A line is `name arity since..until effect [effect ...]`; `*` stands for any arity or version,
/// `#` starts a comment. An effect is a word with arguments, as in `complete(0,1,3)`, and may have a guard: `link(2)?0:error` happens where
/// the function returns 0, and not where it returns an error.
final class ApiTable {
    private ApiTable() {}

    /// The functions of a table that exist in a version, by name.
    static void read(String table, KernelVersion version, Map<String, List<Effect.Api>> functions) {
        for (String line : table.split("\n")) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] words = text.split(" +");
            if (!holds(words[2], version)) {
                continue;
            }
            int arity = words[1].equals("*") ? -1 : Integer.parseInt(words[1]);
            var effects = new ArrayList<Effect>();
            for (int word = 3; word < words.length; word++) {
                effects.add(EffectWords.effect(words[word]));
            }
            for (String name : words[0].split(",")) {
                functions.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Effect.Api(name, arity, effects));
            }
        }
    }

    private static boolean holds(String range, KernelVersion version) {
        if (range.equals("*")) {
            return true;
        }
        int dots = range.indexOf("..");
        String since = range.substring(0, dots);
        String until = range.substring(dots + 2);
        return (since.isEmpty() || KernelVersion.parse(since).orElseThrow().compareTo(version) <= 0)
                && (until.isEmpty() || version.compareTo(KernelVersion.parse(until).orElseThrow()) <= 0);
    }

    /// The names of the functions of tables, whatever version has them.
    static Set<String> names(String... tables) {
        var names = new HashSet<String>();
        for (String table : tables) {
            for (String line : table.split("\n")) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    names.addAll(List.of(text.substring(0, text.indexOf(' ')).split(",")));
                }
            }
        }
        return names;
    }

    static Map<String, List<Effect.Api>> functions(KernelVersion version, String... tables) {
        var functions = new LinkedHashMap<String, List<Effect.Api>>();
        for (String table : tables) {
            read(table, version, functions);
        }
        return functions;
    }
}
