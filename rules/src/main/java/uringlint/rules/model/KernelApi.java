package uringlint.rules.model;

/// What the rest of the kernel's API does to memory, lists, locks and callbacks, as far as drivers use it with commands.
final class KernelApi {
    private KernelApi() {}

    static final String HAND_OFFS = """
            blk_execute_rq_nowait                2 *  submit(0,end_io,end_io_data,request)
            blk_execute_rq_nowait                5 *  submit(2,end_io,end_io_data,request)
            submit_bio,submit_bio_noacct         1 *  submit(0,bi_end_io,bi_private,bio)
            INIT_WORK,INIT_WORK_ONSTACK          2 *  callback(0,1,func,WORKER)
            INIT_DELAYED_WORK                    2 *  callback(0,1,func,WORKER)
            INIT_RCU_WORK                        2 *  callback(0,1,func,WORKER)
            DECLARE_WORK,DECLARE_DELAYED_WORK    2 *  register(1,WORKER)
            queue_work                           2 *  submit(1,func,,work)
            queue_delayed_work,mod_delayed_work  3 *  submit(1,func,,work)
            queue_work_on                        3 *  submit(2,func,,work)
            schedule_work                        1 *  submit(0,func,,work)
            schedule_delayed_work                2 *  submit(0,func,,work)
            cancel_work_sync,cancel_work,cancel_delayed_work,cancel_delayed_work_sync,timer_delete,timer_delete_sync,del_timer,del_timer_sync,timer_shutdown_sync,hrtimer_cancel,hrtimer_try_to_cancel,kthread_cancel_work_sync   1 *  takeback(0)
            timer_setup                          3 *  callback(0,1,function,INTERRUPT)
            setup_timer                          3 *  callback(0,1,function,INTERRUPT)
            mod_timer,timer_reduce               2 *  submit(0,function,,timer)
            add_timer                            1 *  submit(0,function,,timer)
            hrtimer_setup                        4 *  callback(0,1,function,INTERRUPT)
            hrtimer_start                        3 *  submit(0,function,,timer)
            tasklet_setup                        2 *  callback(0,1,callback,INTERRUPT)
            tasklet_schedule                     1 *  submit(0,callback,,tasklet)
            init_task_work                       2 *  callback(0,1,func,WORKER)
            task_work_add                        3 *  submit(1,func,,work)
            irq_work_queue                       1 *  submit(0,func,,work)
            init_irq_work                        2 *  callback(0,1,func,INTERRUPT)
            call_rcu,call_srcu                   2 *  callback(0,1,func,WORKER) submit(0,func,,rcu)
            call_srcu                            3 *  callback(1,2,func,WORKER) submit(1,func,,rcu)
            kref_put                             2 *  register(1,PLAIN) maycall(1,0)
            kthread_run,kthread_create           * *  register(0,WORKER)
            kthread_init_work                    2 *  callback(0,1,func,WORKER)
            kthread_queue_work                   2 *  submit(1,func,,work)
            request_irq                          5 *  register(1,INTERRUPT)
            request_threaded_irq                 6 *  register(1,INTERRUPT) register(2,WORKER)
            devm_request_irq                     6 *  register(2,INTERRUPT)
            devm_request_threaded_irq            7 *  register(2,INTERRUPT) register(3,WORKER)
            module_exit                          1 *  register(0,RELEASE)
            smp_call_function_single             4 *  register(1,INTERRUPT)
            init_llist_node,INIT_LIST_HEAD,INIT_HLIST_NODE,init_completion,init_waitqueue_head,spin_lock_init,mutex_init   1 *  nothing
            """;

    static final String MEMORY = """
            kmalloc,kvmalloc,kmalloc_node,vmalloc   * *  alloc size(0)
            kmalloc_array,kvmalloc_array      * *  alloc size(0) size(1)
            kmem_cache_alloc,mempool_alloc,kmalloc_obj,kmalloc_objs,kmalloc_flex   * *  alloc
            kzalloc,kvzalloc,kzalloc_node,vzalloc   * *  zalloc size(0)
            kcalloc,kvcalloc                  * *  zalloc size(0) size(1)
            kmem_cache_zalloc,devm_kzalloc,kzalloc_obj,kzalloc_objs,kzalloc_flex,kvzalloc_obj   * *  zalloc
            memdup_user,vmemdup_user          2 *  alloc size(0) size(1)
            kmemdup                           3 *  alloc size(1)
            kstrdup                           * *  alloc
            access_ok                         2 *  size(0) size(1)
            strncpy_from_user                 3 *  size(1) size(2)
            blk_mq_alloc_request_hctx,bio_alloc,bio_alloc_bioset,blk_next_bio,bio_kmalloc,blk_rq_map_bio_alloc   * *  alloc
            kfree,kvfree,vfree,kfree_sensitive,kfree_const   1 *  free(0)
            kfree_rcu,kvfree_rcu,kfree_rcu_mightsleep   * *  free(0)
            kmem_cache_free,mempool_free      2 *  free(1)
            blk_mq_free_request,bio_put,blk_put_request,bio_free   1 *  free(0)
            memset                            3 *  clear(0)
            memcpy,memmove,memcpy_fromio      3 *  copy(0,1) size(2)
            memcpy_toio                       3 *  size(2)
            copy_from_user,__copy_from_user   3 *  copy(0,-1) size(1) size(2) usercopy sleep(user)
            copy_from_iter                    3 *  copy(0,-1) size(1) usercopy sleep(user)
            copy_to_user,__copy_to_user       3 *  size(0) size(2) usercopy sleep(user)
            copy_to_iter                      3 *  size(1) usercopy sleep(user)
            clear_user                        2 *  size(0) size(1) usercopy sleep(user)
            copy_struct_from_user             4 *  copy(0,-1) size(2) size(3) usercopy sleep(user)
            import_ubuf                       4 *  size(1) size(2)
            import_iovec                      * *  size(1) size(2) sleep(user)
            get_user,__get_user,put_user,__put_user   2 *  usercopy sleep(user)
            READ_ONCE,READ_ONCE_NOCHECK,ACCESS_ONCE   1 *  once same(0)
            smp_load_acquire                  1 *  fetch(0,ONCE)
            rcu_dereference,rcu_access_pointer,rcu_dereference_raw,rcu_dereference_protected,data_race,unrcu_pointer   * *  same(0)
            array_index_nospec                2 *  same(0) size(0)
            le16_to_cpu,le32_to_cpu,le64_to_cpu,be16_to_cpu,be32_to_cpu,be64_to_cpu,cpu_to_le16,cpu_to_le32,cpu_to_le64   1 *  same(0)
            u64_to_user_ptr                   1 *  same(0) size(0)
            le16_to_cpup,le32_to_cpup,le64_to_cpup,be16_to_cpup,be32_to_cpup,be64_to_cpup   1 *  fetch(0,PLAIN)
            get_unaligned,get_unaligned_le16,get_unaligned_le32,get_unaligned_le64,get_unaligned_be16,get_unaligned_be32,get_unaligned_be64   1 *  fetch(0,COPY)
            WRITE_ONCE,smp_store_release,smp_store_mb   2 *  put(0,1)
            rcu_assign_pointer,RCU_INIT_POINTER   2 *  nothing
            xchg,xchg_relaxed,xchg_acquire,xchg_release   2 *  exchange(0,1)
            cmpxchg,cmpxchg_relaxed,cmpxchg_acquire,cmpxchg_release   3 *  compare(0,1,2)
            try_cmpxchg                       3 *  nothing
            test_and_set_bit,test_and_clear_bit,test_and_set_bit_lock,__test_and_set_bit,__test_and_clear_bit,test_and_change_bit   2 *  testset(0,1)
            test_bit                          2 *  nothing
            set_bit,clear_bit,__set_bit,__clear_bit,assign_bit   * *  nothing
            atomic_dec_and_test,refcount_dec_and_test,atomic_inc_not_zero,refcount_inc_not_zero   1 *  nothing
            no_free_ptr                       1 *  same(0)
            from_timer,timer_container_of      3 *  container(1,0,2)
            container_of,container_of_const,hlist_entry,list_entry,rb_entry,llist_entry   3 *  container(0,1,2)
            """;

    static final String LISTS = """
            list_add,list_add_tail,list_add_rcu,list_add_tail_rcu,hlist_add_head,hlist_add_head_rcu,llist_add   2 *  link(0)
            hlist_add_before,hlist_add_behind   2 *  link(0)
            list_move,list_move_tail          2 *  link(0)
            list_del,list_del_init,list_del_rcu,hlist_del,hlist_del_init,hlist_del_rcu,hlist_del_init_rcu,list_del_init_careful   1 *  unlink(0)
            list_empty,list_empty_careful,hlist_unhashed,llist_empty,hlist_empty,list_is_first,list_is_last   * *  nothing
            list_first_entry,list_last_entry,list_first_entry_or_null,list_next_entry,list_prev_entry   * *  nothing
            list_splice,list_splice_init,list_splice_tail,list_splice_tail_init   2 *  nothing
            llist_del_all,llist_del_first     1 *  nothing
            llist_reverse_order               1 *  same(0)
            xa_store,__xa_store               4 *  linkunlesserror(2)
            xa_insert,xa_insert_irq,xa_insert_bh,__xa_insert   * *  linkifzero(2)
            xa_alloc,xa_alloc_irq,__xa_alloc,xa_alloc_cyclic   * *  linkifzero(2)
            xa_err                            1 *  entryerror(0)
            xa_is_err                         1 *  iserror(0)
            xa_erase,__xa_erase,xa_erase_irq,xa_erase_bh   2 *  takeout
            xa_load,idr_find,radix_tree_lookup   2 *  size(1)
            kfifo_put,kfifo_in,kfifo_in_spinlocked   * *  nothing
            kref_init,kref_get                1 *  nothing
            complete,complete_all,wake_up,wake_up_interruptible,wake_up_all   1 *  nothing
            """;

    /// What waits: for locks see `LOCKS`. A call with the flag named does not.
    static final String SLEEPERS = """
            wait_for_completion,wait_for_completion_interruptible,wait_for_completion_killable,wait_for_completion_io   1 *  sleep(event)
            wait_for_completion_timeout,wait_for_completion_interruptible_timeout,wait_for_completion_killable_timeout   2 *  sleep(event)
            wait_event,wait_event_interruptible,wait_event_killable,wait_event_idle   2 *  sleep(event)
            wait_event_timeout,wait_event_interruptible_timeout   3 *  sleep(event)
            msleep,ssleep,msleep_interruptible,fsleep,schedule_timeout,schedule_timeout_interruptible,schedule_timeout_uninterruptible   1 *  sleep(event)
            usleep_range                      2 *  sleep(event)
            synchronize_rcu,synchronize_rcu_expedited   0 *  sleep(event)
            synchronize_srcu                  1 *  sleep(event)
            kthread_stop,flush_work,flush_delayed_work,flush_workqueue,drain_workqueue   1 *  sleep(flush)
            down,down_interruptible           1 *  sleep(event)
            vfs_fsync                         2 *  sleep(io)
            vfs_fsync_range                   4 *  sleep(io)
            filemap_write_and_wait            1 *  sleep(io)
            filemap_write_and_wait_range      3 *  sleep(io)
            sync_blockdev,invalidate_bdev     1 *  sleep(io)
            submit_bio_wait                   1 *  sleep(io)
            blk_execute_rq                    * *  sleep(io)
            blkdev_issue_discard,blkdev_issue_zeroout,blkdev_issue_flush   * *  sleep(io)
            kernel_read,kernel_write          4 *  sleep(io)
            blk_mq_freeze_queue,blk_mq_freeze_queue_wait,blk_mq_quiesce_queue   1 *  sleep(event)
            add_disk,del_gendisk              * *  sleep(io)
            blk_mq_alloc_request,scsi_alloc_request   3 *  alloc sleep(request,2,BLK_MQ_REQ_NOWAIT)
            """;

    static final String LOCKS = """
            spin_lock,spin_lock_irq,spin_lock_bh,raw_spin_lock,raw_spin_lock_irq   1 *  lock(0,spin)
            spin_lock_irqsave,raw_spin_lock_irqsave   2 *  lock(0,spin)
            spin_lock_nested                  2 *  lock(0,spin)
            spin_unlock,spin_unlock_irq,spin_unlock_bh,raw_spin_unlock,raw_spin_unlock_irq   1 *  unlock(0)
            spin_unlock_irqrestore,raw_spin_unlock_irqrestore   2 *  unlock(0)
            read_lock,write_lock,read_lock_irq,write_lock_irq,read_lock_bh,write_lock_bh   1 *  lock(0,spin)
            read_unlock,write_unlock,read_unlock_irq,write_unlock_irq,read_unlock_bh,write_unlock_bh   1 *  unlock(0)
            mutex_lock,rt_mutex_lock,ww_mutex_lock,mutex_lock_io   1 *  lock(0,mutex)
            mutex_lock_nested                 2 *  lock(0,mutex)
            mutex_unlock                      1 *  unlock(0)
            guard:spinlock,guard:spinlock_irq,guard:spinlock_bh,guard:spinlock_irqsave,guard:raw_spinlock,guard:raw_spinlock_irq,guard:raw_spinlock_irqsave   2 *  lock(1,spin) same(1)
            scoped_guard:spinlock,scoped_guard:spinlock_irq,scoped_guard:spinlock_bh,scoped_guard:spinlock_irqsave,scoped_guard:raw_spinlock,scoped_guard:raw_spinlock_irq,scoped_guard:raw_spinlock_irqsave   2 *  lock(1,spin) same(1)
            guard:read_lock,guard:write_lock,guard:read_lock_irq,guard:write_lock_irq,guard:read_lock_irqsave,guard:write_lock_irqsave   2 *  lock(1,spin) same(1)
            guard:mutex,guard:rwsem_read,guard:rwsem_write,scoped_guard:mutex,scoped_guard:rwsem_read,scoped_guard:rwsem_write   2 *  lock(1,mutex) same(1)
            down_read,down_write              1 *  lock(0,mutex)
            up_read,up_write                  1 *  unlock(0)
            """;

    static final String VALUES = """
            IS_ERR                            1 *  iserror(0)
            IS_ERR_OR_NULL                    1 *  iserrornull(0)
            PTR_ERR                           1 *  errorof(0)
            PTR_ERR_OR_ZERO                   1 *  result(-4095,0)
            ERR_PTR,ERR_CAST                  1 *  errorpointer(0)
            pr_debug,pr_devel,dev_dbg,netdev_dbg,pr_devel_ratelimited,pr_debug_ratelimited   * *  debug
            printk,pr_info,pr_err,pr_warn,pr_notice,pr_alert,pr_emerg,pr_crit,pr_cont,pr_err_ratelimited,pr_warn_ratelimited,pr_info_ratelimited,pr_warn_once,pr_err_once,pr_info_once   * *  log
            dev_info,dev_err,dev_warn,dev_notice,dev_err_ratelimited,dev_warn_ratelimited,netdev_err,netdev_warn,netdev_info,trace_printk   * *  log
            BUILD_BUG_ON,BUILD_BUG_ON_MSG,static_assert,lockdep_assert_held,lockdep_assert,might_sleep,cond_resched,WARN,WARN_ONCE,BUG_ON   * *  nothing
            capable,ns_capable,blk_rq_is_passthrough   * *  result(0,1)
            blk_rq_is_poll                    1 *  tell(POLLED,) result(0,1)
            in_task                           0 *  tell(IN_TASK,) result(0,1)
            in_interrupt,in_hardirq,in_irq,in_atomic   0 *  tell(,IN_TASK) result(0,1)
            min,max,min_t,max_t,clamp,roundup,round_up,DIV_ROUND_UP,array_size,struct_size,size_mul   * *  nothing
            """;
}
