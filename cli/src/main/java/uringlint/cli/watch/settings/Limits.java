// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.settings;

import java.time.Duration;

/// What the work on one series may cost: time, memory and output in bytes; how many are worked on at a time, and how often one is tried.
public record Limits(Duration wall, long memory, long output, int jobs, int tries) {}
