#include "sop/bundle.h"

#define MAGIC STR("TDS1\n")

const struct file *bundle_file(const struct file_list *files, struct str path)
{
    for (size_t i = 0; i < files->n; i++)
        if (str_eq(files->files[i].path, path))
            return &files->files[i];
    return NULL;
}

/* Places of the files in order of path. */
static size_t *sorted(struct arena *arena, const struct file_list *files)
{
    size_t *order = arena_array(arena, size_t, files->n + 1);
    for (size_t i = 0; i < files->n; i++) {
        size_t at = i;
        while (at > 0 && str_cmp(files->files[i].path, files->files[order[at - 1]].path) < 0) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
    return order;
}

enum err bundle_write(struct ctx *ctx, const struct file_list *files, struct str *out)
{
    if (files->n == 0 || files->n > BUNDLE_FILES_MAX)
        return ctx_fail(ctx, ERR_INVALID, "bundle.files");
    struct buf buf = buf_open(ctx->arena, BUNDLE_BYTES_MAX);
    const size_t *order = sorted(ctx->arena, files);
    buf_put(&buf, MAGIC);
    for (size_t i = 0; i < files->n; i++) {
        const struct file *file = &files->files[order[i]];
        if (file->path.n == 0 || str_find(file->path, ' ') < file->path.n ||
            str_find(file->path, '\n') < file->path.n)
            return ctx_fail_at(ctx, ERR_INVALID, "bundle.files", file->path);
        buf_format(&buf, "%.*s %zu\n", STR_ARG(file->path), file->text.n);
        buf_put(&buf, file->text);
        buf_byte(&buf, '\n');
    }
    if (!buf_done(&buf))
        return ctx_fail(ctx, ERR_INVALID, "bundle.big");
    *out = buf_str(&buf);
    return OK;
}

enum err bundle_read(struct ctx *ctx, struct str text, struct file_list *out)
{
    if (!str_starts(text, MAGIC))
        return ctx_fail(ctx, ERR_INVALID, "bundle.form");
    struct str rest = str_part(text, MAGIC.n, text.n);
    struct file *files = arena_array(ctx->arena, struct file, BUNDLE_FILES_MAX);
    size_t n = 0;
    while (rest.n > 0) {
        struct str head = str_cut(rest, '\n', &rest);
        struct str digits;
        struct str path = str_cut(head, ' ', &digits);
        int64_t length;
        if (n == BUNDLE_FILES_MAX || !str_int(digits, &length) || length < 0 ||
            (uint64_t)length >= rest.n || rest.at[length] != '\n')
            return ctx_fail(ctx, ERR_INVALID, "bundle.form");
        files[n++] = (struct file){ path, str_part(rest, 0, (size_t)length) };
        rest = str_part(rest, (size_t)length + 1, rest.n);
    }
    *out = (struct file_list){ files, n };
    return OK;
}
