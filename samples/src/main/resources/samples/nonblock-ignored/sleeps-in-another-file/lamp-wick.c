// about: the lamp is waited for
// origin: written for this rule
#include "lamp.h"

int lamp_light(struct lamp *lamp)
{
	wait_for_completion(&lamp->lit);
	return lamp->oil ? 0 : -ENODATA;
}
