// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;

/// What configurations at a point of the program must have in common to be joined. Its parts do not change any more.
final class JoinKey {
    private final List<Object> parts;
    private final int hash;

    JoinKey(List<Object> parts) {
        this.parts = parts;
        this.hash = parts.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JoinKey that && hash == that.hash && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
