/*
 * sop/role_read - roles.yaml to the table of roles (domain/role.h).
 *
 * A row: role, title, owk (yes, no), grant (compartment letters), pages, never
 * (compartment letters); sign and never_letters are for others.  Faults as in
 * sop/read.h: ERR_INVALID with file, line, column and what was expected.
 */
#ifndef SOP_ROLE_READ_H
#define SOP_ROLE_READ_H

#include "domain/role.h"
#include "sop/read.h"

/* The table lives in ctx->arena.  ERR_INVALID roles.file (absent), roles.role, roles.page,
 * roles.compartment, roles.word. */
MUST_USE enum err role_read(struct ctx *ctx, const struct file_list *files,
                            struct role_table **out);

#endif
