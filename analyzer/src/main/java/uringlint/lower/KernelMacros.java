// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import uringlint.ir.Type;

/// The macros of the kernel that change what C says: which part of them is an lvalue, a name or a condition, and where control goes.
final class KernelMacros {
    private static final Set<String> TRANSPARENT = Set.of(
            "likely",
            "unlikely",
            "__builtin_expect",
            "likely_notrace",
            "unlikely_notrace",
            "WARN_ON",
            "WARN_ON_ONCE",
            "WARN",
            "WARN_ONCE",
            "WARN_RATELIMIT",
            "WARN_TAINT",
            "WARN_ON_SMP",
            "WARN_ON_FUNCTION_MISMATCH",
            "data_race",
            "__force",
            "__builtin_constant_p_value",
            "per_cpu",
            "get_cpu_var");

    private static final Set<String> WARNING =
            Set.of("WARN_ON", "WARN_ON_ONCE", "WARN", "WARN_ONCE", "WARN_RATELIMIT", "WARN_TAINT", "WARN_ON_SMP");

    private static final Set<String> NORETURN = Set.of(
            "BUG",
            "panic",
            "do_exit",
            "unreachable",
            "__builtin_unreachable",
            "make_task_dead",
            "kthread_exit",
            "do_group_exit",
            "kthread_complete_and_exit",
            "module_put_and_kthread_exit",
            "machine_restart_forever",
            "nmi_panic_forever");

    /// The argument that is written without a `&`.
    private static final Map<String, Integer> LVALUE_ARGUMENT = Map.ofEntries(
            Map.entry("WRITE_ONCE", 0),
            Map.entry("get_user", 0),
            Map.entry("__get_user", 0),
            Map.entry("unsafe_get_user", 0),
            Map.entry("va_start", 0),
            Map.entry("va_end", 0),
            Map.entry("va_copy", 0),
            Map.entry("local_irq_save", 0),
            Map.entry("raw_local_irq_save", 0),
            Map.entry("spin_lock_irqsave", 1),
            Map.entry("spin_trylock_irqsave", 1),
            Map.entry("raw_spin_lock_irqsave", 1),
            Map.entry("read_lock_irqsave", 1),
            Map.entry("write_lock_irqsave", 1),
            Map.entry("spin_lock_irqsave_nested", 1),
            Map.entry("raw_spin_lock_irqsave_nested", 1),
            Map.entry("xa_lock_irqsave", 1),
            Map.entry("write_seqlock_irqsave", 1),
            Map.entry("read_seqlock_excl_irqsave", 1),
            Map.entry("local_lock_irqsave", 1),
            Map.entry("atomic_dec_and_lock_irqsave", 2),
            Map.entry("smp_store_mb", 0),
            Map.entry("rcu_assign_pointer", 0),
            Map.entry("RCU_INIT_POINTER", 0),
            Map.entry("rcu_replace_pointer", 0),
            Map.entry("this_cpu_write", 0),
            Map.entry("__this_cpu_write", 0),
            Map.entry("raw_cpu_write", 0),
            Map.entry("this_cpu_xchg", 0),
            Map.entry("__this_cpu_xchg", 0),
            Map.entry("raw_cpu_xchg", 0),
            Map.entry("this_cpu_cmpxchg", 0),
            Map.entry("__this_cpu_cmpxchg", 0),
            Map.entry("raw_cpu_cmpxchg", 0),
            Map.entry("this_cpu_try_cmpxchg", 0),
            Map.entry("raw_cpu_try_cmpxchg", 0),
            Map.entry("__WORK_INITIALIZER", 0),
            Map.entry("__DELAYED_WORK_INITIALIZER", 0),
            Map.entry("KTHREAD_WORK_INIT", 0),
            Map.entry("KTHREAD_DELAYED_WORK_INIT", 0));

    /// The argument that names a member, not a value.
    private static final Map<String, Integer> MEMBER_ARGUMENT = Map.ofEntries(
            Map.entry("container_of", 2),
            Map.entry("container_of_const", 2),
            Map.entry("container_of_safe", 2),
            Map.entry("list_entry", 2),
            Map.entry("list_entry_rcu", 2),
            Map.entry("list_first_entry", 2),
            Map.entry("list_last_entry", 2),
            Map.entry("list_first_entry_or_null", 2),
            Map.entry("list_last_entry_or_null", 2),
            Map.entry("list_first_or_null_rcu", 2),
            Map.entry("list_next_entry", 1),
            Map.entry("list_prev_entry", 1),
            Map.entry("list_safe_reset_next", 2),
            Map.entry("list_entry_is_head", 2),
            Map.entry("list_prepare_entry", 2),
            Map.entry("hlist_entry", 2),
            Map.entry("hlist_entry_safe", 2),
            Map.entry("llist_entry", 2),
            Map.entry("rb_entry", 2),
            Map.entry("rb_entry_safe", 2),
            Map.entry("offsetof", 1),
            Map.entry("offsetofend", 1),
            Map.entry("sizeof_field", 1),
            Map.entry("struct_size", 1),
            Map.entry("struct_size_t", 1),
            Map.entry("struct_offset", 1),
            Map.entry("typeof_member", 1),
            Map.entry("flex_array_size", 1),
            Map.entry("kzalloc_flex", 1),
            Map.entry("kmalloc_flex", 1),
            Map.entry("kvzalloc_flex", 1),
            Map.entry("kvmalloc_flex", 1));

    /// Allocators whose first argument is only measured.
    private static final Set<String> MEASURING = Set.of(
            "kmalloc_obj",
            "kzalloc_obj",
            "kvmalloc_obj",
            "kvzalloc_obj",
            "kmalloc_objs",
            "kzalloc_objs",
            "kvmalloc_objs",
            "kvzalloc_objs",
            "kmalloc_flex",
            "kzalloc_flex",
            "kvmalloc_flex",
            "kvzalloc_flex",
            "struct_size",
            "flex_array_size",
            "ARRAY_SIZE",
            "sizeof_field");

    private static final Set<String> BUILT_IN = Set.of(
            "READ_ONCE",
            "WRITE_ONCE",
            "IS_ERR",
            "PTR_ERR",
            "ERR_PTR",
            "IS_ERR_OR_NULL",
            "ERR_CAST",
            "PTR_ERR_OR_ZERO",
            "BUG_ON",
            "guard",
            "scoped_guard",
            "scoped_cond_guard",
            "if_not_guard",
            "CLASS",
            "ACQUIRE",
            "swap",
            "no_free_ptr",
            "return_ptr",
            "smp_load_acquire",
            "smp_store_release",
            "xchg",
            "cmpxchg",
            "try_cmpxchg",
            "min",
            "max",
            "min_t",
            "max_t",
            "clamp",
            "BUILD_BUG_ON",
            "offsetof");

    /// Local variables that a macro declares: the type of its first argument.
    private static final Map<String, String> DECLARING = Map.ofEntries(
            Map.entry("LIST_HEAD", "struct list_head"),
            Map.entry("HLIST_HEAD", "struct hlist_head"),
            Map.entry("LLIST_HEAD", "struct llist_head"),
            Map.entry("DEFINE_MUTEX", "struct mutex"),
            Map.entry("DEFINE_SPINLOCK", "spinlock_t"),
            Map.entry("DEFINE_RAW_SPINLOCK", "raw_spinlock_t"),
            Map.entry("DEFINE_IDR", "struct idr"),
            Map.entry("DEFINE_IDA", "struct ida"),
            Map.entry("DEFINE_XARRAY", "struct xarray"),
            Map.entry("DEFINE_XARRAY_ALLOC", "struct xarray"),
            Map.entry("DEFINE_XARRAY_FLAGS", "struct xarray"),
            Map.entry("DEFINE_WAIT", "struct wait_queue_entry"),
            Map.entry("DEFINE_WAIT_FUNC", "struct wait_queue_entry"),
            Map.entry("DECLARE_WAITQUEUE", "struct wait_queue_entry"),
            Map.entry("DECLARE_WAIT_QUEUE_HEAD", "struct wait_queue_head"),
            Map.entry("DECLARE_WAIT_QUEUE_HEAD_ONSTACK", "struct wait_queue_head"),
            Map.entry("DECLARE_COMPLETION", "struct completion"),
            Map.entry("DECLARE_COMPLETION_ONSTACK", "struct completion"),
            Map.entry("DECLARE_RWSEM", "struct rw_semaphore"),
            Map.entry("DECLARE_WORK", "struct work_struct"),
            Map.entry("DECLARE_DELAYED_WORK", "struct delayed_work"),
            Map.entry("DEFINE_IO_COMP_BATCH", "struct io_comp_batch"),
            Map.entry("XA_STATE", "struct xa_state"),
            Map.entry("DEFINE_STATIC_SRCU", "struct srcu_struct"),
            Map.entry("DEFINE_SRCU", "struct srcu_struct"),
            Map.entry("DEFINE_RATELIMIT_STATE", "struct ratelimit_state"),
            Map.entry("DEFINE_STATIC_KEY_FALSE", "struct static_key_false"));

    private KernelMacros() {}

    /// Whether a macro tests its first argument and warns if it holds.
    static boolean isWarning(String name) {
        return WARNING.contains(name);
    }

    /// Whether the value is that of the first argument.
    static boolean isTransparent(String name) {
        return TRANSPARENT.contains(name);
    }

    /// Whether a call ends its path.
    static boolean isNoreturn(String name) {
        return NORETURN.contains(name);
    }

    /// Whether a macro gives the function that a call by this name goes to at the moment.
    static boolean isPatchedCall(String name) {
        return name.equals("static_call") || name.equals("static_call_cond");
    }

    static boolean isLvalueArgument(String macro, int index) {
        Integer lvalue = LVALUE_ARGUMENT.get(macro);
        return lvalue != null && lvalue == index;
    }

    static boolean isMemberArgument(String macro, int index) {
        Integer member = MEMBER_ARGUMENT.get(macro);
        return member != null && member == index;
    }

    static boolean isMeasuredArgument(String macro, int index) {
        return index == 0 && MEASURING.contains(macro);
    }

    /// The argument whose type, as a pointer, is that of the result.
    static OptionalInt typeArgument(String macro) {
        Integer member = MEMBER_ARGUMENT.get(macro);
        boolean hasType =
                member != null && member == 2 && !macro.startsWith("list_safe") && !macro.startsWith("list_prepare");
        return hasType ? OptionalInt.of(1) : OptionalInt.empty();
    }

    /// Whether the lowering or its users know this macro by name, so that a definition in a file must not take its place.
    static boolean isBuiltIn(String name) {
        return BUILT_IN.contains(name)
                || TRANSPARENT.contains(name)
                || NORETURN.contains(name)
                || MEMBER_ARGUMENT.containsKey(name)
                || LVALUE_ARGUMENT.containsKey(name)
                || name.startsWith("list_for_each")
                || name.startsWith("hlist_for_each")
                || DECLARING.containsKey(name);
    }

    /// Whether the call declares its first argument.
    static boolean isDeclaring(String name) {
        return DECLARING.containsKey(name)
                || name.startsWith("DECLARE_")
                || name.startsWith("DEFINE_")
                || name.endsWith("_ONSTACK");
    }

    static Type declaredType(String name) {
        String type = DECLARING.get(name);
        return type == null ? Type.UNKNOWN : TypeNames.parse(type);
    }
}
