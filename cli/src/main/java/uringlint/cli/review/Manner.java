// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.function.UnaryOperator;

/// What is the same in all replies of a run.
///
/// @param pages gives the page of a rule in Markdown
/// @param comments the most comments of a mail
/// @param operator who runs the program and how to stop it, in sentences; may be empty
/// @param version the name and the version of the program
record Manner(UnaryOperator<String> pages, int comments, String operator, String version) {}
