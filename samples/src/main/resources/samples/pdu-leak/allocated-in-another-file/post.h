// about: the post, for the file of its commands and the file of its bags
// origin: written for this rule
#ifndef _POST_H
#define _POST_H

#include <linux/io_uring/cmd.h>

struct post_pdu {
	void *bag;
};

struct post {
	bool closed;
};

int post_pack(struct io_uring_cmd *cmd);
void post_tw(struct io_tw_req tw_req, io_tw_token_t tw);

#endif
