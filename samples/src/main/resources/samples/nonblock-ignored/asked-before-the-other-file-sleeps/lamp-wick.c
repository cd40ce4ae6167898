// about: the lamp is waited for by those who may sleep
// origin: written for this rule
#include "lamp.h"

int lamp_light(struct lamp *lamp, bool nowait)
{
	if (nowait) {
		if (!try_wait_for_completion(&lamp->lit))
			return -EAGAIN;
	} else {
		wait_for_completion(&lamp->lit);
	}
	return lamp->oil ? 0 : -ENODATA;
}
