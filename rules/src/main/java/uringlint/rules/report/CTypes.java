// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.Locale;
import java.util.Set;
import uringlint.ir.Type;

/// The names of types in C, and how drivers write them.
public final class CTypes {
    /// Memory as such.
    public static final Set<String> BYTES = Set.of("void", "char", "u8", "s8", "unsigned char");
    /// Numbers of one byte.
    public static final Set<String> OF_ONE_BYTE = Set.of("u8", "unsigned char", "bool", "char", "s8");
    /// Numbers of 32 bits.
    public static final Set<String> OF_32_BITS = Set.of("int", "unsigned int", "s32", "u32", "__s32", "__u32", "int32_t", "uint32_t");
    /// Numbers that have 64 bits where pointers do.
    public static final Set<String> OF_64_BITS = Set.of(
            "u64", "s64", "__u64", "__s64", "uint64_t", "int64_t", "size_t", "unsigned long", "long long", "unsigned long long",
            "loff_t", "sector_t", "ktime_t", "dma_addr_t", "phys_addr_t", "resource_size_t", "uintptr_t", "__le64", "__be64");
    /// Numbers that are as wide as a pointer, in every program.
    public static final Set<String> WORDS =
            Set.of("long", "unsigned long", "size_t", "ssize_t", "uintptr_t", "__kernel_size_t", "__kernel_ulong_t");

    private static final String OF_USER_SPACE = "__";
    private static final Set<String> FIXED = Set.of("u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64");

    private CTypes() {}

    /// The name of a type in the kernel where user space has one of its own for the same: `u32` for `__u32`.
    public static String inKernel(String name) {
        String plain = plain(name);
        return FIXED.contains(plain) ? plain : name;
    }

    /// The name of a type without the mark of those that user space sees.
    public static String plain(String name) {
        return name.startsWith(OF_USER_SPACE) ? name.substring(OF_USER_SPACE.length()) : name;
    }

    /// Whether a tag can be written: that of an anonymous type cannot.
    public static boolean canBeWritten(String tag) {
        return !tag.isEmpty() && tag.chars().allMatch(letter -> letter == '_' || letter < 128 && Character.isLetterOrDigit(letter));
    }

    /// A type as a driver writes it.
    public static String spelled(Type type) {
        return switch (type) {
            case Type.Named(var name) -> name;
            case Type.Tagged(var keyword, var tag) ->
                    keyword.name().toLowerCase(Locale.ROOT) + " " + (tag.indexOf('<') < 0 ? tag : "{ ... }");
            case Type.Pointer(var target) -> spelled(target) + (target instanceof Type.Pointer ? "*" : " *");
            case Type.Array(var element, _) -> spelled(element) + "[]";
            case Type.Callable _, Type.Unknown _ -> "?";
        };
    }
}
