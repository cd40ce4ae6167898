// about: the list runs through the commands themselves, and the step to the next one reads a completed one
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/llist.h>

struct widget {
	struct llist_head pending;
	struct work_struct work;
};

struct widget_pdu {
	struct llist_node node;
	struct io_uring_cmd *self;
};

static void widget_work(struct work_struct *work)
{
	struct widget *widget = container_of(work, struct widget, work);
	struct llist_node *node = llist_del_all(&widget->pending);
	struct widget_pdu *pdu;

	while (node) {
		pdu = llist_entry(node, struct widget_pdu, node);
		io_uring_cmd_done(pdu->self, 0, IO_URING_F_UNLOCKED);
		node = pdu->node.next; // missed: use-after-completion
	}
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget *widget = cmd->file->private_data;
	struct widget_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct widget_pdu);

	pdu->self = cmd;
	if (llist_add(&pdu->node, &widget->pending))
		schedule_work(&widget->work);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
