// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

/// How the tree of a series was found, from the surest to the least sure.
public enum Fit {
    /// A user or the series names it.
    NAMED,
    /// It has the files that the series was made from.
    CONTENTS,
    /// All hunks find their lines in it.
    HUNKS,
    /// All hunks have a place in it, with fuzz or by a merge.
    FUZZ,
    /// Some hunks have no place in it.
    PARTS,
    /// There is no tree.
    NONE
}
