// about: a helper takes more arguments than it names, for the text that it prints, and completes the command
// origin: written for this rule
#include <linux/io_uring/cmd.h>
#include <linux/printk.h>

static void tower_fail(struct io_uring_cmd *cmd, unsigned int issue_flags, const char *format, ...)
{
	struct va_format text;
	va_list arguments;

	va_start(arguments, format);
	text.fmt = format;
	text.va = &arguments;
	pr_err("tower: %pV", &text);
	va_end(arguments);
	io_uring_cmd_done(cmd, -EIO, issue_flags);
}

static int tower_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
{
	struct tower *tower = cmd->file->private_data;

	if (tower->broken)
		tower_fail(cmd, issue_flags, "%s: %u broken\n", tower->name, tower->broken);
	io_uring_cmd_done(cmd, 0, issue_flags); // expect: double-completion
	return -EIOCBQUEUED;
}

static const struct file_operations tower_fops = { .uring_cmd = tower_uring_cmd };
