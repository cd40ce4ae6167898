// SPDX-License-Identifier: Apache-2.0

package uringlint.syntax;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import uringlint.dialect.DialectFact;
import uringlint.dialect.Prepared;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// The syntax of one file as flat arrays, a row a node, in preorder: a node's children follow it, and its subtree is a range.
public final class SyntaxTree {
    private static final byte IS_ERROR = 1;
    private static final byte IS_MISSING = 2;
    private static final byte HAS_ERROR = 4;

    private final Grammar grammar;
    private final Prepared prepared;
    private final boolean hasSplices;
    private int count;
    private int depth;
    private short[] kinds;
    private short[] fields;
    private byte[] flags;
    private int[] starts;
    private int[] ends;
    private int[] parents;
    private int[] sizes;

    private SyntaxTree(Grammar grammar, Prepared prepared, int capacity) {
        this.grammar = grammar;
        this.prepared = prepared;
        hasSplices = prepared.facts().stream().anyMatch(fact -> fact.kind() == DialectFact.Kind.SPLICE);
        kinds = new short[capacity];
        fields = new short[capacity];
        flags = new byte[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
        parents = new int[capacity];
        sizes = new int[capacity];
    }

    /// The node that holds the whole file.
    public SyntaxNode root() {
        return new SyntaxNode(this, 0);
    }

    /// The file as it was read.
    public SourceFile file() {
        return prepared.original();
    }

    /// The file as it was parsed, with what the dialect knows about it.
    public Prepared prepared() {
        return prepared;
    }

    /// The number of nodes.
    public int size() {
        return count;
    }

    /// The number of nodes on the longest way from the root to a leaf.
    public int depth() {
        return depth;
    }

    /// The innermost node that holds all of `span`.
    public SyntaxNode at(Span span) {
        int node = 0;
        int child = firstChild(0);
        while (child >= 0) {
            if (starts[child] <= span.start() && span.end() <= ends[child]) {
                node = child;
                child = firstChild(child);
            } else {
                child = nextSibling(child);
            }
        }
        return new SyntaxNode(this, node);
    }

    String kind(int node) {
        return grammar.kind(kinds[node]);
    }

    boolean isNamed(int node) {
        return grammar.isNamed(kinds[node]);
    }

    boolean isError(int node) {
        return (flags[node] & IS_ERROR) != 0;
    }

    boolean isMissing(int node) {
        return (flags[node] & IS_MISSING) != 0;
    }

    boolean hasError(int node) {
        return (flags[node] & HAS_ERROR) != 0;
    }

    String field(int node) {
        return grammar.field(fields[node]);
    }

    Span span(int node) {
        return new Span(starts[node], ends[node]);
    }

    String text(int node) {
        Optional<DialectFact> splice = hasSplices ? prepared.factAt(starts[node], DialectFact.Kind.SPLICE) : Optional.empty();
        return splice.isPresent() && splice.get().span().end() == ends[node]
                ? splice.get().name()
                : text(prepared.original().bytes(), node);
    }

    String preparedText(int node) {
        return text(prepared.bytes(), node);
    }

    private String text(byte[] bytes, int node) {
        return new String(bytes, starts[node], ends[node] - starts[node], StandardCharsets.UTF_8);
    }

    /// The index of the parent, or -1 for the root.
    int parent(int node) {
        return parents[node];
    }

    /// The index of the first child, or -1.
    int firstChild(int node) {
        return sizes[node] > 1 ? node + 1 : -1;
    }

    /// The index of the next node under the same parent, or -1.
    int nextSibling(int node) {
        int parent = parents[node];
        int next = node + sizes[node];
        return parent >= 0 && next < parent + sizes[parent] ? next : -1;
    }

    /// Fills the rows of a tree in the order in which a cursor meets the nodes.
    static final class Builder {
        private final SyntaxTree tree;
        private int current = -1;
        private int level;

        Builder(Grammar grammar, Prepared prepared) {
            // Kernel C has a node for every five to six bytes.
            tree = new SyntaxTree(grammar, prepared, Math.max(64, prepared.bytes().length / 5));
        }

        /// Adds a child to the node that is open, and opens it.
        void open(short kind, short field, int start, int end, boolean isMissing) {
            int node = tree.count++;
            if (node == tree.kinds.length) {
                tree.resize(node * 2);
            }
            tree.kinds[node] = kind;
            tree.fields[node] = field;
            tree.starts[node] = start;
            tree.ends[node] = end;
            tree.parents[node] = current;
            if (kind == Grammar.ERROR) {
                tree.flags[node] = IS_ERROR | HAS_ERROR;
            } else if (isMissing) {
                tree.flags[node] = IS_MISSING | HAS_ERROR;
            }
            current = node;
            tree.depth = Math.max(tree.depth, ++level);
        }

        void close() {
            tree.sizes[current] = tree.count - current;
            int parent = tree.parents[current];
            if (parent >= 0) {
                tree.flags[parent] |= (byte) (tree.flags[current] & HAS_ERROR);
            }
            current = parent;
            level--;
        }

        SyntaxTree build() {
            tree.resize(tree.count);
            return tree;
        }
    }

    private void resize(int capacity) {
        kinds = Arrays.copyOf(kinds, capacity);
        fields = Arrays.copyOf(fields, capacity);
        flags = Arrays.copyOf(flags, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        parents = Arrays.copyOf(parents, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
    }
}
