/// Ways to write code differently that mean the same.
package uringlint.rules.rewriting;
