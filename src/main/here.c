#include "main/here.h"

#include "main/derivations.h"
#include "main/programs.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* One key from one child; NULL when it gave none. */
static const unsigned char *derive(struct ctx *ctx, const char *press, const struct kdf_job *job)
{
    static const char *const argv[] = { "teduh-press", "derive", NULL };
    int fd[2], status;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) != 0)
        return NULL;
    struct program program = { .path = press, .argv = argv, .in = fd[1], .out = fd[1] };
    pid_t pid = kdf_job_send(fd[0], job) ? program_start(&program) : -1;
    (void)close(fd[1]);
    unsigned char *key = arena_alloc(ctx->arena, DERIVED_KEY_BYTES);
    bool whole = recv(fd[0], key, DERIVED_KEY_BYTES, MSG_WAITALL) == DERIVED_KEY_BYTES;
    (void)close(fd[0]);
    if (pid > 0)
        (void)waitpid(pid, &status, 0);
    return whole ? key : NULL;
}

static enum err round_run(struct ctx *ctx, const struct desk_hooks *hooks,
                          const struct request *request, struct reply *reply)
{
    *reply = (struct reply){ .body = buf_open(ctx->arena, REPLY_BODY_BYTES_MAX) };
    TRY(hooks->begin(hooks->desk, ctx));
    hooks->serve(hooks->desk, ctx, request, reply);
    return hooks->commit(hooks->desk, ctx);
}

enum err here_serve(struct ctx *ctx, const struct desk_hooks *hooks, const char *press,
                    const struct request *request, struct reply *reply)
{
    struct request asked = *request;
    asked.way = WAY_COMMAND;
    TRY(round_run(ctx, hooks, &asked, reply));
    if ((reply->flags & REPLY_WAIT) != 0) {
        asked.kdf_key = derive(ctx, press, &reply->kdf);
        if (asked.kdf_key == NULL)
            return ctx_fail(ctx, ERR_STORE, "cli.derive");
        TRY(round_run(ctx, hooks, &asked, reply));
    }
    return buf_done(&reply->body) ? OK : ctx_fail(ctx, ERR_STORE, "cli.too_large");
}
