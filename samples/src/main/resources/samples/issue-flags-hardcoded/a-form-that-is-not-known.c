// about: the call has more arguments than any known form of the function; where it has its flags is not known
// origin: written for this rule
#include <linux/io_uring/cmd.h>

#define ITER_SOURCE 1

static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct chan *ch = cmd->file->private_data;

	return io_buffer_register_bvec(cmd, ch->bvs, ch->nr_bvecs, ch->bytes, ITER_SOURCE, ch->index, issue_flags); // expect: api-version
}

static const struct file_operations chan_fops = { .uring_cmd = chan_uring_cmd };
