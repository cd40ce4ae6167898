// about: the task work does what it was asked for, and never asks for its command
// origin: written for this rule
#include <linux/io_uring/cmd.h>

static atomic_t gong_strokes;

static void gong_tw(struct io_tw_req tw_req, io_tw_token_t tw)
{
	atomic_inc(&gong_strokes);
} // expect: lost-in-callback

static int gong_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	io_uring_cmd_complete_in_task(cmd, gong_tw);
	return -EIOCBQUEUED;
}

static const struct file_operations gong_fops = { .uring_cmd = gong_uring_cmd };
