#include "cli/secret.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

enum { SECRET_FILE_BYTES_MAX = 64 << 10, SECRET_LINE_BYTES_MAX = 1024 };

enum err secret_file_read(struct cli *cli, struct str path, struct str *out)
{
    struct stat about;
    int file = open(str_z(cli->ctx.arena, path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return ctx_fail_at(&cli->ctx, ERR_INVALID, "session.file", path);
    char *at = arena_alloc(cli->ctx.arena, SECRET_FILE_BYTES_MAX);
    bool good = fstat(file, &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & 077) == 0;
    ssize_t n = good ? read(file, at, SECRET_FILE_BYTES_MAX) : -1;
    (void)close(file);
    *out = str_trim((struct str){ at, n > 0 ? (size_t)n : 0 });
    return out->n > 0 ? OK : ctx_fail_at(&cli->ctx, ERR_INVALID, "session.file", path);
}

/* A line of the terminal, echo off; 0 when there is none. */
static size_t line_hidden(int terminal, char *at, size_t max)
{
    struct termios shown, hidden;
    if (tcgetattr(terminal, &shown) != 0)
        return 0;
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    if (tcsetattr(terminal, TCSADRAIN, &hidden) != 0)
        return 0;
    ssize_t n = read(terminal, at, max);
    (void)tcsetattr(terminal, TCSAFLUSH, &shown);
    return n > 0 ? (size_t)n : 0;
}

enum err secret_ask(struct cli *cli, struct str *out)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0)
        return ctx_fail(&cli->ctx, ERR_INVALID, "session.options");
    (void)dprintf(terminal, "%.*s", STR_ARG(cli_say(cli, "cli.secret_ask")));
    char *at = arena_alloc(cli->ctx.arena, SECRET_LINE_BYTES_MAX);
    size_t n = line_hidden(terminal, at, SECRET_LINE_BYTES_MAX);
    (void)dprintf(terminal, "\n");
    (void)close(terminal);
    *out = str_trim((struct str){ at, n });
    return out->n > 0 ? OK : ctx_fail(&cli->ctx, ERR_INVALID, "session.options");
}
