// SPDX-License-Identifier: Apache-2.0

package uringlint.syntax;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.github.treesitter.jtreesitter.internal.TSInput;
import io.github.treesitter.jtreesitter.internal.TSNode;
import io.github.treesitter.jtreesitter.internal.TSParseOptions;
import io.github.treesitter.jtreesitter.internal.TSTreeCursor;
import io.github.treesitter.jtreesitter.internal.TreeSitter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.Optional;
import uringlint.dialect.Prepared;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.Span;

/// A parser of one language with its native buffers. A parser belongs to the thread that made it.
///
/// Nodes are read through the binding's generated class: its `Node` objects have an arena each, which costs a hundred times
/// the memory of the tree that is copied here.
public final class Parser implements AutoCloseable {
    /// Deeper trees are refused: whoever walks a tree by recursion must not run out of stack.
    public static final int MAX_DEPTH = 1_500;

    /// How often tree-sitter asks whether to go on: once in a hundred of its steps. Well-formed code asks nine times in a kilobyte.
    private static final int WORK_LIMIT = 60_000;

    /// Up to this length the worst known input takes less than that anyway, and the two callbacks that a limit needs
    /// cost a short run 20 ms.
    private static final int UNLIMITED_LENGTH = 256 * 1024;

    private final Grammar grammar;
    private final int workLimit;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment parser;
    private final SegmentAllocator node;
    private final SegmentAllocator cursor;

    private Parser(Grammar grammar, int workLimit) {
        this.grammar = grammar;
        this.workLimit = workLimit;
        parser = TreeSitter.ts_parser_new();
        if (!TreeSitter.ts_parser_set_language(parser, grammar.language())) {
            throw new IllegalStateException("the grammar does not fit this version of tree-sitter");
        }
        MemorySegment nodeBuffer = arena.allocate(TSNode.layout());
        MemorySegment cursorBuffer = arena.allocate(TSTreeCursor.layout());
        node = (_, _) -> nodeBuffer;
        cursor = (_, _) -> cursorBuffer;
    }

    /// A parser of kernel C that went through `Dialect`.
    public static Parser forC() {
        return new Parser(Grammar.c(), WORK_LIMIT);
    }

    /// A parser of Rust.
    public static Parser forRust() {
        return new Parser(Grammar.rust(), WORK_LIMIT);
    }

    /// A parser of kernel C that gives up on a file after `limit` hundreds of steps.
    public static Parser forC(int limit) {
        return new Parser(Grammar.c(), limit);
    }

    /// The tree of a prepared file; empty, with a problem, when the file was refused or a bound was met.
    public Parsed parse(Prepared prepared) {
        var problems = new ArrayList<>(prepared.problems());
        if (prepared.isRefused()) {
            return new Parsed(Optional.empty(), problems);
        }
        Optional<SyntaxTree> tree = read(prepared);
        if (tree.isEmpty()) {
            problems.add(bound(prepared, "parsing took more than " + workLimit + "00 steps"));
        } else if (tree.get().depth() > MAX_DEPTH) {
            problems.add(bound(prepared, "nested deeper than " + MAX_DEPTH + " levels"));
            tree = Optional.empty();
        }
        return new Parsed(tree, problems);
    }

    private static Problem bound(Prepared prepared, String message) {
        return new Problem(Problem.Kind.BOUND, new Location(prepared.original(), new Span(0, 0)), message);
    }

    private Optional<SyntaxTree> read(Prepared prepared) {
        byte[] bytes = prepared.bytes();
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment text = memory.allocate(Math.max(1, bytes.length));
            MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
            MemorySegment tree = bytes.length <= UNLIMITED_LENGTH && workLimit == WORK_LIMIT
                    ? TreeSitter.ts_parser_parse_string_encoding(
                            parser, MemorySegment.NULL, text, bytes.length, TreeSitter.TSInputEncodingUTF8())
                    : parseWithin(memory, text, bytes.length);
            if (tree.equals(MemorySegment.NULL)) {
                // Otherwise the next parse would go on where this one stopped.
                TreeSitter.ts_parser_reset(parser);
                return Optional.empty();
            }
            try {
                return Optional.of(copy(tree, prepared));
            } finally {
                TreeSitter.ts_tree_delete(tree);
            }
        }
    }

    private MemorySegment parseWithin(Arena memory, MemorySegment text, int length) {
        int[] asked = new int[1];
        MemorySegment input = TSInput.allocate(memory);
        TSInput.payload(input, MemorySegment.NULL);
        TSInput.encoding(input, TreeSitter.TSInputEncodingUTF8());
        TSInput.decode(input, MemorySegment.NULL);
        TSInput.read(input, TSInput.read.allocate((_, offset, _, count) -> {
            int start = Math.min(Math.max(offset, 0), length);
            count.reinterpret(Integer.BYTES).set(JAVA_INT, 0, length - start);
            return text.asSlice(start);
        }, memory));
        MemorySegment options = TSParseOptions.allocate(memory);
        TSParseOptions.payload(options, MemorySegment.NULL);
        TSParseOptions.progress_callback(options, TSParseOptions.progress_callback.allocate(
                _ -> ++asked[0] > workLimit, memory));
        return TreeSitter.ts_parser_parse_with_options(parser, MemorySegment.NULL, input, options);
    }

    private SyntaxTree copy(MemorySegment tree, Prepared prepared) {
        var builder = new SyntaxTree.Builder(grammar, prepared);
        MemorySegment position = TreeSitter.ts_tree_cursor_new(cursor, TreeSitter.ts_tree_root_node(node, tree));
        try {
            while (true) {
                open(builder, position);
                if (TreeSitter.ts_tree_cursor_goto_first_child(position)) {
                    continue;
                }
                builder.close();
                while (!TreeSitter.ts_tree_cursor_goto_next_sibling(position)) {
                    if (!TreeSitter.ts_tree_cursor_goto_parent(position)) {
                        return builder.build();
                    }
                    builder.close();
                }
            }
        } finally {
            TreeSitter.ts_tree_cursor_delete(position);
        }
    }

    private void open(SyntaxTree.Builder builder, MemorySegment position) {
        MemorySegment current = TreeSitter.ts_tree_cursor_current_node(node, position);
        int start = current.get(JAVA_INT, 0);
        int end = TreeSitter.ts_node_end_byte(current);
        builder.open(
                TreeSitter.ts_node_symbol(current),
                TreeSitter.ts_tree_cursor_current_field_id(position),
                start,
                end,
                start == end && TreeSitter.ts_node_is_missing(current));
    }

    @Override
    public void close() {
        TreeSitter.ts_parser_delete(parser);
        arena.close();
    }
}
