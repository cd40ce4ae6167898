// SPDX-License-Identifier: Apache-2.0

package uringlint.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.source.Span;

/// A node of a `SyntaxTree`: the tree and an index into its arrays. Nodes are numbered in preorder.
public record SyntaxNode(SyntaxTree tree, int index) {
    /// The kind as the grammar names it: `call_expression`, `identifier`, `;`.
    public String kind() {
        return tree.kind(index);
    }

    /// Whether the grammar names this kind; punctuation and keywords are anonymous.
    public boolean isNamed() {
        return tree.isNamed(index);
    }

    /// Whether the parser could not make sense of this part.
    public boolean isError() {
        return tree.isError(index);
    }

    /// Whether the parser made this node up to go on.
    public boolean isMissing() {
        return tree.isMissing(index);
    }

    /// Whether this node or one below it is an error or missing.
    public boolean hasError() {
        return tree.hasError(index);
    }

    /// The name of the field by which the parent holds this node, or an empty string.
    public String field() {
        return tree.field(index);
    }

    public Span span() {
        return tree.span(index);
    }

    /// The text of this node in the original file (not in the prepared bytes).
    public String text() {
        return tree.text(index);
    }

    /// The text in the prepared bytes, as the parser saw it.
    public String preparedText() {
        return tree.preparedText(index);
    }

    /// The node that holds this one; empty for the root.
    public Optional<SyntaxNode> parent() {
        int parent = tree.parent(index);
        return parent < 0 ? Optional.empty() : Optional.of(new SyntaxNode(tree, parent));
    }

    /// All children, with punctuation and comments.
    public List<SyntaxNode> children() {
        var children = new ArrayList<SyntaxNode>();
        for (int child = tree.firstChild(index); child >= 0; child = tree.nextSibling(child)) {
            children.add(new SyntaxNode(tree, child));
        }
        return children;
    }

    /// The named children without comments.
    public List<SyntaxNode> namedChildren() {
        var children = new ArrayList<SyntaxNode>();
        for (int child = tree.firstChild(index); child >= 0; child = tree.nextSibling(child)) {
            if (tree.isNamed(child) && !tree.kind(child).equals("comment")) {
                children.add(new SyntaxNode(tree, child));
            }
        }
        return children;
    }

    /// The children that the parent holds by this field.
    public List<SyntaxNode> fields(String name) {
        var children = new ArrayList<SyntaxNode>();
        for (int child = tree.firstChild(index); child >= 0; child = tree.nextSibling(child)) {
            if (tree.field(child).equals(name)) {
                children.add(new SyntaxNode(tree, child));
            }
        }
        return children;
    }

    /// The first child that the parent holds by this field.
    public Optional<SyntaxNode> child(String name) {
        for (int child = tree.firstChild(index); child >= 0; child = tree.nextSibling(child)) {
            if (tree.field(child).equals(name)) {
                return Optional.of(new SyntaxNode(tree, child));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return kind() + span();
    }
}
