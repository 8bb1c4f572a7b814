/*
 * sop/alias_read - alias.yaml: the words from which the names of cases are
 * drawn (Melati-07), never derived from a person's name.
 */
#ifndef SOP_ALIAS_READ_H
#define SOP_ALIAS_READ_H

#include "sop/read.h"

enum { ALIASES_MAX = 1000 };

/* `alias: [Melati, …]`.  An absent file gives the one word Berkas.  ERR_INVALID alias.file. */
MUST_USE enum err alias_read(struct ctx *ctx, const struct file_list *files, struct str **out,
                             size_t *n);

#endif
