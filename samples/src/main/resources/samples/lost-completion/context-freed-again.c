// about: the command is put into a context, the context is freed on an error, and the handler says queued
// origin: written for this rule
#include <linux/io_uring/cmd.h>

struct widget_ctx {
	struct work_struct work;
	struct io_uring_cmd *cmd;
	void *buf;
};

static void widget_ctx_fn(struct work_struct *work)
{
	struct widget_ctx *ctx = container_of(work, struct widget_ctx, work);

	io_uring_cmd_done(ctx->cmd, 0, IO_URING_F_UNLOCKED);
	kfree(ctx->buf);
	kfree(ctx);
}

static int widget_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct widget_ctx *ctx = kzalloc(sizeof(*ctx), GFP_NOWAIT);

	if (!ctx)
		return -ENOMEM;
	ctx->cmd = cmd;
	INIT_WORK(&ctx->work, widget_ctx_fn);
	ctx->buf = kmalloc(512, GFP_NOWAIT);
	if (!ctx->buf) {
		kfree(ctx);
		return -EIOCBQUEUED; // expect: lost-completion
	}
	schedule_work(&ctx->work);
	return -EIOCBQUEUED;
}

static const struct file_operations widget_fops = { .uring_cmd = widget_uring_cmd };
