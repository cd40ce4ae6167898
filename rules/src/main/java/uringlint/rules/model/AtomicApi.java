// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

/// What changes memory in one step, and containers whose functions say what came of it: `include/linux/atomic/`,
/// `idr.h`, `xarray.h`, `kfifo.h` and others.
final class AtomicApi {
    private AtomicApi() {}

    /// Whoever finds the old state in the result has made the change; nobody else has.
    static final String CHANGES = """
            try_cmpxchg,try_cmpxchg_acquire,try_cmpxchg_release,try_cmpxchg_relaxed,try_cmpxchg64,try_cmpxchg64_acquire,try_cmpxchg64_release,try_cmpxchg64_relaxed   3 *  trycompare(0,1,2)
            atomic_try_cmpxchg,atomic_try_cmpxchg_acquire,atomic_try_cmpxchg_release,atomic_try_cmpxchg_relaxed,atomic_long_try_cmpxchg,atomic_long_try_cmpxchg_acquire,atomic_long_try_cmpxchg_release,atomic_long_try_cmpxchg_relaxed,atomic64_try_cmpxchg,atomic64_try_cmpxchg_acquire,atomic64_try_cmpxchg_release,atomic64_try_cmpxchg_relaxed   3 *  trycompare(0,1,2)
            atomic_cmpxchg,atomic_cmpxchg_acquire,atomic_cmpxchg_release,atomic_cmpxchg_relaxed,atomic_long_cmpxchg,atomic_long_cmpxchg_acquire,atomic_long_cmpxchg_release,atomic_long_cmpxchg_relaxed,atomic64_cmpxchg,atomic64_cmpxchg_acquire,atomic64_cmpxchg_release,atomic64_cmpxchg_relaxed   3 *  compare(0,1,2)
            cmpxchg64,cmpxchg64_acquire,cmpxchg64_release,cmpxchg64_relaxed   3 *  compare(0,1,2)
            atomic_xchg,atomic_xchg_acquire,atomic_xchg_release,atomic_xchg_relaxed,atomic_long_xchg,atomic_long_xchg_acquire,atomic_long_xchg_release,atomic_long_xchg_relaxed,atomic64_xchg,atomic64_xchg_acquire,atomic64_xchg_release,atomic64_xchg_relaxed   2 *  exchange(0,1)
            atomic_fetch_or,atomic_fetch_and,atomic_fetch_andnot,atomic_fetch_xor,atomic_fetch_add,atomic_fetch_sub,atomic_add_return,atomic_sub_return,atomic_sub_and_test,atomic_add_negative   2 *  change(1)
            atomic_fetch_or_acquire,atomic_fetch_or_release,atomic_fetch_or_relaxed,atomic_fetch_and_acquire,atomic_fetch_and_release,atomic_fetch_andnot_acquire,atomic_fetch_andnot_release   2 *  change(1)
            atomic_long_fetch_or,atomic_long_fetch_and,atomic_long_fetch_andnot,atomic_long_fetch_xor,atomic_long_fetch_add,atomic_long_fetch_sub,atomic_long_add_return,atomic_long_sub_return,atomic_long_sub_and_test   2 *  change(1)
            atomic64_fetch_or,atomic64_fetch_and,atomic64_fetch_andnot,atomic64_fetch_xor,atomic64_fetch_add,atomic64_fetch_sub,atomic64_add_return,atomic64_sub_return,atomic64_sub_and_test   2 *  change(1)
            atomic_fetch_inc,atomic_fetch_dec,atomic_inc_return,atomic_inc_and_test,atomic_inc_not_zero,atomic_inc_unless_negative,atomic_dec_unless_positive,atomic_dec_if_positive   1 *  change(0)
            atomic_inc_return_acquire,atomic_inc_return_release,atomic_inc_return_relaxed,atomic_dec_return_acquire,atomic_dec_return_release,atomic_dec_return_relaxed   1 *  change(0)
            atomic_long_fetch_inc,atomic_long_fetch_dec,atomic_long_inc_return,atomic_long_inc_and_test,atomic_long_inc_not_zero,atomic_long_dec_if_positive   1 *  change(0)
            atomic64_fetch_inc,atomic64_fetch_dec,atomic64_inc_return,atomic64_inc_and_test,atomic64_inc_not_zero,atomic64_dec_if_positive   1 *  change(0)
            atomic_dec_return,atomic_long_dec_return,atomic64_dec_return,refcount_inc_not_zero   1 *  change(0)
            atomic_add_unless,atomic_fetch_add_unless,atomic_long_add_unless,atomic64_add_unless   3 *  change(0)
            refcount_sub_and_test             2 *  change(1)
            refcount_dec_if_one,refcount_dec_not_one   1 *  change(0)
            atomic_read,atomic_long_read,atomic64_read,refcount_read,atomic_read_acquire,atomic_long_read_acquire,kref_read   1 *  nothing
            atomic_add,atomic_sub,atomic_or,atomic_and,atomic_andnot,atomic_xor,atomic_long_add,atomic_long_sub,atomic64_add,atomic64_sub,refcount_add   2 *  nothing
            cancel_work,cancel_delayed_work,timer_delete,del_timer   1 *  takeback(0,0)
            timer_delete_sync,del_timer_sync,timer_shutdown,timer_shutdown_sync,hrtimer_cancel   1 *  takeback(0,0)
            hrtimer_try_to_cancel             1 *  takeback(0,-1)
            cancel_work_sync,cancel_delayed_work_sync,kthread_cancel_work_sync,kthread_cancel_delayed_work_sync,cancel_rcu_work_sync   1 *  takeback(0,0) sleep(flush)
            dma_fence_remove_callback         2 *  takeback(1,0)
            """;

    /// Pointers in memory that RCU readers or one processor see.
    static final String POINTERS = """
            rcu_assign_pointer,RCU_INIT_POINTER   2 *  put(0,1)
            rcu_replace_pointer               3 *  exchange(0,1)
            this_cpu_write,__this_cpu_write,raw_cpu_write   2 *  put(0,1)
            this_cpu_xchg,__this_cpu_xchg,raw_cpu_xchg   2 *  exchange(0,1)
            this_cpu_cmpxchg,__this_cpu_cmpxchg,raw_cpu_cmpxchg   3 *  compare(0,1,2)
            this_cpu_try_cmpxchg,raw_cpu_try_cmpxchg   3 *  trycompare(0,1,2)
            this_cpu_read,__this_cpu_read,raw_cpu_read   1 *  once same(0)
            this_cpu_ptr,raw_cpu_ptr          1 *  same(0)
            per_cpu_ptr                       2 *  same(0)
            dev_set_drvdata,pci_set_drvdata,platform_set_drvdata,usb_set_intfdata   2 *  data(0,1,driver_data)
            """;

    static final String CONTAINERS = """
            idr_alloc,idr_alloc_cyclic        5 *  link(1)?from(2):error
            idr_alloc_u32                     5 *  link(1)?0:error
            idr_replace                       3 *  link(1)?0:unlikelypointer
            idr_remove                        2 *  erase
            idr_preload                       1 *  nothing
            idr_preload_end                   0 *  nothing
            xa_erase,__xa_erase,xa_erase_irq,xa_erase_bh   2 *  erase
            xas_store                         2 *  link(1)
            radix_tree_insert                 3 *  link(2)?0:error
            radix_tree_delete                 2 *  erase
            radix_tree_delete_item            3 *  erase
            mtree_store,mtree_insert          4 *  link(2)?0:error
            mtree_erase                       2 *  erase
            ptr_ring_produce,ptr_ring_produce_irq,ptr_ring_produce_bh,ptr_ring_produce_any,__ptr_ring_produce   2 *  link(1)?0:error
            ptr_ring_consume,ptr_ring_consume_irq,ptr_ring_consume_bh,ptr_ring_consume_any,__ptr_ring_consume   1 *  takeout
            kfifo_put                         2 *  link(1)?1:0
            kfifo_in                          3 *  linkcopied(1)?positive:0
            kfifo_in_spinlocked,kfifo_in_spinlocked_noirqsave,kfifo_in_locked   4 *  linkcopied(1)?positive:0
            kfifo_get                         2 *  takeinto(1)
            kfifo_out                         3 *  takeinto(1)
            kfifo_out_spinlocked,kfifo_out_spinlocked_noirqsave,kfifo_out_locked   4 *  takeinto(1)
            rb_add                            3 *  link(0)
            rb_add_cached                     3 *  link(0)
            rb_find_add                       3 *  link(0)?0:nonnull
            rb_link_node,rb_link_node_rcu     3 *  link(0)
            rb_insert_color                   2 *  link(0)
            rb_insert_color_cached            3 *  link(0)
            rb_erase,rb_erase_cached          2 *  unlink(0)
            rb_replace_node,rb_replace_node_cached,rb_replace_node_rcu   3 *  unlink(0) link(1)
            hash_add,hash_add_rcu             3 *  link(1)
            hash_del,hash_del_rcu             1 *  unlink(0)
            rhashtable_insert_fast,rhashtable_lookup_insert_fast   3 *  link(1)?0:error
            rhashtable_remove_fast            3 *  unlink(1)
            plist_add                         2 *  link(0)
            plist_del                         2 *  unlink(0)
            klist_add_tail,klist_add_head     2 *  link(0)
            klist_del,klist_remove            1 *  unlink(0)
            timerqueue_add                    2 *  link(1)
            timerqueue_del                    2 *  unlink(1)
            list_replace,list_replace_init    2 *  unlink(0) link(1)
            hlist_add_tail_rcu,hlist_bl_add_head,hlist_bl_add_head_rcu,hlist_nulls_add_head_rcu   2 *  link(0)
            hlist_bl_del,hlist_bl_del_init    1 *  unlink(0)
            __llist_add                       2 *  link(0)
            llist_del_first,llist_del_first_init   1 *  takeout
            __add_wait_queue,__add_wait_queue_entry_tail,__add_wait_queue_exclusive   2 *  link(1)
            __remove_wait_queue               2 *  unlink(1)
            virtqueue_add_inbuf,virtqueue_add_outbuf   5 *  link(3)?0:error
            virtqueue_add_sgs                 6 *  link(4)?0:error
            virtqueue_get_buf                 2 *  takeout
            virtqueue_detach_unused_buf       1 *  takeout
            skb_queue_tail,skb_queue_head,__skb_queue_tail,__skb_queue_head   2 *  link(1)
            """;
}
