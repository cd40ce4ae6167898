// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Macros by their names.
public final class Macros {
    private final Map<String, Macro> byName;

    private Macros(Map<String, Macro> byName) {
        this.byName = byName;
    }

    /// No macros.
    public static Macros none() {
        return new Macros(Map.of());
    }

    /// These macros; of several with one name the first is kept.
    public static Macros of(Collection<Macro> macros) {
        var byName = new LinkedHashMap<String, Macro>();
        for (Macro macro : macros) {
            byName.putIfAbsent(macro.name(), macro);
        }
        return new Macros(byName);
    }

    /// These macros and those of `others` that have other names.
    public Macros and(Macros others) {
        if (others.byName.isEmpty()) {
            return this;
        }
        if (byName.isEmpty()) {
            return others;
        }
        var both = new LinkedHashMap<>(byName);
        others.byName.forEach(both::putIfAbsent);
        return new Macros(both);
    }

    /// The macro of this name.
    public Optional<Macro> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// All macros in the order in which they were defined.
    public Collection<Macro> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
