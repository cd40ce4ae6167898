// about: the flute, for the file of its commands and the file of its keys
// origin: written for this rule
#ifndef _FLUTE_H
#define _FLUTE_H

#include <linux/io_uring/cmd.h>

struct flute {
	bool loud;
};

void flute_tw(struct io_tw_req tw_req, io_tw_token_t tw);
void flute_play(struct flute *flute, struct io_uring_cmd *cmd);

#endif
