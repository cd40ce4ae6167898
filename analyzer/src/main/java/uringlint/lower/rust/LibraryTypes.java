// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import java.util.Map;
import java.util.Set;

/// What the types of the language and of the libraries are, by their names.
final class LibraryTypes {
    /// The type by which the lowering knows the guard of a lock.
    static final String GUARD = "lock::Guard";

    /// What the library calls such guards.
    static final Set<String> GUARDS = Set.of("Guard", "MutexGuard", "SpinLockGuard", "GlobalGuard");

    /// Owning, counted and raw pointers of the libraries.
    static final Set<String> POINTERS = Set.of(
            "Box",
            "KBox",
            "VBox",
            "KVBox",
            "Arc",
            "ARef",
            "UniqueArc",
            "ArcBorrow",
            "NonNull",
            "Owned",
            "Rc",
            "ListArc",
            GUARD);

    /// Wrappers that are what they wrap.
    static final Set<String> WRAPPERS = Set.of(
            "Opaque",
            "UnsafeCell",
            "Cell",
            "RefCell",
            "Mutex",
            "SpinLock",
            "SpinLockIrq",
            "MaybeUninit",
            "ManuallyDrop",
            "LockedBy",
            "Wrapping",
            "SyncUnsafeCell",
            "LazyLock",
            "CachePadded");

    /// Modules of the libraries whose names belong to those of their functions.
    static final Set<String> MODULES = Set.of("ptr", "mem", "slice", "delay", "workqueue", "str", "iter", "cmp", "fmt");

    /// Those of them that are used as if they were what they wrap.
    static final Set<String> DEREFERENCED = Set.of("ManuallyDrop", "LazyLock", "CachePadded");

    /// Errors that cannot be, or that are not spelled.
    static final Set<String> ERRORS = Set.of("_", "!", "Infallible");

    /// What `lock()` makes a guard of.
    static final Set<String> LOCKS = Set.of("Mutex", "SpinLock", "SpinLockIrq", "XArray");

    /// What holds any number of values of one type, its last argument: a tree has keys before it.
    static final Set<String> VECTORS = Set.of("Vec", "KVec", "VVec", "KVVec", "XArray", "RBTree", "List");
    static final Set<String> TREES = Set.of("RBTree");

    /// The names in C of types that are a word.
    static final Map<String, String> PRIMITIVES = Map.ofEntries(
            Map.entry("i32", "int"),
            Map.entry("c_int", "int"),
            Map.entry("u32", "unsigned int"),
            Map.entry("c_uint", "unsigned int"),
            Map.entry("i8", "s8"),
            Map.entry("i16", "s16"),
            Map.entry("i64", "s64"),
            Map.entry("u8", "u8"),
            Map.entry("u16", "u16"),
            Map.entry("u64", "u64"),
            Map.entry("usize", "size_t"),
            Map.entry("isize", "ssize_t"),
            Map.entry("bool", "bool"),
            Map.entry("char", "u32"),
            Map.entry("c_long", "long"),
            Map.entry("c_ulong", "unsigned long"),
            Map.entry("c_char", "char"),
            Map.entry("c_uchar", "unsigned char"),
            Map.entry("c_void", "void"),
            Map.entry("c_short", "short"),
            Map.entry("c_ushort", "unsigned short"),
            Map.entry("i128", "s128"),
            Map.entry("u128", "u128"),
            Map.entry("f32", "float"),
            Map.entry("f64", "double"),
            Map.entry("str", "char"),
            Map.entry("c_longlong", "long long"),
            Map.entry("c_ulonglong", "unsigned long long"),
            Map.entry("Error", "int"),
            Map.entry("CStr", "char"));

    private LibraryTypes() {}

    /// How many bytes a number has; 1 for what is not known.
    static int size(String type) {
        return switch (type) {
            case "u16", "i16", "c_short", "c_ushort" -> 2;
            case "u32", "i32", "c_int", "c_uint", "f32", "char" -> 4;
            case "u64", "i64", "usize", "isize", "c_long", "c_ulong", "c_longlong", "c_ulonglong", "f64" -> 8;
            case "u128", "i128" -> 16;
            default -> 1;
        };
    }
}
