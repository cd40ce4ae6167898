// SPDX-License-Identifier: Apache-2.0

/// The text forms of the stages, for people who look into an analysis.
package uringlint.cli.dump;
