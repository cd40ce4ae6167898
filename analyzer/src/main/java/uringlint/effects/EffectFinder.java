// SPDX-License-Identifier: Apache-2.0

package uringlint.effects;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import uringlint.ir.Function;
import uringlint.source.SourceFile;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.value.Ranges;

/// Finds what functions do on every way that is no error, from the roots that a model names up to whatever calls them. Files are
/// added one by one; a function that is visible in several of them does what it does in each.
public final class EffectFinder {
    private static final int ROUNDS = 40;

    private final ApiModel model;
    private final Map<String, List<Known>> visible = new TreeMap<>();
    private final Map<SourceFile, Map<String, Known>> hidden = new HashMap<>();
    private final List<Known> all = new ArrayList<>();
    private final Map<String, Set<Known>> callers = new HashMap<>();

    /// A function, and what is known of it so far.
    private static final class Known {
        final Body body;
        final boolean isInHeader;
        List<Effect> effects = List.of();
        Ranges results = Ranges.ALL;

        Known(Body body, boolean isInHeader) {
            this.body = body;
            this.isInHeader = isInHeader;
        }

        /// Whether it stands for a function of a part of the kernel that is not built in.
        boolean isStub() {
            return isInHeader && body.calls().isEmpty();
        }
    }

    /// @param model the functions that are known for what they do
    public EffectFinder(ApiModel model) {
        this.model = model;
    }

    /// Adds the functions of a file. Those of a header are visible everywhere.
    public void add(Collection<Function> functions, boolean isHeader) {
        for (Function function : functions) {
            var known = new Known(new Body(function, model), isHeader);
            all.add(known);
            if (isHeader || function.linkage() == Function.Linkage.EXTERNAL) {
                visible.computeIfAbsent(function.name(), _ -> new ArrayList<>()).add(known);
            } else {
                hidden.computeIfAbsent(function.file(), _ -> new HashMap<>()).putIfAbsent(function.name(), known);
            }
            for (Body.Call call : known.body.calls()) {
                callers.computeIfAbsent(call.name(), _ -> new LinkedHashSet<>()).add(known);
            }
        }
    }

    /// The visible functions that do anything, by their names. Those that the model knows are not among them.
    public Map<String, Effect.Api> find() {
        Collection<Known> pending = all;
        for (int round = 0; round < ROUNDS && !pending.isEmpty(); round++) {
            var next = new LinkedHashSet<Known>();
            for (Known known : pending) {
                List<Effect> effects = known.body.effects(new From(known.body.function().file()));
                if (!effects.equals(known.effects) || !known.body.returned().equals(known.results)) {
                    known.effects = effects;
                    known.results = known.body.returned();
                    next.addAll(callers.getOrDefault(known.body.function().name(), Set.of()));
                }
            }
            pending = next;
        }
        var found = new LinkedHashMap<String, Effect.Api>();
        visible.forEach((name, definitions) -> {
            List<Effect> effects = model.knows(name) ? List.of() : common(definitions);
            if (!effects.isEmpty()) {
                found.put(name, new Effect.Api(name, definitions.getFirst().body.function().parameters().size(), effects));
            }
        });
        return found;
    }

    /// Functions as a file sees them.
    private final class From implements Body.Callees {
        private final SourceFile file;

        From(SourceFile file) {
            this.file = file;
        }

        @Override
        public List<Effect> of(Body.Call call) {
            Known own = hidden.getOrDefault(file, Map.of()).get(call.name());
            return own != null ? own.effects : common(visible.getOrDefault(call.name(), List.of()));
        }

        @Override
        public Ranges results(Body.Call call) {
            Known own = hidden.getOrDefault(file, Map.of()).get(call.name());
            return own != null
                    ? own.results
                    : counted(visible.getOrDefault(call.name(), List.of())).stream()
                            .map(known -> known.results)
                            .reduce(Ranges::union)
                            .orElse(Ranges.ALL);
        }

        @Override
        public boolean isFunction(Body.Call call) {
            return visible.containsKey(call.name()) || hidden.getOrDefault(file, Map.of()).containsKey(call.name());
        }
    }

    /// The definitions of a function but for stubs, if there are others.
    private static List<Known> counted(List<Known> definitions) {
        List<Known> real = definitions.stream().filter(known -> !known.isStub()).toList();
        return real.isEmpty() ? definitions : real;
    }

    /// What all definitions of a function do, but for the stubs of what is not built in.
    private static List<Effect> common(List<Known> definitions) {
        List<Known> counted = counted(definitions);
        if (counted.isEmpty() || counted.stream().map(known -> known.body.function().parameters().size()).distinct().count() > 1) {
            return List.of();
        }
        var shared = new LinkedHashSet<>(counted.getFirst().effects);
        counted.forEach(known -> shared.retainAll(new HashSet<>(known.effects)));
        return shared.stream().collect(Collectors.toList());
    }
}
