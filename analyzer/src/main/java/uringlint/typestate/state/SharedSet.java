// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A set of which a copy costs nothing before one of the two is changed, as in `SharedMap`.
public final class SharedSet<E> extends AbstractSet<E> {
    private final boolean isSorted;
    private Set<E> elements;
    private boolean isShared;
    private int hash;

    private SharedSet(boolean isSorted, Set<E> elements) {
        this.isSorted = isSorted;
        this.elements = elements;
        this.isShared = true;
    }

    /// An empty set that tells its elements in the order in which they came.
    static <E> SharedSet<E> linked() {
        return new SharedSet<>(false, Collections.emptySet());
    }

    /// An empty set that tells its elements in their order.
    static <E extends Comparable<? super E>> SharedSet<E> sorted() {
        return new SharedSet<>(true, Collections.emptySet());
    }

    public SharedSet<E> copy() {
        isShared = true;
        var copy = new SharedSet<E>(isSorted, elements);
        copy.hash = hash;
        return copy;
    }

    /// The elements, to be written to by this set alone.
    private Set<E> own() {
        if (isShared) {
            elements = isSorted ? new TreeSet<>(elements) : new LinkedHashSet<>(elements);
            isShared = false;
        }
        hash = 0;
        return elements;
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public boolean isEmpty() {
        return elements.isEmpty();
    }

    @Override
    public boolean contains(Object element) {
        return elements.contains(element);
    }

    @Override
    public boolean add(E element) {
        return !elements.contains(element) && own().add(element);
    }

    @Override
    public boolean addAll(Collection<? extends E> others) {
        if (others.isEmpty() || others instanceof SharedSet<?> that && that.elements == elements) {
            return false;
        }
        boolean isChanged = false;
        for (E element : others) {
            isChanged |= add(element);
        }
        return isChanged;
    }

    @Override
    public boolean remove(Object element) {
        return elements.contains(element) && own().remove(element);
    }

    @Override
    public void clear() {
        if (!elements.isEmpty()) {
            elements = Collections.emptySet();
            isShared = true;
            hash = 0;
        }
    }

    /// Moves the elements of which something holds to another set, which has no others then.
    public void moveTo(SharedSet<E> target, Predicate<? super E> isMoved) {
        target.elements = elements;
        target.isShared = true;
        target.hash = 0;
        isShared = true;
        if (!elements.isEmpty()) {
            target.removeIf(element -> !isMoved.test(element));
            removeIf(isMoved);
        }
    }

    @Override
    public boolean removeIf(Predicate<? super E> isGone) {
        if (elements.isEmpty()) {
            return false;
        }
        ArrayList<E> gone = null;
        for (E element : elements) {
            if (isGone.test(element)) {
                gone = gone == null ? new ArrayList<>() : gone;
                gone.add(element);
            }
        }
        if (gone == null) {
            return false;
        }
        Set<E> left = own();
        for (int at = 0; at < gone.size(); at++) {
            left.remove(gone.get(at));
        }
        return true;
    }

    @Override
    public boolean removeAll(Collection<?> gone) {
        return removeIf(gone::contains);
    }

    @Override
    public boolean retainAll(Collection<?> kept) {
        return !(kept instanceof SharedSet<?> that && that.elements == elements) && removeIf(element -> !kept.contains(element));
    }

    @Override
    public Iterator<E> iterator() {
        return elements.isEmpty() ? Collections.emptyIterator() : readOnly(elements.iterator());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (other instanceof SharedSet<?> that) {
            return elements == that.elements
                    || elements.size() == that.elements.size() && hashCode() == that.hashCode() && elements.equals(that.elements);
        }
        return elements.equals(other);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = elements.hashCode();
        }
        return hash;
    }

    /// An iterator that takes nothing out: what it walks over may be shared.
    static <E> Iterator<E> readOnly(Iterator<E> all) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public E next() {
                return all.next();
            }
        };
    }
}
