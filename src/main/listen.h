/* main/listen - the sockets on which an installation is asked. */
#ifndef MAIN_LISTEN_H
#define MAIN_LISTEN_H

#include "base/base.h"

/* What of the network can reach an address. */
enum reach { REACH_LOOPBACK, REACH_PRIVATE, REACH_WORLD };

struct listen {
    int fd;
    struct str
        host;      /* numeric, as written in an address; of the wildcard: a name of this machine */
    unsigned port; /* the one in use, also when 0 was asked for */
    enum reach reach;
};

/* "127.0.0.1:8080", "[::1]:8080", "localhost:8080"; numeric or localhost, port 0 = any free one.
 * ERR_INVALID listen.address; ERR_BUSY listen.taken; ERR_DENIED listen.refused (a low port). */
MUST_USE enum err listen_open(struct ctx *ctx, struct str address, struct listen *out);

/* DIR/run/teduh.sock, mode 0600; replaces what a killed server left. */
MUST_USE enum err listen_commands(struct ctx *ctx, struct str dir, int *fd);
/* A connection to it; ERR_MISSING when no server runs there. */
MUST_USE enum err connect_commands(struct ctx *ctx, struct str dir, int *fd);

#endif
