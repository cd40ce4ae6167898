// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import java.util.Arrays;

/// Symbols of one table, as bits: what can be reached is asked for anew at each step of a path.
public final class SymbolSet {
    private long[] bits = new long[8];

    /// Adds a symbol, and says whether it was not there before.
    public boolean add(Symbol symbol) {
        int word = symbol.number() >> 6;
        if (word >= bits.length) {
            bits = Arrays.copyOf(bits, Math.max(word + 1, 2 * bits.length));
        }
        long bit = 1L << symbol.number();
        boolean isNew = (bits[word] & bit) == 0;
        bits[word] |= bit;
        return isNew;
    }

    /// Adds all symbols of an array, and says whether one of them was not there before.
    public boolean addAll(Symbol[] symbols) {
        boolean isNew = false;
        for (Symbol symbol : symbols) {
            isNew |= add(symbol);
        }
        return isNew;
    }

    public boolean contains(Symbol symbol) {
        int word = symbol.number() >> 6;
        return word < bits.length && (bits[word] & 1L << symbol.number()) != 0;
    }
}
