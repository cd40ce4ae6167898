// about: the callback of a virtqueue runs in the interrupt of the device
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>

struct ferry_request {
	struct io_uring_cmd *cmd;
	u8 status;
};

struct ferry {
	struct virtqueue *queue;
	spinlock_t lock;
};

static void ferry_arrives(struct virtqueue *queue)
{
	struct ferry_request *request;
	unsigned int size;

	while ((request = virtqueue_get_buf(queue, &size)) != NULL) {
		io_uring_cmd_done(request->cmd, request->status ? -EIO : 0, IO_URING_F_UNLOCKED); // expect: done-in-atomic
		kfree(request);
	}
}

static int ferry_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct ferry *ferry = cmd->file->private_data;
	struct ferry_request *request = kzalloc(sizeof(*request), GFP_KERNEL);
	struct scatterlist list;
	int ret;

	if (!request)
		return -ENOMEM;
	request->cmd = cmd;
	sg_init_one(&list, &request->status, sizeof(request->status));
	spin_lock_irq(&ferry->lock);
	ret = virtqueue_add_inbuf(ferry->queue, &list, 1, request, GFP_ATOMIC);
	spin_unlock_irq(&ferry->lock);
	if (ret) {
		kfree(request);
		return ret;
	}
	return -EIOCBQUEUED;
}

static int ferry_probe(struct virtio_device *device)
{
	struct ferry *ferry = device->priv;
	struct virtqueue_info queues[] = { { "requests", ferry_arrives } };

	return virtio_find_vqs(device, 1, &ferry->queue, queues, NULL);
}

static struct virtio_driver ferry_driver = {
	.probe = ferry_probe,
};

static const struct file_operations ferry_fops = {
	.uring_cmd = ferry_uring_cmd,
};
