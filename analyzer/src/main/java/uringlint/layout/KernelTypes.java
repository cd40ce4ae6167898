// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import java.util.Map;
import java.util.Optional;

/// The types of C and of the kernel that headers declare which are not loaded. It is asked only where no declaration is known.
///
/// The types of locks and what holds one have the size that they have with the default options of an SMP kernel: no lock debugging,
/// no `PREEMPT_RT`. What depends on more than that is not in the table.
final class KernelTypes {
    /// Bytes, which are also the alignment.
    private static final Map<String, Integer> NATURAL = Map.ofEntries(
            Map.entry("void", 1),
            Map.entry("char", 1),
            Map.entry("signed char", 1),
            Map.entry("unsigned char", 1),
            Map.entry("bool", 1),
            Map.entry("_Bool", 1),
            Map.entry("short", 2),
            Map.entry("unsigned short", 2),
            Map.entry("int", 4),
            Map.entry("unsigned int", 4),
            Map.entry("unsigned", 4),
            Map.entry("uint", 4),
            Map.entry("long long", 8),
            Map.entry("unsigned long long", 8),
            Map.entry("float", 4),
            Map.entry("double", 8),
            Map.entry("__int128", 16),
            Map.entry("unsigned __int128", 16),
            Map.entry("u128", 16),
            Map.entry("s128", 16),
            Map.entry("u8", 1),
            Map.entry("s8", 1),
            Map.entry("__u8", 1),
            Map.entry("__s8", 1),
            Map.entry("uint8_t", 1),
            Map.entry("int8_t", 1),
            Map.entry("u16", 2),
            Map.entry("s16", 2),
            Map.entry("__u16", 2),
            Map.entry("__s16", 2),
            Map.entry("uint16_t", 2),
            Map.entry("int16_t", 2),
            Map.entry("u32", 4),
            Map.entry("s32", 4),
            Map.entry("__u32", 4),
            Map.entry("__s32", 4),
            Map.entry("uint32_t", 4),
            Map.entry("int32_t", 4),
            Map.entry("u64", 8),
            Map.entry("s64", 8),
            Map.entry("__u64", 8),
            Map.entry("__s64", 8),
            Map.entry("uint64_t", 8),
            Map.entry("int64_t", 8),
            Map.entry("__le16", 2),
            Map.entry("__be16", 2),
            Map.entry("__le32", 4),
            Map.entry("__be32", 4),
            Map.entry("__le64", 8),
            Map.entry("__be64", 8),
            Map.entry("__aligned_u64", 8),
            Map.entry("__aligned_s64", 8),
            Map.entry("__aligned_le64", 8),
            Map.entry("__aligned_be64", 8),
            Map.entry("aligned_u64", 8),
            Map.entry("loff_t", 8),
            Map.entry("sector_t", 8),
            Map.entry("blkcnt_t", 8),
            Map.entry("ktime_t", 8),
            Map.entry("time64_t", 8),
            Map.entry("gfp_t", 4),
            Map.entry("fmode_t", 4),
            Map.entry("umode_t", 2),
            Map.entry("dev_t", 4),
            Map.entry("pid_t", 4),
            Map.entry("blk_status_t", 1),
            Map.entry("blk_opf_t", 4),
            Map.entry("poll_t", 4),
            Map.entry("__poll_t", 4),
            Map.entry("refcount_t", 4),
            Map.entry("atomic_t", 4),
            Map.entry("atomic64_t", 8),
            Map.entry("spinlock_t", 4),
            Map.entry("raw_spinlock_t", 4),
            Map.entry("struct kref", 4));

    /// `long`s and pointers.
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("long", 1),
            Map.entry("unsigned long", 1),
            Map.entry("ulong", 1),
            Map.entry("size_t", 1),
            Map.entry("ssize_t", 1),
            Map.entry("ptrdiff_t", 1),
            Map.entry("uintptr_t", 1),
            Map.entry("intptr_t", 1),
            Map.entry("pgoff_t", 1),
            Map.entry("atomic_long_t", 1),
            Map.entry("__kernel_size_t", 1),
            Map.entry("__kernel_ssize_t", 1),
            Map.entry("__kernel_ulong_t", 1),
            Map.entry("__kernel_long_t", 1),
            Map.entry("struct list_head", 2),
            Map.entry("struct hlist_head", 1),
            Map.entry("struct hlist_node", 2),
            Map.entry("struct llist_head", 1),
            Map.entry("struct llist_node", 1),
            Map.entry("struct rb_node", 3),
            Map.entry("struct rb_root", 1),
            Map.entry("struct rcu_head", 2),
            Map.entry("struct callback_head", 2),
            Map.entry("struct work_struct", 4),
            Map.entry("work_func_t", 1),
            Map.entry("struct iovec", 2),
            Map.entry("struct kvec", 2));

    private KernelTypes() {}

    /// The layout of a type by its name, with the keyword of a tag before it.
    static Optional<Layout> find(String name, DataModel model) {
        Integer size = NATURAL.get(name);
        if (size != null) {
            return Optional.of(Layout.natural(size));
        }
        Integer words = WORDS.get(name);
        if (words != null) {
            return Optional.of(new Layout((long) words * model.word(), model.word()));
        }
        boolean isLong = model == DataModel.LP64;
        return switch (name) {
            case "dma_addr_t", "phys_addr_t", "resource_size_t" ->
                isLong ? Optional.of(Layout.natural(8)) : Optional.empty();
            case "struct completion" -> Optional.of(new Layout(isLong ? 32 : 16, model.word()));
            case "struct wait_queue_head", "wait_queue_head_t" ->
                Optional.of(new Layout(isLong ? 24 : 12, model.word()));
            case "struct mutex" -> isLong ? Optional.of(new Layout(32, 8)) : Optional.empty();
            case "struct bio_vec" -> Optional.of(new Layout(isLong ? 16 : 12, model.word()));
            case "guid_t", "uuid_t" -> Optional.of(new Layout(16, 1));
            default -> Optional.empty();
        };
    }
}
