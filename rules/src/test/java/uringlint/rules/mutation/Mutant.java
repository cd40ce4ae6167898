// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.mutation;

import uringlint.samples.Sample;

/// A sample with one thing broken, on one line.
record Mutant(Sample sample, Operator operator, int line, String text) {
    @Override
    public String toString() {
        return "%-24s %s:%d: %s".formatted(operator, sample.path(), line, sample.text().lines().toList().get(line - 1).strip());
    }
}
