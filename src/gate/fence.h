/*
 * gate/fence - after its start a gate needs a network and nothing else: no
 * file, no program, no new socket but those it accepts.
 */
#ifndef GATE_FENCE_H
#define GATE_FENCE_H

/* Nothing of it can be undone.  Ends the process when the kernel refuses. */
void gate_fence(void);

#endif
