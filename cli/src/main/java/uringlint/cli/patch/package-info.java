/// Unified diffs: what they say, and trees with them applied. Everything happens in memory.
package uringlint.cli.patch;
