// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.judge;

/// How a child process ended.
public sealed interface Ending {
    /// It reported; `json` is the report.
    record Reported(String json) implements Ending {}

    /// It did not: in a word, and in a sentence.
    record Failed(String outcome, String detail) implements Ending {}
}
