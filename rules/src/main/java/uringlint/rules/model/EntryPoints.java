// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.LinkedHashMap;
import java.util.Map;
import uringlint.callgraph.Member;
import uringlint.typestate.protocol.Role;

/// The members of structures through which the kernel enters a driver, and how it does. `*` is any structure.
final class EntryPoints {
    private EntryPoints() {}

    /// Members of tables of operations.
    static final String TABLES = """
            HANDLER      * uring_cmd
            POLL         * uring_cmd_iopoll
            RELEASE      file_operations release
            RELEASE      block_device_operations release
            RELEASE      proc_ops proc_release
            REMOVAL      pci_driver,virtio_driver,auxiliary_driver,i2c_driver,spi_driver,hid_driver,mdev_driver remove
            REMOVAL      platform_driver remove,remove_new
            REMOVAL      usb_driver disconnect
            REMOVAL      pci_driver,platform_driver,i2c_driver,spi_driver shutdown
            SYSTEM_CALL  file_operations read,write,read_iter,write_iter,unlocked_ioctl,compat_ioctl,mmap,poll,fsync,flush,open,llseek,lock,fasync,splice_read,splice_write,fallocate
            SYSTEM_CALL  proc_ops proc_open,proc_read,proc_read_iter,proc_write,proc_ioctl,proc_compat_ioctl,proc_poll,proc_mmap
            SYSTEM_CALL  seq_operations start,next,stop,show
            SYSTEM_CALL  block_device_operations open,ioctl,compat_ioctl,check_events,getgeo
            SYSTEM_CALL  vm_operations_struct open,close,fault,huge_fault,page_mkwrite,access
            SYSTEM_CALL  net_device_ops ndo_open,ndo_stop,ndo_eth_ioctl,ndo_siocdevprivate,ndo_do_ioctl,ndo_change_mtu,ndo_set_mac_address
            SYSTEM_CALL  tty_operations open,close,ioctl,hangup
            SYSTEM_CALL  mmu_notifier_ops release
            SYSTEM_CALL  kernel_param_ops get,set
            SYSTEM_CALL  device_attribute,kobj_attribute,driver_attribute,bus_attribute,class_attribute show,store
            SYSTEM_CALL  bin_attribute read,write
            WORKER       dev_pm_ops suspend,resume,freeze,thaw,poweroff,restore,runtime_suspend,runtime_resume,runtime_idle
            WORKER       blk_mq_ops timeout
            COMPLETION   blk_mq_ops complete
            INTERRUPT    net_device_ops ndo_start_xmit,ndo_set_rx_mode
            TIMER        net_device_ops ndo_tx_timeout
            INTERRUPT    dma_fence_ops release,enable_signaling,signaled
            INTERRUPT    uart_ops start_tx,stop_tx,stop_rx
            """;

    /// Members in which something that was started has the function that runs when it ends.
    static final String CALLBACKS = """
            COMPLETION   * end_io,bi_end_io,ki_complete
            COMPLETION   urb,usb_request complete
            COMPLETION   dma_async_tx_descriptor callback,callback_result
            WORKER       work_struct func
            TIMER        timer_list,hrtimer function
            INTERRUPT    tasklet_struct callback,func
            INTERRUPT    irq_work,wait_queue_entry func
            INTERRUPT    __call_single_data func
            INTERRUPT    sock sk_data_ready,sk_write_space,sk_state_change,sk_error_report
            INTERRUPT    sk_buff destructor
            INTERRUPT    virtqueue_info callback
            INTERRUPT    mbox_client rx_callback,tx_done
            """;

    /// The members of a table, with how each is entered.
    static Map<Member, Role.Kind> members(String table) {
        var members = new LinkedHashMap<Member, Role.Kind>();
        table.lines().forEach(line -> {
            String[] words = line.strip().split(" +");
            for (String owner : words[1].split(",")) {
                for (String name : words[2].split(",")) {
                    members.put(Member.parse(owner + "." + name), Role.Kind.valueOf(words[0]));
                }
            }
        });
        return members;
    }
}
