// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import java.util.Set;

/// The types of numbers.
public final class Numbers {
    private static final Set<String> UNSIGNED = Set.of(
            "u8",
            "u16",
            "u32",
            "u64",
            "__u8",
            "__u16",
            "__u32",
            "__u64",
            "uint8_t",
            "uint16_t",
            "uint32_t",
            "uint64_t",
            "uint",
            "u_int",
            "ushort",
            "ulong",
            "size_t",
            "__kernel_size_t",
            "uintptr_t",
            "bool",
            "_Bool",
            "sector_t",
            "blk_opf_t",
            "gfp_t");

    private Numbers() {}

    /// Whether numbers of a type, as it is spelled in the IR, have no sign.
    public static boolean isUnsigned(String type) {
        return type.startsWith("unsigned ") || type.equals("unsigned") || UNSIGNED.contains(type);
    }
}
