// about: the memory belongs to the file, and the PDU only points to it
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/slab.h>

struct book {
	void *page;
};

struct book_pdu {
	void *page;
};

static int book_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct book_pdu *pdu = io_uring_cmd_to_pdu(cmd, struct book_pdu);
	struct book *book = cmd->file->private_data;

	pdu->page = kzalloc(4096, GFP_KERNEL);
	if (!pdu->page)
		return -ENOMEM;
	book->page = pdu->page;
	return book_open(book) ? 0 : -EIO;
}

static const struct file_operations book_fops = { .uring_cmd = book_uring_cmd };
