// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.names;

import java.util.Collection;

/// Guesses what was meant by a name that is not known.
public final class NearMiss {
    private NearMiss() {}

    /// Nobody mistypes a name as long as this.
    private static final int LONGEST = 100;

    /// A question to put behind an error message; empty where no name is near.
    public static String hint(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return "";
        }
        String best = "";
        int least = Math.max(2, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = name.length() > 3 && candidate.startsWith(name) ? 1 : distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : "; did you mean `" + best + "`?";
    }

    /// The number of letters to add, drop or change (Levenshtein).
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= left.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int above = row[column];
                int change = left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1;
                row[column] = Math.min(Math.min(row[column] + 1, row[column - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
