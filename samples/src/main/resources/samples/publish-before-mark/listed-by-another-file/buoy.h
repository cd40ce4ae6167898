// about: the buoy, for the file of its commands and the file of its list
// origin: written for this rule
#ifndef _BUOY_H
#define _BUOY_H

#include <linux/io_uring/cmd.h>
#include <linux/list.h>
#include <linux/spinlock.h>

struct buoy_entry {
	struct list_head node;
	struct io_uring_cmd *cmd;
};

struct buoy_pdu {
	struct buoy_entry *entry;
};

struct buoy {
	spinlock_t lock;
	struct list_head entries;
};

void buoy_add(struct buoy *buoy, struct buoy_entry *entry);
bool buoy_take(struct buoy *buoy, struct buoy_entry *entry);
struct buoy_entry *buoy_first(struct buoy *buoy);

#endif
