// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

/// What the rest of the kernel's API does to memory, lists, locks and callbacks, as far as drivers use it with commands.
final class KernelApi {
    private KernelApi() {}

    static final String HAND_OFFS = """
            blk_execute_rq_nowait                2 *  submit(0,end_io,end_io_data,request)
            blk_execute_rq_nowait                5 *  submit(2,end_io,end_io_data,request)
            submit_bio,submit_bio_noacct         1 *  submit(0,bi_end_io,bi_private,bio)
            INIT_WORK,INIT_WORK_ONSTACK,INIT_DELAYED_WORK,INIT_DELAYED_WORK_ONSTACK,INIT_DEFERRABLE_WORK,INIT_RCU_WORK   2 *  callback(0,1,func,WORKER)
            DECLARE_WORK,DECLARE_DELAYED_WORK,DECLARE_DEFERRABLE_WORK   2 *  callback(0,1,func,WORKER)
            queue_work,queue_rcu_work            2 *  submit(1,func,,work)
            queue_delayed_work,mod_delayed_work  3 *  submit(1,func,,work)
            queue_work_on,queue_work_node        3 *  submit(2,func,,work)
            queue_delayed_work_on,mod_delayed_work_on   4 *  submit(2,func,,work)
            schedule_work                        1 *  submit(0,func,,work)
            schedule_delayed_work                2 *  submit(0,func,,work)
            schedule_work_on                     2 *  submit(1,func,,work)
            schedule_delayed_work_on             3 *  submit(1,func,,work)
            to_delayed_work                      1 *  outer(0,delayed_work,work)
            to_rcu_work                          1 *  outer(0,rcu_work,work)
            timer_setup,timer_setup_on_stack,setup_timer   3 *  callback(0,1,function,TIMER)
            DEFINE_TIMER                         2 *  callback(0,1,function,TIMER)
            mod_timer,mod_timer_pending,timer_reduce   2 *  submit(0,function,,timer)
            add_timer                            1 *  submit(0,function,,timer)
            add_timer_on                         2 *  submit(0,function,,timer)
            hrtimer_setup,hrtimer_setup_on_stack   4 *  callback(0,1,function,TIMER)
            hrtimer_start                        3 *  submit(0,function,,timer)
            hrtimer_start_range_ns               4 *  submit(0,function,,timer)
            tasklet_setup                        2 *  callback(0,1,callback,INTERRUPT)
            tasklet_init                         3 *  callback(0,1,callback,INTERRUPT) data(0,2,data)
            DECLARE_TASKLET,DECLARE_TASKLET_DISABLED,DECLARE_TASKLET_OLD   2 *  callback(0,1,callback,INTERRUPT)
            tasklet_schedule,tasklet_hi_schedule   1 *  submit(0,callback,,tasklet)
            init_task_work                       2 *  callback(0,1,func,WORKER)
            task_work_add                        3 *  submit(1,func,,work)
            irq_work_queue                       1 *  submit(0,func,,work)
            irq_work_queue_on                    2 *  submit(0,func,,work)
            init_irq_work                        2 *  callback(0,1,func,INTERRUPT)
            kref_put                             2 *  register(1,PLAIN) release(1,0)
            kref_put_mutex,kref_put_lock         3 *  register(1,PLAIN) maycall(1,0)
            kthread_run,kthread_create,kthread_create_on_cpu,kthread_create_on_node,kthread_run_on_cpu   * *  register(0,WORKER)
            kthread_init_work,kthread_init_delayed_work   2 *  callback(0,1,func,WORKER)
            kthread_queue_work                   2 *  submit(1,func,,work)
            kthread_queue_delayed_work,kthread_mod_delayed_work   3 *  submit(1,func,,work)
            request_irq,request_any_context_irq,request_nmi   5 *  register(1,INTERRUPT)
            request_percpu_irq                   4 *  register(1,INTERRUPT)
            request_threaded_irq                 6 *  register(1,INTERRUPT) register(2,WORKER)
            pci_request_irq                      * *  register(2,INTERRUPT) register(3,WORKER)
            devm_request_irq,devm_request_any_context_irq   6 *  register(2,INTERRUPT)
            devm_request_threaded_irq            7 *  register(2,INTERRUPT) register(3,WORKER)
            virtio_find_single_vq                3 *  register(1,INTERRUPT)
            usb_fill_bulk_urb                    7 *  callback(0,5,complete,COMPLETION) data(0,6,context)
            usb_fill_int_urb                     8 *  callback(0,5,complete,COMPLETION) data(0,6,context)
            usb_fill_control_urb                 8 *  callback(0,6,complete,COMPLETION) data(0,7,context)
            usb_submit_urb                       2 *  submit(0,complete,context,transfer,0)
            usb_ep_queue                         3 *  submit(1,complete,context,transfer,0)
            dmaengine_submit                     1 *  submit(0,callback,callback_param,transfer)
            skcipher_request_set_callback,aead_request_set_callback,ahash_request_set_callback,akcipher_request_set_callback,acomp_request_set_callback   4 *  callback(0,2,complete,COMPLETION) data(0,3,data)
            crypto_skcipher_encrypt,crypto_skcipher_decrypt,crypto_aead_encrypt,crypto_aead_decrypt,crypto_ahash_digest,crypto_ahash_update,crypto_ahash_final,crypto_ahash_finup,crypto_akcipher_encrypt,crypto_akcipher_decrypt,crypto_acomp_compress,crypto_acomp_decompress   1 *  submit(0,complete,data,transfer,EINPROGRESS,EBUSY)
            dma_fence_add_callback               3 *  callback(1,2,func,INTERRUPT) submit(1,func,,fence,0)
            init_waitqueue_func_entry            2 *  callback(0,1,func,INTERRUPT)
            module_exit                          1 *  register(0,RELEASE)
            module_init,late_initcall,late_initcall_sync,device_initcall,subsys_initcall,fs_initcall   1 *  register(0,PLAIN)
            smp_call_function_single             4 *  register(1,INTERRUPT)
            smp_call_function,on_each_cpu        3 *  register(0,INTERRUPT)
            stop_machine                         3 *  register(0,INTERRUPT) sleep(event)
            init_llist_node,INIT_LIST_HEAD,INIT_HLIST_NODE,init_completion,init_waitqueue_head,spin_lock_init,mutex_init   1 *  nothing
            """;

    static final String MEMORY = """
            kmalloc,kvmalloc,kmalloc_node,vmalloc   * *  alloc size(0)
            kmalloc_array,kvmalloc_array      * *  alloc size(0) size(1)
            kmem_cache_alloc,mempool_alloc,kmalloc_obj,kmalloc_objs,kmalloc_flex   * *  alloc
            kzalloc,kvzalloc,kzalloc_node,vzalloc   * *  zalloc size(0)
            kcalloc,kvcalloc                  * *  zalloc size(0) size(1)
            kmem_cache_zalloc,devm_kzalloc,kzalloc_obj,kzalloc_objs,kzalloc_flex,kvzalloc_obj   * *  zalloc
            memdup_user,vmemdup_user,memdup_user_nul   2 *  alloc size(0) size(1) usercopy sleep(user)
            memdup_array_user,vmemdup_array_user   3 *  alloc size(0) size(1) size(2) usercopy sleep(user)
            kmemdup                           3 *  alloc size(1)
            kstrdup                           * *  alloc
            copy_page_to_iter,copy_page_from_iter,copy_folio_to_iter,copy_folio_from_iter,copy_page_to_iter_nofault   4 *  size(2) usercopy sleep(user)
            copy_to_iter_full,copy_from_iter_full,_copy_to_iter,_copy_from_iter,copy_from_iter_nocache,copy_to_iter_mc   3 *  size(1) usercopy sleep(user)
            iov_iter_zero                     2 *  size(0) usercopy sleep(user)
            copy_struct_to_user               * *  size(1) size(3) usercopy sleep(user)
            copy_from_user_nofault,copy_to_user_nofault   3 *  size(2) usercopy
            strndup_user                      2 *  alloc size(1) usercopy sleep(user)
            strnlen_user                      2 *  usercopy sleep(user)
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
            xchg,xchg_relaxed,xchg_acquire,xchg_release   2 *  exchange(0,1)
            cmpxchg,cmpxchg_relaxed,cmpxchg_acquire,cmpxchg_release   3 *  compare(0,1,2)
            test_and_set_bit,test_and_clear_bit,test_and_set_bit_lock,__test_and_set_bit,__test_and_clear_bit,test_and_change_bit   2 *  testset(0,1)
            test_bit                          2 *  nothing
            set_bit,clear_bit,__set_bit,__clear_bit,assign_bit   * *  nothing
            atomic_set,atomic_long_set,atomic64_set,refcount_set,atomic_set_release,refcount_set_release   2 *  put(0,1)
            atomic_inc,refcount_inc,atomic_long_inc,atomic64_inc   1 *  count(0,1)
            atomic_dec,refcount_dec,atomic_long_dec,atomic64_dec   1 *  count(0,-1)
            atomic_dec_and_test,refcount_dec_and_test,atomic_long_dec_and_test,atomic64_dec_and_test   1 *  countdown(0)
            no_free_ptr                       1 *  same(0)
            from_timer,timer_container_of      3 *  container(1,0,2)
            container_of,container_of_const,hlist_entry,list_entry,rb_entry,llist_entry   3 *  container(0,1,2)
            """;

    static final String LISTS = """
            list_add,list_add_tail,hlist_add_head   2 *  link(0,1)
            list_add_rcu,list_add_tail_rcu,hlist_add_head_rcu,llist_add   2 *  link(0)
            hlist_add_before,hlist_add_behind   2 *  link(0)
            list_move,list_move_tail          2 *  link(0,1)
            add_wait_queue,add_wait_queue_exclusive,add_wait_queue_priority   2 *  link(1)
            remove_wait_queue                 2 *  unlink(1)
            list_del,list_del_init,list_del_rcu,hlist_del,hlist_del_init,hlist_del_rcu,hlist_del_init_rcu,list_del_init_careful   1 *  unlink(0)
            list_empty,list_empty_careful,hlist_unhashed,llist_empty,hlist_empty,list_is_first,list_is_last   * *  nothing
            list_first_entry,list_last_entry,list_first_entry_or_null,list_next_entry,list_prev_entry   * *  nothing
            list_splice,list_splice_init,list_splice_tail,list_splice_tail_init   2 *  nothing
            llist_del_all                     1 *  takeout
            llist_reverse_order               1 *  same(0)
            xa_store,__xa_store               4 *  link(2)?0:pointer
            xa_insert,xa_insert_irq,xa_insert_bh,__xa_insert   * *  link(2)?0:error
            xa_alloc,xa_alloc_irq,__xa_alloc,xa_alloc_cyclic   * *  link(2)?0:error
            xa_cmpxchg,xa_cmpxchg_irq,xa_cmpxchg_bh,__xa_cmpxchg   5 *  comparekeep(2,3)
            xa_for_each,xa_for_each_range,xa_for_each_marked,xa_for_each_start,idr_for_each_entry,idr_for_each_entry_ul,idr_for_each_entry_continue,hash_for_each,hash_for_each_safe,hash_for_each_possible   * *  nothing
            xa_err                            1 *  entryerror(0)
            xa_is_err                         1 *  iserror(0)
            xa_load,idr_find,radix_tree_lookup   2 *  size(1)
            complete,complete_all,wake_up,wake_up_interruptible,wake_up_all,wake_up_interruptible_all,wake_up_process,up,swake_up_one,swake_up_all,irq_wake_thread   * *  wake
            """;

    /// What waits: for locks see `LOCKS`. A call with the flag named does not.
    static final String SLEEPERS = """
            wait_for_completion,wait_for_completion_interruptible,wait_for_completion_killable,wait_for_completion_io   1 *  sleep(event)
            wait_for_completion_timeout,wait_for_completion_interruptible_timeout,wait_for_completion_killable_timeout   2 *  sleep(event)
            wait_event,wait_event_interruptible,wait_event_killable,wait_event_idle,wait_event_freezable,wait_event_interruptible_exclusive,wait_event_killable_exclusive,wait_event_idle_exclusive,io_wait_event,wait_var_event,wait_var_event_killable   2 *  sleep(event)
            wait_event_timeout,wait_event_interruptible_timeout,wait_event_killable_timeout,wait_event_idle_timeout,wait_event_freezable_timeout,wait_event_hrtimeout,wait_event_interruptible_hrtimeout   3 *  sleep(event)
            wait_event_lock_irq,wait_event_interruptible_lock_irq   3 *  sleep(event)
            wait_event_lock_irq_timeout,wait_event_interruptible_lock_irq_timeout   4 *  sleep(event)
            wait_on_bit,wait_on_bit_io,wait_on_bit_lock   3 *  sleep(event)
            schedule,io_schedule,might_sleep,__might_sleep   * *  sleep(event)
            io_schedule_timeout,schedule_timeout_killable,schedule_timeout_idle   1 *  sleep(event)
            schedule_hrtimeout                2 *  sleep(event)
            schedule_hrtimeout_range          3 *  sleep(event)
            dma_fence_wait                    2 *  sleep(event)
            dma_fence_wait_timeout            3 *  sleep(event)
            dma_fence_wait_any_timeout        * *  sleep(event)
            dma_resv_wait_timeout             4 *  sleep(event)
            synchronize_net,rcu_barrier,synchronize_rcu_tasks   0 *  sleep(event)
            synchronize_irq,disable_irq       1 *  sleep(event)
            free_irq                          2 *  sleep(event)
            msleep,ssleep,msleep_interruptible,fsleep,schedule_timeout,schedule_timeout_interruptible,schedule_timeout_uninterruptible   1 *  sleep(event)
            usleep_range                      2 *  sleep(event)
            synchronize_rcu,synchronize_rcu_expedited   0 *  sleep(event)
            synchronize_srcu                  1 *  sleep(event)
            kthread_stop,kthread_park,flush_work,flush_delayed_work,flush_rcu_work,flush_workqueue,drain_workqueue,destroy_workqueue,__flush_workqueue,kthread_flush_work,kthread_flush_worker,irq_work_sync,tasklet_kill,usb_kill_urb,usb_poison_urb,dmaengine_terminate_sync,dmaengine_synchronize   1 *  sleep(flush)
            down,down_interruptible,down_killable   1 *  sleep(event)
            down_timeout                      2 *  sleep(event)
            folio_lock,folio_lock_killable,lock_page,lock_page_killable,wait_on_page_writeback,folio_wait_writeback,folio_wait_locked,wait_on_page_locked   1 *  sleep(io)
            vfs_read,vfs_write                4 *  sleep(io)
            filp_open                         3 *  sleep(io)
            kern_path                         3 *  sleep(io)
            kern_path_create,vfs_path_lookup,lookup_bdev,lookup_one_unlocked,lookup_one_len_unlocked,vfs_statfs,vfs_getattr,vfs_truncate,vfs_fallocate,vfs_mkdir,vfs_unlink,vfs_rename,bdev_file_open_by_path,bdev_file_open_by_dev,blkdev_get_by_path,blkdev_get_by_dev   * *  sleep(io)
            kernel_sendmsg,kernel_recvmsg     * *  sleep(io)
            sock_sendmsg                      2 *  sleep(io)
            sock_recvmsg                      3 *  sleep(io)
            request_firmware                  3 *  sleep(io)
            usb_control_msg                   9 *  sleep(io)
            usb_control_msg_send,usb_control_msg_recv   * *  sleep(io)
            usb_bulk_msg,usb_interrupt_msg    6 *  sleep(io)
            i2c_transfer                      3 *  sleep(io)
            spi_sync                          2 *  sleep(io)
            scsi_execute_cmd                  * *  sleep(io)
            nvme_submit_sync_cmd,__nvme_submit_sync_cmd   * *  sleep(io)
            pin_user_pages,pin_user_pages_fast,get_user_pages,get_user_pages_fast,pin_user_pages_remote,get_user_pages_remote,get_user_pages_unlocked,pin_user_pages_unlocked   * *  sleep(user)
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
            spin_unlock,raw_spin_unlock       1 *  unlock(0)
            read_lock,write_lock,read_lock_irq,write_lock_irq,read_lock_bh,write_lock_bh   1 *  lock(0,spin)
            read_unlock,write_unlock,read_unlock_irq,write_unlock_irq,read_unlock_bh,write_unlock_bh   1 *  unlock(0)
            mutex_lock,rt_mutex_lock,mutex_lock_io   1 *  lock(0,mutex)
            mutex_lock_nested                 2 *  lock(0,mutex)
            mutex_lock_interruptible,mutex_lock_killable   1 *  lock(0,mutex)?0:error
            mutex_lock_interruptible_nested,mutex_lock_killable_nested   2 *  lock(0,mutex)?0:error
            mutex_trylock                     1 *  lock(0,mutex)?1:0
            mutex_unlock                      1 *  unlock(0)
            rtnl_lock                         0 *  lock(-1,mutex)
            rtnl_unlock                       0 *  unlock(-1)
            inode_lock,inode_lock_shared,lock_sock,mmap_read_lock,mmap_write_lock,device_lock   1 *  lock(0,mutex)
            inode_lock_nested,lock_sock_nested   2 *  lock(0,mutex)
            inode_unlock,inode_unlock_shared,release_sock,mmap_read_unlock,mmap_write_unlock,device_unlock   1 *  unlock(0)
            inode_trylock,inode_trylock_shared,mmap_read_trylock,mmap_write_trylock,device_trylock   1 *  lock(0,mutex)?1:0
            mmap_read_lock_killable,mmap_write_lock_killable,device_lock_interruptible   1 *  lock(0,mutex)?0:error
            spin_trylock,spin_trylock_irq,spin_trylock_bh,raw_spin_trylock,read_trylock,write_trylock   1 *  lock(0,spin)?1:0
            spin_trylock_irqsave,raw_spin_trylock_irqsave   2 *  lock(0,spin)?1:0
            read_lock_irqsave,write_lock_irqsave   2 *  lock(0,spin)
            read_unlock_irqrestore,write_unlock_irqrestore   2 *  unlock(0)
            guard:spinlock,guard:spinlock_irq,guard:spinlock_bh,guard:spinlock_irqsave,guard:raw_spinlock,guard:raw_spinlock_irq,guard:raw_spinlock_irqsave   2 *  lock(1,spin) same(1)
            scoped_guard:spinlock,scoped_guard:spinlock_irq,scoped_guard:spinlock_bh,scoped_guard:spinlock_irqsave,scoped_guard:raw_spinlock,scoped_guard:raw_spinlock_irq,scoped_guard:raw_spinlock_irqsave   2 *  lock(1,spin) same(1)
            guard:read_lock,guard:write_lock,guard:read_lock_irq,guard:write_lock_irq,guard:read_lock_irqsave,guard:write_lock_irqsave   2 *  lock(1,spin) same(1)
            guard:mutex,guard:rwsem_read,guard:rwsem_write,scoped_guard:mutex,scoped_guard:rwsem_read,scoped_guard:rwsem_write   2 *  lock(1,mutex) same(1)
            down_read,down_write,percpu_down_read,percpu_down_write   1 *  lock(0,mutex)
            down_read_nested,down_write_nested   2 *  lock(0,mutex)
            down_read_interruptible,down_read_killable,down_write_killable   1 *  lock(0,mutex)?0:error
            down_read_trylock,down_write_trylock,percpu_down_read_trylock   1 *  lock(0,mutex)?1:0
            up_read,up_write,percpu_up_read,percpu_up_write   1 *  unlock(0)
            """;

    static final String VALUES = """
            IS_ERR                            1 *  iserror(0)
            IS_ERR_OR_NULL                    1 *  iserrornull(0)
            PTR_ERR                           1 *  errorof(0)
            PTR_ERR_OR_ZERO                   1 *  errororzero(0)
            ERR_PTR,ERR_CAST                  1 *  errorpointer(0)
            pr_debug,pr_devel,dev_dbg,netdev_dbg,pr_devel_ratelimited,pr_debug_ratelimited   * *  debug
            printk,pr_info,pr_err,pr_warn,pr_notice,pr_alert,pr_emerg,pr_crit,pr_cont,pr_err_ratelimited,pr_warn_ratelimited,pr_info_ratelimited,pr_warn_once,pr_err_once,pr_info_once   * *  log
            dev_info,dev_err,dev_warn,dev_notice,dev_err_ratelimited,dev_warn_ratelimited,netdev_err,netdev_warn,netdev_info,trace_printk   * *  log
            BUILD_BUG_ON,BUILD_BUG_ON_MSG,static_assert,lockdep_assert_held,lockdep_assert,might_sleep,cond_resched,BUG_ON   * *  nothing
            WARN_ON,WARN_ON_ONCE,WARN_ON_SMP,WARN,WARN_ONCE,WARN_RATELIMIT,WARN_TAINT   * *  show(WARNED)
            _IOC_NR,_IOC_TYPE,_IOC_DIR,_IOC_SIZE,lower_32_bits,upper_32_bits,ilog2,order_base_2,is_power_of_2,PAGE_ALIGN   1 *  pure
            capable,ns_capable,blk_rq_is_passthrough   * *  result(0,1)
            blk_rq_is_poll                    1 *  tell(POLLED,) result(0,1)
            in_task                           0 *  tell(IN_TASK,) result(0,1)
            in_interrupt,in_hardirq,in_irq,in_atomic   0 *  tell(,IN_TASK) result(0,1)
            min,max,min_t,max_t,clamp,roundup,round_up,DIV_ROUND_UP,array_size,struct_size,size_mul   * *  nothing
            """;
}
