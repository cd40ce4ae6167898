// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

/// The contexts in which functions are called back, and the carriers that lead there.
final class ContextApi {
    private ContextApi() {}

    /// What ends a grace period runs with bottom halves off, and comes whatever else happens: `rcu_do_batch()`, `srcu_invoke_callbacks()`,
    /// `rcu_tasks_invoke_cbs()`. The callbacks of queues are an argument of `virtio_find_vqs()`: an array of them up to
    /// 6.10, then one of structures.
    static final String CALLBACKS = """
            call_rcu,call_rcu_hurry,call_rcu_tasks,call_rcu_tasks_rude,call_rcu_tasks_trace   2 *  callback(0,1,func,TIMER) submit(0,func,,rcu)
            call_srcu                         3 *  callback(1,2,func,TIMER) submit(1,func,,rcu)
            percpu_ref_init                   4 *  callback(0,1,release,TIMER)
            percpu_ref_kill_and_confirm       2 *  register(1,TIMER)
            INIT_CSD                          3 *  callback(0,1,func,INTERRUPT) data(0,2,info)
            smp_call_function_single_async    2 *  submit(1,func,info,tasklet,0)
            smp_call_function_many,on_each_cpu_mask   4 *  register(1,INTERRUPT)
            on_each_cpu_cond                  4 *  register(1,INTERRUPT)
            netif_napi_add,netif_napi_add_tx  3 *  callback(1,2,poll,INTERRUPT)
            netif_napi_add,netif_napi_add_weight   4 *  callback(1,2,poll,INTERRUPT)
            virtio_find_vqs                   6 *  register(3,INTERRUPT)
            virtio_find_vqs                   5 *  register(3,INTERRUPT)
            virtio_find_vqs_ctx               7 *  register(3,INTERRUPT)
            hrtimer_update_function           2 *  callback(0,1,function,TIMER)
            hrtimer_start_expires             2 *  submit(0,function,,timer)
            hrtimer_restart                   1 *  submit(0,function,,timer)
            DEFINE_IRQ_WORK                   2 *  callback(0,1,func,INTERRUPT)
            IRQ_WORK_INIT,IRQ_WORK_INIT_HARD,IRQ_WORK_INIT_LAZY   1 *  register(0,INTERRUPT)
            __WORK_INITIALIZER                2 *  callback(0,1,func,WORKER)
            __DELAYED_WORK_INITIALIZER        3 *  callback(0,1,func,WORKER)
            KTHREAD_WORK_INIT,DEFINE_KTHREAD_WORK,KTHREAD_DELAYED_WORK_INIT,DEFINE_KTHREAD_DELAYED_WORK   2 *  callback(0,1,func,WORKER)
            devm_work_autocancel,devm_delayed_work_autocancel   3 *  callback(1,2,func,WORKER)
            async_schedule,async_schedule_dev   2 *  register(0,WORKER) maycall(0,1)
            async_schedule_node,async_schedule_domain   3 *  register(0,WORKER) maycall(0,1)
            schedule_on_each_cpu              1 *  register(0,WORKER) sleep(event)
            irq_set_chained_handler           2 *  register(1,INTERRUPT)
            irq_set_chained_handler_and_data  3 *  register(1,INTERRUPT)
            acpi_install_gpe_handler          5 *  register(3,INTERRUPT)
            acpi_install_notify_handler       4 *  register(2,WORKER)
            register_nmi_handler              * *  register(1,INTERRUPT)
            atomic_notifier_chain_register    2 *  registerheld(1,notifier_call,INTERRUPT)
            blocking_notifier_chain_register,srcu_notifier_chain_register   2 *  registerheld(1,notifier_call,WORKER)
            devm_add_action,devm_add_action_or_reset   3 *  register(1,REMOVAL)
            """;

    /// What is started, ended, or only prepared for that.
    static final String CARRIERS = """
            usb_alloc_urb                     2 *  alloc
            usb_free_urb,usb_put_urb          1 *  free(0)
            usb_get_urb,skb_get               1 *  refer(0) same(0)
            usb_ep_alloc_request              2 *  alloc
            usb_ep_free_request               2 *  free(1)
            alloc_skb                         2 *  alloc
            kfree_skb,consume_skb,dev_kfree_skb,dev_kfree_skb_any,dev_kfree_skb_irq   1 *  free(0)
            bio_endio,bio_io_error            1 *  submit(0,bi_end_io,bi_private,bio)
            bio_get                           1 *  refer(0)
            blk_mq_end_request                2 *  submit(0,end_io,end_io_data,request)
            sg_init_one,sg_set_buf            3 *  nothing
            sg_init_table                     2 *  nothing
            sg_set_page                       4 *  nothing
            kref_init                         1 *  number(0,1)
            kref_get                          1 *  count(0,1)
            """;

    /// Sections in which nobody may sleep, by the function that starts them; and locks that are none by their names.
    static final String SECTIONS = """
            rcu_read_lock                     0 *  begin(rcu_read_lock)
            rcu_read_unlock                   0 *  end(rcu_read_lock)
            rcu_read_lock_bh                  0 *  begin(rcu_read_lock_bh)
            rcu_read_unlock_bh                0 *  end(rcu_read_lock_bh)
            rcu_read_lock_sched               0 *  begin(rcu_read_lock_sched)
            rcu_read_unlock_sched             0 *  end(rcu_read_lock_sched)
            preempt_disable,preempt_disable_notrace   0 *  begin(preempt_disable)
            preempt_enable,preempt_enable_notrace,preempt_enable_no_resched   0 *  end(preempt_disable)
            local_irq_disable                 0 *  begin(local_irq_disable)
            local_irq_enable                  0 *  end(local_irq_disable)
            local_irq_save                    1 *  begin(local_irq_save)
            local_irq_restore                 1 *  end(local_irq_save)
            local_bh_disable                  0 *  begin(local_bh_disable)
            local_bh_enable                   0 *  end(local_bh_disable)
            get_cpu                           0 *  begin(preempt_disable) result(0,65535)
            get_cpu_ptr                       1 *  begin(preempt_disable) same(0)
            put_cpu                           0 *  end(preempt_disable)
            put_cpu_ptr,put_cpu_var           1 *  end(preempt_disable)
            kmap_atomic                       1 *  begin(kmap_atomic)
            kunmap_atomic                     1 *  end(kmap_atomic)
            write_seqcount_begin              1 *  begin(write_seqcount_begin)
            write_seqcount_end                1 *  end(write_seqcount_begin)
            local_lock,local_lock_irq         1 *  lock(0,section)
            local_lock_irqsave                2 *  lock(0,section)
            local_unlock,local_unlock_irq     1 *  unlock(0)
            local_unlock_irqrestore           2 *  unlock(0)
            guard:rcu,scoped_guard:rcu        1 *  begin(rcu_read_lock)
            guard:preempt,scoped_guard:preempt,guard:preempt_notrace,scoped_guard:preempt_notrace   1 *  begin(preempt_disable)
            guard:irq,scoped_guard:irq        1 *  begin(local_irq_disable)
            guard:irqsave,scoped_guard:irqsave   1 *  begin(local_irq_save)
            guard:local_lock,guard:local_lock_irq,guard:local_lock_irqsave,guard:local_lock_nested_bh   2 *  lock(1,section) same(1)
            scoped_guard:local_lock,scoped_guard:local_lock_irq,scoped_guard:local_lock_irqsave,scoped_guard:local_lock_nested_bh   2 *  lock(1,section) same(1)
            spin_unlock_irq,raw_spin_unlock_irq   1 *  unlock(0) end(local_irq_disable)
            spin_unlock_bh                    1 *  unlock(0) end(local_bh_disable)
            spin_unlock_irqrestore,raw_spin_unlock_irqrestore   2 *  unlock(0) end(local_irq_save)
            """;

    static final String SPINLOCKS = """
            bit_spin_lock                     2 *  lock(1,spin)
            bit_spin_trylock                  2 *  lock(1,spin)?1:0
            bit_spin_unlock,__bit_spin_unlock 2 *  unlock(1)
            hlist_bl_lock                     1 *  lock(0,spin)
            hlist_bl_unlock                   1 *  unlock(0)
            write_seqlock,write_seqlock_irq,write_seqlock_bh,read_seqlock_excl,read_seqlock_excl_irq,read_seqlock_excl_bh   1 *  lock(0,spin)
            write_seqlock_irqsave,read_seqlock_excl_irqsave   2 *  lock(0,spin)
            write_sequnlock,write_sequnlock_irq,write_sequnlock_bh,read_sequnlock_excl,read_sequnlock_excl_irq,read_sequnlock_excl_bh   1 *  unlock(0)
            write_sequnlock_irqrestore,read_sequnlock_excl_irqrestore   2 *  unlock(0)
            xa_lock,xa_lock_irq,xa_lock_bh    1 *  lock(0,spin)
            xa_lock_irqsave                   2 *  lock(0,spin)
            xa_unlock,xa_unlock_irq,xa_unlock_bh   1 *  unlock(0)
            xa_unlock_irqrestore              2 *  unlock(0)
            bh_lock_sock,bh_lock_sock_nested,netif_tx_lock,netif_tx_lock_bh   1 *  lock(0,spin)
            bh_unlock_sock,netif_tx_unlock,netif_tx_unlock_bh   1 *  unlock(0)
            raw_spin_lock_bh                  1 *  lock(0,spin)
            raw_spin_unlock_bh                1 *  unlock(0)
            raw_spin_lock_nested              2 *  lock(0,spin)
            spin_lock_irqsave_nested,raw_spin_lock_irqsave_nested   3 *  lock(0,spin)
            raw_spin_trylock_irq,raw_spin_trylock_bh   1 *  lock(0,spin)?1:0
            atomic_dec_and_lock,refcount_dec_and_lock   2 *  lock(1,spin)?1:0
            atomic_dec_and_lock_irqsave,refcount_dec_and_lock_irqsave   3 *  lock(1,spin)?1:0
            guard:raw_spinlock_bh,guard:raw_spinlock_nested,scoped_guard:raw_spinlock_bh,scoped_guard:raw_spinlock_nested   2 *  lock(1,spin) same(1)
            scoped_guard:read_lock,scoped_guard:write_lock,scoped_guard:read_lock_irq,scoped_guard:write_lock_irq,scoped_guard:read_lock_irqsave,scoped_guard:write_lock_irqsave   2 *  lock(1,spin) same(1)
            """;

    /// Calls of subsystems that wait for devices, for other locks, or for memory that they write back.
    static final String SLEEPERS = """
            read_poll_timeout                 * *  sleep(event)
            readx_poll_timeout,regmap_read_poll_timeout   6 *  sleep(event)
            readb_poll_timeout,readw_poll_timeout,readl_poll_timeout,readq_poll_timeout,readb_relaxed_poll_timeout,readw_relaxed_poll_timeout,readl_relaxed_poll_timeout,readq_relaxed_poll_timeout   5 *  sleep(event)
            pm_runtime_get_sync,pm_runtime_resume_and_get,pm_runtime_resume,pm_runtime_suspend,pm_runtime_put_sync,pm_runtime_barrier   1 *  sleep(event)
            clk_prepare,clk_prepare_enable,clk_unprepare,clk_disable_unprepare,regulator_enable,regulator_disable   1 *  sleep(event)
            gpiod_get_value_cansleep          1 *  sleep(io)
            gpiod_set_value_cansleep          2 *  sleep(io)
            reset_control_assert,reset_control_deassert,reset_control_reset,phy_init,phy_power_on,phy_power_off   1 *  sleep(io)
            i2c_master_send,i2c_master_recv   3 *  sleep(io)
            i2c_smbus_read_byte,i2c_smbus_read_byte_data,i2c_smbus_read_word_data,i2c_smbus_write_byte,i2c_smbus_write_byte_data,i2c_smbus_write_word_data,i2c_smbus_read_i2c_block_data,i2c_smbus_write_i2c_block_data   * *  sleep(io)
            spi_write,spi_read                3 *  sleep(io)
            spi_write_then_read               5 *  sleep(io)
            rpmsg_send                        3 *  sleep(event)
            rpmsg_sendto                      4 *  sleep(event)
            request_module                    * *  sleep(event)
            call_usermodehelper               4 *  sleep(event)
            kernel_connect                    4 *  sleep(io)
            kernel_accept                     3 *  sleep(io)
            vfs_iter_read,vfs_iter_write      4 *  sleep(io)
            sb_start_write                    1 *  sleep(event)
            napi_disable                      1 *  sleep(event)
            swait_event_exclusive,swait_event_interruptible_exclusive,swait_event_idle_exclusive   2 *  sleep(event)
            swait_event_timeout_exclusive,swait_event_interruptible_timeout_exclusive   3 *  sleep(event)
            __fput_sync                       1 *  sleep(io)
            dma_resv_lock,ww_mutex_lock       2 *  lock(0,mutex)
            dma_resv_lock_interruptible,ww_mutex_lock_interruptible   2 *  lock(0,mutex)?0:error
            dma_resv_unlock,ww_mutex_unlock,rt_mutex_unlock   1 *  unlock(0)
            alloc_workqueue                   * *  sleep(event)
            debugfs_remove,unregister_netdev  1 *  sleep(event)
            """;
}
