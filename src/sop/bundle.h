/*
 * sop/bundle - the files of a definition folder as one text, which an office
 * adopts (kind 6) and whose hash is the identity of the definition.
 *
 * "TDS1\n", then for each file, sorted by path: "path length\n", its bytes, "\n".
 */
#ifndef SOP_BUNDLE_H
#define SOP_BUNDLE_H

#include "sop/read.h"

enum { BUNDLE_FILES_MAX = 400, BUNDLE_BYTES_MAX = 1024 * 1024 };

/* ERR_INVALID bundle.big, bundle.files.  A path holds no blank. */
MUST_USE enum err bundle_write(struct ctx *ctx, const struct file_list *files, struct str *out);
/* The texts point into `text`.  ERR_INVALID bundle.form. */
MUST_USE enum err bundle_read(struct ctx *ctx, struct str text, struct file_list *out);
/* The file of this path, or NULL. */
const struct file *bundle_file(const struct file_list *files, struct str path);

#endif
