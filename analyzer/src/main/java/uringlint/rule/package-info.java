/// What a rule is, and what it may ask.
package uringlint.rule;
