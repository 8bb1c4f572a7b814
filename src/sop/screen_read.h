/*
 * sop/screen_read - screen.yaml to the compiled questions, marks and rows
 * (domain/screen.h; format: doc/sop-screen.md).
 *
 * Faults as in sop/read.h: ERR_INVALID with file, line, column and expectation.
 * What was read is total: every triple of states has a row, for an adult and
 * for a child (screen.total), or it is refused.
 */
#ifndef SOP_SCREEN_READ_H
#define SOP_SCREEN_READ_H

#include "domain/screen.h"
#include "sop/read.h"

/* Lives in ctx->arena. */
MUST_USE enum err screen_read(struct ctx *ctx, const struct file_list *files, struct screen **out);

#endif
