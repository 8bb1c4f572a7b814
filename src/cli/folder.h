/*
 * cli/folder - the files of a definition folder, for commands and tests: the
 * readers of sop/ have no file system.
 */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

#include "base/base.h"
#include "sop/read.h"

enum { FOLDER_FILES_MAX = 500, FOLDER_FILE_BYTES_MAX = 4 * 1024 * 1024 };

/* One whole file into the arena.  ERR_MISSING (file.missing), ERR_INVALID (file.too_big). */
MUST_USE enum err file_load(struct ctx *ctx, const char *path, struct str *out);
/* All *.yaml of the folder and of its folders one level down, paths relative to it. */
MUST_USE enum err folder_load(struct ctx *ctx, struct str folder, struct file_list *out);

#endif
