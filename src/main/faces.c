#include "main/faces.h"

#include "main/offices.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

enum { NICE = 15 };

void faces_start(struct ctx *ctx, struct str dir, faces_write *write, struct faces *out)
{
    int fd[2];
    *out = (struct faces){ .fd = -1, .text = buf_open(ctx->arena, FACES_BYTES_MAX) };
    if (write == NULL || pipe(fd) != 0)
        return;
    pid_t pid = fork();
    if (pid == 0) {
        (void)close(fd[0]);
        (void)setpriority(PRIO_PROCESS, 0, NICE); /* the first page comes first */
        write(ctx, dir, fd[1]);
        _exit(0);
    }
    (void)close(fd[1]);
    if (fcntl(fd[0], F_SETFD, FD_CLOEXEC) != 0 || fcntl(fd[0], F_SETFL, O_NONBLOCK) != 0) {
        (void)close(fd[0]);
        return;
    }
    out->fd = fd[0]; /* without a child the first read says that there is nothing */
}

void faces_read(struct faces *faces)
{
    char bytes[4096];
    ssize_t n = 1;
    while (faces->fd >= 0 && (n = read(faces->fd, bytes, sizeof bytes)) > 0)
        buf_bytes(&faces->text, bytes, (size_t)n);
    if (faces->fd >= 0 && n == 0) {
        (void)close(faces->fd);
        faces->fd = -1;
    }
}

/* The row of one office; false when there is none. */
static bool face_find(const struct faces *faces, struct str code, struct str *name, bool *practice)
{
    struct str text = buf_str(&faces->text);
    while (text.n > 0) {
        struct str flag, rest, row = str_cut(text, '\n', &text);
        if (!str_eq(str_cut(row, '\t', &rest), code))
            continue;
        *name = str_cut(rest, '\t', &flag);
        *practice = str_eq(flag, STR("yes"));
        return flag.n > 0;
    }
    return false;
}

struct str faces_name(const struct faces *faces, struct str code)
{
    struct str name;
    bool practice;
    return face_find(faces, code, &name, &practice) ? name : STR("");
}

bool faces_practice(struct ctx *ctx, struct str dir, struct faces *faces)
{
    struct str *codes = arena_array(ctx->arena, struct str, OFFICES_MAX), name;
    size_t n;
    while (faces->fd >= 0) {
        struct pollfd fd = { faces->fd, POLLIN, 0 };
        (void)poll(&fd, 1, -1);
        faces_read(faces);
    }
    if (offices_list(ctx, dir, codes, &n) != OK)
        return false;
    for (size_t i = 0; i < n; i++) {
        bool practice;
        if (!face_find(faces, codes[i], &name, &practice) || !practice)
            return false;
    }
    return true;
}
