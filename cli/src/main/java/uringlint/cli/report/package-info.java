// SPDX-License-Identifier: Apache-2.0

/// Findings and their forms: text for people, JSON for programs.
package uringlint.cli.report;
