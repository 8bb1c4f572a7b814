#include "cli/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum err file_load(struct ctx *ctx, const char *path, struct str *out)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ctx_fail_at(ctx, ERR_MISSING, "file.missing", str_copy(ctx->arena, str_of(path)));
    enum err err = OK;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > FOLDER_FILE_BYTES_MAX)
        err = ctx_fail_at(ctx, ERR_INVALID, "file.too_big", str_copy(ctx->arena, str_of(path)));
    size_t size = err == OK ? (size_t)info.st_size : 0, n = 0;
    char *at = arena_alloc(ctx->arena, size + 1);
    while (err == OK && n < size) {
        ssize_t got = read(fd, at + n, size - n);
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    close(fd);
    *out = (struct str){ at, n };
    return err;
}

struct listing {
    struct ctx *ctx;
    struct str folder;
    struct file *files;
    size_t n;
};

static enum err files_add(struct listing *listing, struct str below, int depth);

static enum err entry_add(struct listing *listing, struct str below, struct str name, int depth)
{
    struct arena *arena = listing->ctx->arena;
    struct str path = below.n == 0 ? str_copy(arena, name)
                                   : str_format(arena, "%.*s/%.*s", STR_ARG(below), STR_ARG(name));
    if (!str_ends(name, STR(".yaml")))
        return depth == 0 && str_find(name, '.') == name.n ? files_add(listing, path, depth + 1)
                                                           : OK;
    if (listing->n == FOLDER_FILES_MAX)
        return ctx_fail_at(listing->ctx, ERR_INVALID, "file.too_many", listing->folder);
    struct file *file = &listing->files[listing->n++];
    file->path = path;
    struct str whole = str_format(arena, "%.*s/%.*s", STR_ARG(listing->folder), STR_ARG(path));
    return file_load(listing->ctx, whole.at, &file->text);
}

static enum err files_add(struct listing *listing, struct str below, int depth)
{
    struct str path =
        str_format(listing->ctx->arena, "%.*s/%.*s", STR_ARG(listing->folder), STR_ARG(below));
    DIR *dir = opendir(path.at);
    if (dir == NULL) /* a file without a dot in its name is none of ours */
        return depth > 0 ? OK : ctx_fail_at(listing->ctx, ERR_MISSING, "file.missing", path);
    enum err err = OK;
    for (struct dirent *entry; err == OK && (entry = readdir(dir)) != NULL;)
        if (entry->d_name[0] != '.')
            err = entry_add(listing, below, str_of(entry->d_name), depth);
    closedir(dir);
    return err;
}

enum err folder_load(struct ctx *ctx, struct str folder, struct file_list *out)
{
    struct listing listing = { ctx, folder, arena_array(ctx->arena, struct file, FOLDER_FILES_MAX),
                               0 };
    TRY(files_add(&listing, STR(""), 0));
    *out = (struct file_list){ listing.files, listing.n };
    return OK;
}
