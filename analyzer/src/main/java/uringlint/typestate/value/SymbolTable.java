// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Type;

/// Makes symbols, one for each origin, numbered in the order in which they were asked for.
public final class SymbolTable {
    private final Map<Symbol.Origin, Symbol> symbols = new HashMap<>();

    public Symbol of(Symbol.Origin origin, Type type) {
        Symbol known = symbols.get(origin);
        if (known == null) {
            known = new Symbol(symbols.size(), origin, type);
            symbols.put(origin, known);
        }
        return known;
    }

    /// The symbol of an origin, if anybody asked for it.
    public Optional<Symbol> find(Symbol.Origin origin) {
        return Optional.ofNullable(symbols.get(origin));
    }
}
