// SPDX-License-Identifier: Apache-2.0

/// Tree-sitter behind one plain tree.
///
/// **Invariant:** no other package knows tree-sitter, and no native memory outlives [uringlint.syntax.Parser#parse].
package uringlint.syntax;
