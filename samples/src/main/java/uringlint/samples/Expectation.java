// SPDX-License-Identifier: Apache-2.0

package uringlint.samples;

/// A marker of a sample: the rule that it names and the line, counted from 1, that it speaks of.
public record Expectation(Marker marker, int line, String rule) {}
