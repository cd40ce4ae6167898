// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.List;

/// What was found: the series of patches, in the order in which they came, and what could not be read.
public record Postings(List<Series> series, List<Trouble> troubles) {
    public Postings {
        series = List.copyOf(series);
        troubles = List.copyOf(troubles);
    }
}
