/// What is said about code: diagnostics with their traces.
package uringlint.diagnostic;
