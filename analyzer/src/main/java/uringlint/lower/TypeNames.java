// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.Set;
import uringlint.ir.Type;

/// Types from their spelling, without a tree.
final class TypeNames {
    private static final Set<String> KNOWN = Set.of(
            "void",
            "char",
            "short",
            "int",
            "long",
            "float",
            "double",
            "signed",
            "unsigned",
            "bool",
            "_Bool",
            "u8",
            "u16",
            "u32",
            "u64",
            "s8",
            "s16",
            "s32",
            "s64",
            "__u8",
            "__u16",
            "__u32",
            "__u64",
            "__s8",
            "__s16",
            "__s32",
            "__s64",
            "__le16",
            "__le32",
            "__le64",
            "__be16",
            "__be32",
            "__be64",
            "size_t",
            "ssize_t",
            "loff_t",
            "gfp_t",
            "dma_addr_t",
            "sector_t",
            "umode_t",
            "fmode_t",
            "blk_status_t",
            "uintptr_t",
            "intptr_t",
            "ptrdiff_t",
            "uint8_t",
            "uint16_t",
            "uint32_t",
            "uint64_t",
            "int8_t",
            "int16_t",
            "int32_t",
            "int64_t");

    private static final Set<String> KEYWORDS = Set.of(
            "if",
            "else",
            "for",
            "while",
            "do",
            "switch",
            "case",
            "default",
            "return",
            "goto",
            "break",
            "continue",
            "struct",
            "union",
            "enum",
            "static",
            "const",
            "volatile",
            "extern",
            "inline",
            "register",
            "typedef",
            "sizeof",
            "typeof",
            "__typeof__",
            "asm",
            "__asm__",
            "void",
            "char",
            "short",
            "int",
            "long",
            "float",
            "double",
            "signed",
            "unsigned",
            "__attribute__",
            "__extension__");

    private TypeNames() {}

    /// Whether this word is surely a type.
    static boolean isKnown(String word) {
        return KNOWN.contains(word);
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word);
    }

    /// `struct foo *` and the like.
    static Type parse(String text) {
        String words = text.strip();
        int stars = 0;
        while (words.endsWith("*")) {
            words = words.substring(0, words.length() - 1).stripTrailing();
            stars++;
        }
        Type type = named(words);
        for (; stars > 0; stars--) {
            type = new Type.Pointer(type);
        }
        return type;
    }

    private static Type named(String words) {
        String rest = unqualified(words);
        int blank = rest.indexOf(' ');
        if (blank > 0) {
            String tag = rest.substring(blank + 1).strip();
            switch (rest.substring(0, blank)) {
                case "struct":
                    return new Type.Tagged(Type.Keyword.STRUCT, tag);
                case "union":
                    return new Type.Tagged(Type.Keyword.UNION, tag);
                case "enum":
                    return new Type.Tagged(Type.Keyword.ENUM, tag);
                default:
            }
        }
        return rest.isEmpty() ? Type.UNKNOWN : new Type.Named(canonical(rest));
    }

    private static String unqualified(String words) {
        String rest = words;
        for (String qualifier : new String[] {"const ", "volatile "}) {
            if (rest.startsWith(qualifier)) {
                rest = rest.substring(qualifier.length()).strip();
            }
        }
        return rest.endsWith(" const") ? rest.substring(0, rest.length() - 6).strip() : rest;
    }

    /// One spelling for each basic type: `long unsigned int` is `unsigned long`.
    static String canonical(String words) {
        if (words.indexOf(' ') < 0) {
            return switch (words) {
                case "unsigned" -> "unsigned int";
                case "signed" -> "int";
                case "_Bool" -> "bool";
                default -> words;
            };
        }
        boolean isUnsigned = false;
        boolean isSigned = false;
        int longs = 0;
        String base = "";
        for (String word : words.split("\\s+")) {
            switch (word) {
                case "unsigned" -> isUnsigned = true;
                case "signed" -> isSigned = true;
                case "long" -> longs++;
                case "int", "const", "volatile" -> {}
                default -> base = base.isEmpty() ? word : base + " " + word;
            }
        }
        if (longs > 0) {
            base = (longs > 1 ? "long long" : "long") + (base.isEmpty() ? "" : " " + base);
        } else if (base.isEmpty()) {
            base = "int";
        }
        if (isUnsigned) {
            return "unsigned " + base;
        }
        return isSigned && base.equals("char") ? "signed char" : base;
    }
}
