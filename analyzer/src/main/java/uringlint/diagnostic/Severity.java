// SPDX-License-Identifier: Apache-2.0

package uringlint.diagnostic;

/// How sure and how bad a report is. The order is from the least to the worst.
public enum Severity {
    /// Against the recommended practice.
    NOTE,
    /// Wrong unless something outside the analyzed code prevents it.
    WARNING,
    /// Wrong on a path that exists whatever the environment does.
    ERROR;

    /// The word that reports use.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
