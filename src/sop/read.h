/*
 * sop/read - a definition folder (YAML texts) to a compiled definition.
 *
 * The format: doc/sop-definition.md.  The caller reads the files; here is no
 * file system.  A fault is ERR_INVALID with ctx->why: key (words/ sop.*), at =
 * file, line, column, and `expected` = what was expected, with the nearest
 * known name where there is one.  The first fault ends the reading.
 */
#ifndef SOP_READ_H
#define SOP_READ_H

#include "domain/calendar.h"
#include "domain/tables.h"

struct file {
    struct str path; /* relative to the folder: "S1.yaml", "forms/F01.yaml" */
    struct str text;
};

struct file_list {
    const struct file *files;
    size_t n;
};

/* Everything lives in ctx->arena; the texts must live as long. */
MUST_USE enum err definition_read(struct ctx *ctx, const struct file_list *files,
                                  struct definition **out);
/* calendar.yaml; an absent file gives weekends only. */
MUST_USE enum err calendar_read(struct ctx *ctx, const struct file_list *files, int zone_min,
                                struct calendar **out);

#endif
