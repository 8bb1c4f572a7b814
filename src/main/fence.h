/*
 * main/fence - what a desk may still ask of the kernel once it serves: its own
 * folder, the lines it was given, memory and time.  No network, no program, no
 * other process, no file elsewhere.  A fault in parsing or in a library can
 * then spoil one office's process and reach nothing else.
 */
#ifndef MAIN_FENCE_H
#define MAIN_FENCE_H

#include "base/base.h"

/* Nothing of it can be undone.  Kernels without Landlock keep the system-call filter alone; true
 * when the folder is fenced too. */
bool desk_fence(const char *folder);

#endif
