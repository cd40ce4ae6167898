// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.Set;

/// The functions and operators of Rust that rules ask about one by one. What they do to memory stands in the tables of `UringApi`.
public final class RustFunctions {
    /// Makes a shared reference of a raw pointer.
    public static final String BORROW = "&*";
    /// Makes an exclusive reference of a raw pointer.
    public static final String BORROW_MUT = "&mut*";
    /// Takes bytes for a value.
    public static final String ASSUME_INIT = "MaybeUninit::assume_init";

    /// What gives bytes that nobody has written yet.
    public static final Set<String> EMPTY = Set.of("MaybeUninit::uninit", "MaybeUninit::zeroed");
    /// What exchanges two values.
    public static final Set<String> SWAPS = Set.of("mem::swap", "ptr::swap");
    /// What writes by a pointer that has to be aligned.
    public static final Set<String> ALIGNED_WRITES = Set.of("ptr::write", "ptr::write_volatile");
    /// What makes references to slices of an address and a length.
    public static final Set<String> SLICES = Set.of("slice::from_raw_parts", "slice::from_raw_parts_mut");
    /// What makes raw slices of an address and a length.
    public static final Set<String> RAW_SLICES =
            Set.of("ptr::slice_from_raw_parts", "ptr::slice_from_raw_parts_mut", "NonNull::slice_from_raw_parts");

    /// Methods that give the pointer on which they are called, to the same or to another type.
    public static final Set<String> CONVERSIONS = Set.of(
            "cast",
            "cast_mut",
            "cast_const",
            "as_ptr",
            "as_mut_ptr",
            "as_ref",
            "as_mut",
            "as_slice",
            "add",
            "offset",
            "byte_add",
            "from_ref",
            "from_mut",
            "as_bytes",
            "iter");
    /// Methods that give a pointer by which nothing is written that was not before: `CONVERSIONS` but for those that
    /// look like a write.
    public static final Set<String> PLAIN_CONVERSIONS = Set.of(
            "cast",
            "cast_mut",
            "cast_const",
            "as_ptr",
            "as_mut_ptr",
            "as_ref",
            "as_slice",
            "add",
            "from_ref",
            "from_mut",
            BORROW,
            BORROW_MUT);
    /// Methods that only read by the pointer on which they are called.
    public static final Set<String> READERS =
            Set.of("len", "size_of_val", "is_empty", "is_null", "eq", "to_vec", "is_aligned", "addr");

    private RustFunctions() {}
}
