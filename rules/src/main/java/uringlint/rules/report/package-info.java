/// How rules turn what was observed into reports.
package uringlint.rules.report;
