/// The rules about results.
package uringlint.rules.results;
