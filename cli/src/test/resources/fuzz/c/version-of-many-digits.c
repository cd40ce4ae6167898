void v(struct io_uring_cmd *cmd)
{
#if LINUX_VERSION_CODE > KERNEL_VERSION(88888888888888888888, 1, 0)
	io_uring_cmd_done(cmd, 0, 0, 0);
#endif
}
