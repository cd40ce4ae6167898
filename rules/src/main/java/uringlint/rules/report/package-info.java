// SPDX-License-Identifier: Apache-2.0

/// How rules turn what was observed into reports.
package uringlint.rules.report;
