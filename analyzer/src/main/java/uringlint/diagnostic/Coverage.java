// SPDX-License-Identifier: Apache-2.0

package uringlint.diagnostic;

/// How much was followed: the number of entry points, and how many of them have paths that could not be followed to their ends.
public record Coverage(int entryPoints, int partly) {
    /// What there is to say where nothing was analyzed.
    public static final Coverage NONE = new Coverage(0, 0);

    /// This and another one, of other entry points.
    public Coverage plus(Coverage other) {
        return new Coverage(entryPoints + other.entryPoints, partly + other.partly);
    }
}
