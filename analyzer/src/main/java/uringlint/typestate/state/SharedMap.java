// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A map of which a copy costs nothing before one of the two is changed. Most paths of a program that part agree in nearly all of
/// what is known, and most maps are empty. It keeps its hash as long as it is not changed, since it is part of keys.
public final class SharedMap<K, V> extends AbstractMap<K, V> {
    private final boolean isSorted;
    private Map<K, V> entries;
    private boolean isShared;
    private int hash;

    private SharedMap(boolean isSorted, Map<K, V> entries) {
        this.isSorted = isSorted;
        this.entries = entries;
        this.isShared = true;
    }

    /// An empty map that tells its entries in the order in which they came.
    static <K, V> SharedMap<K, V> linked() {
        return new SharedMap<>(false, Collections.emptyMap());
    }

    /// An empty map that tells its entries in the order of the keys.
    static <K extends Comparable<K>, V> SharedMap<K, V> sorted() {
        return new SharedMap<>(true, Collections.emptyMap());
    }

    public SharedMap<K, V> copy() {
        isShared = true;
        var copy = new SharedMap<K, V>(isSorted, entries);
        copy.hash = hash;
        return copy;
    }

    /// The entries, to be written to by this map alone.
    private Map<K, V> own() {
        if (isShared) {
            entries = isSorted ? new TreeMap<>(entries) : new LinkedHashMap<>(entries);
            isShared = false;
        }
        hash = 0;
        return entries;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// The value of a key, or null, which the checker of nulls is not told, as it is not told of other maps.
    @SuppressWarnings("NullAway")
    @Override
    public V get(Object key) {
        return entries.get(key);
    }

    @Override
    public V getOrDefault(Object key, V otherwise) {
        V found = entries.get(key);
        return found == null ? otherwise : found;
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.containsKey(key);
    }

    @Override
    public @Nullable V put(K key, V value) {
        V known = entries.get(key);
        if (known == value) {
            return known;
        }
        return own().put(key, value);
    }

    @Override
    public @Nullable V remove(Object key) {
        return entries.containsKey(key) ? own().remove(key) : null;
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> others) {
        if (!others.isEmpty()) {
            own().putAll(others);
        }
    }

    @Override
    public void clear() {
        if (!entries.isEmpty()) {
            entries = Collections.emptyMap();
            isShared = true;
            hash = 0;
        }
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> change) {
        if (!entries.isEmpty()) {
            own().replaceAll(change);
        }
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        entries.forEach(action);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (other instanceof SharedMap<?, ?> that) {
            return entries == that.entries
                    || entries.size() == that.entries.size() && hashCode() == that.hashCode() && entries.equals(that.entries);
        }
        return other == this || entries.equals(other);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = entries.hashCode();
        }
        return hash;
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return entries.isEmpty() ? Collections.emptySet() : new Entries();
    }

    @Override
    public Set<K> keySet() {
        return entries.isEmpty() ? Collections.emptySet() : new Keys();
    }

    private final class Entries extends AbstractSet<Map.Entry<K, V>> {
        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return SharedSet.readOnly(entries.entrySet().iterator());
        }

        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public boolean removeIf(Predicate<? super Map.Entry<K, V>> isGone) {
            return removeAllOf(isGone);
        }
    }

    private final class Keys extends AbstractSet<K> {
        @Override
        public Iterator<K> iterator() {
            return SharedSet.readOnly(entries.keySet().iterator());
        }

        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public boolean contains(Object key) {
            return entries.containsKey(key);
        }

        @Override
        public boolean remove(Object key) {
            return SharedMap.this.remove(key) != null;
        }

        @Override
        public boolean removeIf(Predicate<? super K> isGone) {
            return removeAllOf(entry -> isGone.test(entry.getKey()));
        }

        @Override
        public boolean removeAll(Collection<?> gone) {
            return removeIf(gone::contains);
        }

        @Override
        public boolean retainAll(Collection<?> kept) {
            return removeIf(key -> !kept.contains(key));
        }
    }

    /// Moves the entries of which something holds to another map, which has no others then.
    public void moveTo(SharedMap<K, V> target, Predicate<? super K> isMoved) {
        Map<K, V> moved = Collections.emptyMap();
        Map<K, V> left = Collections.emptyMap();
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            if (isMoved.test(entry.getKey())) {
                moved = moved.isEmpty() ? create() : moved;
                moved.put(entry.getKey(), entry.getValue());
            } else {
                left = left.isEmpty() ? create() : left;
                left.put(entry.getKey(), entry.getValue());
            }
        }
        if (left.isEmpty()) {
            target.take(entries, true);
            take(left, true);
        } else {
            target.take(moved, moved.isEmpty());
            if (!moved.isEmpty()) {
                take(left, false);
            }
        }
    }

    private Map<K, V> create() {
        return isSorted ? new TreeMap<>() : new LinkedHashMap<>();
    }

    private void take(Map<K, V> others, boolean isOfOthersToo) {
        entries = others;
        isShared = isOfOthersToo;
        hash = 0;
    }

    private boolean removeAllOf(Predicate<? super Map.Entry<K, V>> isGone) {
        ArrayList<K> gone = null;
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            if (isGone.test(entry)) {
                gone = gone == null ? new ArrayList<>() : gone;
                gone.add(entry.getKey());
            }
        }
        if (gone == null) {
            return false;
        }
        if (gone.size() == entries.size()) {
            clear();
            return true;
        }
        Map<K, V> left = own();
        for (int at = 0; at < gone.size(); at++) {
            left.remove(gone.get(at));
        }
        return true;
    }
}
