// SPDX-License-Identifier: Apache-2.0

package uringlint.syntax;

import static java.lang.foreign.ValueLayout.ADDRESS;

import io.github.treesitter.jtreesitter.internal.TreeSitter;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/// A loaded grammar: its native object and the names behind its numbers.
final class Grammar {
    /// The kind of nodes that the parser could not make sense of.
    static final short ERROR = -1;

    /// Not part of the grammar proper: tree-sitter gives error nodes these two numbers.
    private static final int NAMELESS_ERROR = 0xfffe;

    private final MemorySegment language;
    private final String[] kinds;
    private final boolean[] named;
    private final String[] fields;

    private Grammar(String library, String function) {
        language = load(library, function);
        int kindCount = TreeSitter.ts_language_symbol_count(language);
        kinds = new String[kindCount];
        named = new boolean[kindCount];
        for (int kind = 0; kind < kindCount; kind++) {
            kinds[kind] = string(TreeSitter.ts_language_symbol_name(language, (short) kind));
            named[kind] = TreeSitter.ts_language_symbol_type(language, (short) kind) == TreeSitter.TSSymbolTypeRegular();
        }
        int fieldCount = TreeSitter.ts_language_field_count(language);
        fields = new String[fieldCount + 1];
        fields[0] = "";
        for (int field = 1; field <= fieldCount; field++) {
            fields[field] = string(TreeSitter.ts_language_field_name_for_id(language, (short) field));
        }
    }

    static Grammar c() {
        return C.GRAMMAR;
    }

    static Grammar rust() {
        return Rust.GRAMMAR;
    }

    MemorySegment language() {
        return language;
    }

    String kind(short number) {
        int kind = Short.toUnsignedInt(number);
        return kind >= NAMELESS_ERROR ? "ERROR" : kinds[kind];
    }

    boolean isNamed(short number) {
        int kind = Short.toUnsignedInt(number);
        return kind >= NAMELESS_ERROR || named[kind];
    }

    String field(short number) {
        return fields[number];
    }

    private static MemorySegment load(String library, String function) {
        var symbols = Natives.load(library, Arena.global());
        var handle = Linker.nativeLinker()
                .downcallHandle(symbols.find(function).orElseThrow(), FunctionDescriptor.of(ADDRESS));
        try {
            return (MemorySegment) handle.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot load the grammar " + library, e);
        }
    }

    private static String string(MemorySegment text) {
        return text.equals(MemorySegment.NULL) ? "" : text.getString(0).intern();
    }

    private static final class C {
        static final Grammar GRAMMAR = new Grammar("tree-sitter-c", "tree_sitter_c");
    }

    private static final class Rust {
        static final Grammar GRAMMAR = new Grammar("tree-sitter-rust", "tree_sitter_rust");
    }
}
