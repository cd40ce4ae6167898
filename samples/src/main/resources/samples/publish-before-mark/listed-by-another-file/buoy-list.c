// about: entries are added and taken under the lock
// origin: written for this rule
#include "buoy.h"

void buoy_add(struct buoy *buoy, struct buoy_entry *entry)
{
	spin_lock(&buoy->lock);
	list_add_tail(&entry->node, &buoy->entries);
	spin_unlock(&buoy->lock);
}

bool buoy_take(struct buoy *buoy, struct buoy_entry *entry)
{
	bool claimed = false;

	spin_lock(&buoy->lock);
	if (!list_empty(&entry->node)) {
		list_del_init(&entry->node);
		claimed = true;
	}
	spin_unlock(&buoy->lock);
	return claimed;
}

struct buoy_entry *buoy_first(struct buoy *buoy)
{
	struct buoy_entry *entry;

	spin_lock(&buoy->lock);
	entry = list_first_entry_or_null(&buoy->entries, struct buoy_entry, node);
	if (entry)
		list_del_init(&entry->node);
	spin_unlock(&buoy->lock);
	return entry;
}
