#define _GNU_SOURCE
#include "main/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 512, COMMANDS_BACKLOG = 16 };

static bool address_split(struct str address, struct str *host, struct str *port)
{
    size_t colon = address.n;
    while (colon > 0 && address.at[colon - 1] != ':')
        colon--;
    if (colon == 0)
        return false;
    *host = str_part(address, 0, colon - 1);
    *port = str_part(address, colon, address.n);
    if (host->n >= 2 && host->at[0] == '[' && host->at[host->n - 1] == ']')
        *host = str_part(*host, 1, host->n - 1);
    if (str_eq(*host, STR("localhost")))
        *host = STR("127.0.0.1");
    int64_t number;
    return host->n > 0 && str_int(*port, &number) && number >= 0 && number <= 65535;
}

static enum reach reach_v4(uint32_t a)
{
    if (a >> 24 == 127)
        return REACH_LOOPBACK;
    if (a >> 24 == 10 || a >> 20 == 0xac1 || a >> 16 == 0xc0a8 || a >> 16 == 0xa9fe)
        return REACH_PRIVATE;
    return REACH_WORLD;
}

static enum reach reach_of(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        return reach_v4(ntohl(v4.sin_addr.s_addr));
    }
    struct sockaddr_in6 v6;
    memcpy(&v6, address, sizeof v6);
    if (IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr))
        return REACH_LOOPBACK;
    bool private = IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr) || (v6.sin6_addr.s6_addr[0] & 0xfe) == 0xfc;
    return private ? REACH_PRIVATE : REACH_WORLD;
}

static enum err listen_fail(struct ctx *ctx, struct str address)
{
    if (errno == EADDRINUSE)
        return ctx_fail_at(ctx, ERR_BUSY, "listen.taken", address);
    if (errno == EACCES || errno == EPERM)
        return ctx_fail_at(ctx, ERR_DENIED, "listen.refused", address);
    return ctx_fail_at(ctx, ERR_INVALID, "listen.address", address);
}

static enum err socket_listen(struct ctx *ctx, const struct addrinfo *info, struct str address,
                              int *out)
{
    int one = 1, fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return listen_fail(ctx, address);
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, info->ai_addr, info->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0) {
        enum err err = listen_fail(ctx, address);
        (void)close(fd);
        return err;
    }
    *out = fd;
    return OK;
}

static unsigned port_of(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address = { 0 };
    socklen_t n = sizeof address;
    must(getsockname(fd, &address.any, &n) == 0);
    return ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port : address.v6.sin6_port);
}

/* What people type: the address itself, or this machine's name for "all addresses". */
static struct str host_shown(struct arena *arena, struct str host)
{
    char name[256] = { 0 };
    if (str_eq(host, STR("0.0.0.0")) || str_eq(host, STR("::")))
        return gethostname(name, sizeof name - 1) == 0 && name[0] != '\0'
                   ? str_copy(arena, str_of(name))
                   : STR("127.0.0.1");
    if (str_find(host, ':') < host.n)
        return str_format(arena, "[%.*s]", STR_ARG(host));
    return host;
}

enum err listen_open(struct ctx *ctx, struct str address, struct listen *out)
{
    struct str host, port;
    struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                              .ai_socktype = SOCK_STREAM },
                    *info = NULL;
    if (!address_split(address, &host, &port) ||
        getaddrinfo(str_z(ctx->arena, host), str_z(ctx->arena, port), &hints, &info) != 0)
        return ctx_fail_at(ctx, ERR_INVALID, "listen.address", address);
    *out = (struct listen){ .fd = -1,
                            .reach = reach_of(info->ai_addr),
                            .host = host_shown(ctx->arena, host) };
    enum err err = socket_listen(ctx, info, address, &out->fd);
    freeaddrinfo(info);
    if (err == OK)
        out->port = port_of(out->fd);
    return err;
}

/* Binds or connects by a short relative name, because a path may be longer than the address of a
 * socket can be; comes back to the former folder. */
static bool in_run_folder(struct ctx *ctx, struct str dir, int fd, bool serve)
{
    const struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "teduh.sock" };
    const struct sockaddr *to = (const struct sockaddr *)&address;
    const char *run = str_format(ctx->arena, "%.*s/run", STR_ARG(dir)).at;
    int former = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (former < 0)
        return false;
    bool good = chdir(run) == 0;
    if (good && serve) {
        (void)unlink(address.sun_path);
        good = bind(fd, to, sizeof address) == 0 && chmod(address.sun_path, 0600) == 0 &&
               listen(fd, COMMANDS_BACKLOG) == 0;
    } else if (good) {
        good = connect(fd, to, sizeof address) == 0;
    }
    bool back = fchdir(former) == 0;
    (void)close(former);
    return good && back;
}

static enum err commands_socket(struct ctx *ctx, struct str dir, int *fd, bool serve)
{
    *fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (*fd >= 0 && in_run_folder(ctx, dir, *fd, serve))
        return OK;
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
    return serve ? ctx_fail_at(ctx, ERR_STORE, "listen.commands", dir)
                 : ctx_fail_at(ctx, ERR_MISSING, "cli.no_server", dir);
}

enum err listen_commands(struct ctx *ctx, struct str dir, int *fd)
{
    TRY(commands_socket(ctx, dir, fd, true));
    must(fcntl(*fd, F_SETFL, O_NONBLOCK) == 0);
    return OK;
}

enum err connect_commands(struct ctx *ctx, struct str dir, int *fd)
{
    return commands_socket(ctx, dir, fd, false);
}
