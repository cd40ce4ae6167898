// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

import java.util.Comparator;

/// A look at shared state under a lock, by which a path may know that an object is its own.
///
/// @param field the field that was read, or the function that was asked, as `list_empty()`
/// @param lock the field or variable that is the lock
public record Claim(String field, String lock) implements Comparable<Claim> {
    private static final Comparator<Claim> ORDER = Comparator.comparing(Claim::field).thenComparing(Claim::lock);

    @Override
    public int compareTo(Claim other) {
        return ORDER.compare(this, other);
    }
}
