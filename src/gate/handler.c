#include "gate/state.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>

enum { CONNECTION_BYTES = 40 << 10, IDLE_S = 60, PEER_TEXT = 48 };

/* ---- connections ---- */

/* The address as 16 bytes, IPv4 mapped. */
static void peer_bytes(const struct sockaddr *address, unsigned char peer[16])
{
    memset(peer, 0, 16);
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        peer[10] = peer[11] = 0xff;
        memcpy(peer + 12, &v4.sin_addr, 4);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        memcpy(peer, &v6.sin6_addr, 16);
    }
}

static enum MHD_Result peer_may(void *cls, const struct sockaddr *address, socklen_t n)
{
    struct gate *gate = cls;
    unsigned char peer[16];
    (void)n;
    peer_bytes(address, peer);
    if (lives_of_peer(&gate->lives, peer) < LIVE_OF_ONE_PEER_MAX)
        return MHD_YES;
    gate->counts.refused_peers++;
    return MHD_NO;
}

static void connection_noted(void *cls, struct MHD_Connection *connection, void **context,
                             enum MHD_ConnectionNotificationCode code)
{
    struct gate *gate = cls;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        unsigned char peer[16];
        int fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        peer_bytes(
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr,
            peer);
        *context = live_add(&gate->lives, fd, peer, gate->now_ms);
        gate->counts.connections++;
    } else if (*context != NULL) {
        struct live *live = *context;
        if (live->exchange != NULL)
            exchange_give(&gate->exchanges, live->exchange);
        live_remove(&gate->lives, live);
        *context = NULL;
    }
}

static struct live *live_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* ---- a request ---- */

/* The first line is here, the library has cut nothing yet: the only sight of the raw target. */
static void *target_noted(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct gate *gate = cls;
    struct live *live = live_of(connection);
    if (live == NULL)
        return NULL;
    if (live->exchange != NULL)
        exchange_give(&gate->exchanges, live->exchange);
    struct exchange *exchange = exchange_take(&gate->exchanges, live);
    live->exchange = exchange;
    exchange->connection = connection;
    exchange->target = str_copy(exchange->arena, str_of(target));
    return exchange;
}

/* Paths stay as they came; guard_target() decodes. */
static size_t unescape_nothing(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

/* The library parses in place, so where a string stands shows what stood between it and the one
 * before: ": " and CR LF, and nothing else.  (A NUL in the place of a CR looks the same; every
 * other reader refuses that.) */
static enum MHD_Result header_shown(void *cls, enum MHD_ValueKind kind, const char *name,
                                    size_t name_n, const char *value, size_t value_n)
{
    struct exchange *exchange = cls;
    (void)kind;
    exchange->guard.bad |= name != exchange->wire || value != name + name_n + 2;
    exchange->wire = value + value_n + 2;
    guard_header(&exchange->guard, (struct str){ name, name_n },
                 str_copy(exchange->arena, (struct str){ value, value_n }));
    return MHD_YES;
}

static void peer_write(struct exchange *exchange)
{
    static const unsigned char mapped[12] = { [10] = 0xff, 0xff };
    const unsigned char *peer = exchange->live->peer;
    char *text = arena_alloc(exchange->arena, PEER_TEXT);
    bool v4 = memcmp(peer, mapped, sizeof mapped) == 0;
    const void *at = v4 ? peer + sizeof mapped : peer;
    must(inet_ntop(v4 ? AF_INET : AF_INET6, at, text, PEER_TEXT) != NULL);
    exchange->guard.request.peer = str_of(text);
    bool loopback = v4 ? peer[12] == 127 : str_eq(str_of(text), STR("::1"));
    exchange->guard.request.way = loopback ? WAY_LOOPBACK : WAY_NETWORK;
}

/* All headers are here, the body is not: 0, or the status of the refusal. */
static int head_judge(struct gate *gate, struct exchange *exchange, const char *method,
                      const char *version)
{
    struct guard *guard = &exchange->guard;
    size_t bytes =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)
            ->header_size;
    exchange->wire = version + strlen(version) + 2;
    (void)MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, header_shown,
                                      exchange);
    int status = guard_target(guard, exchange->arena, str_of(method), exchange->target);
    if (status == 0)
        status = guard_verdict(guard, str_of(method), exchange->target, str_of(version), bytes);
    guard->request.tls = gate->tls;
    peer_write(exchange);
    gate->counts.requests++;
    return status;
}

static enum MHD_Result refuse(struct gate *gate, struct exchange *exchange, int status)
{
    gate->counts.refused[status]++;
    own_error(exchange, status);
    exchange->reply.flags |= REPLY_CLOSE;
    exchange->state = EXCHANGE_ANSWER;
    live_move(exchange->live, LIVE_ANSWER, gate->now_ms);
    return answer_send(gate, exchange) ? MHD_YES : MHD_NO;
}

/* The whole request is here. */
static enum MHD_Result route(struct gate *gate, struct exchange *exchange)
{
    const struct request *request = &exchange->guard.request;
    struct str code = request_office(request);
    if (exchange->body.n != exchange->guard.length || !buf_done(&exchange->body))
        return refuse(gate, exchange, 400);
    if (gate->stopping)
        own_error(exchange, 503);
    else if (!own_thing(exchange)) {
        if (str_eq(request->path, STR("/")) || own_document(request))
            offices_ask(gate, exchange);
        else if (code.n > 0 && code.n <= GATE_CODE_MAX)
            desks_ask(gate, exchange, code);
        else
            own_error(exchange, 404);
    }
    if (exchange->state == EXCHANGE_PARKED) {
        MHD_suspend_connection(exchange->connection);
        return MHD_YES;
    }
    exchange->state = EXCHANGE_ANSWER;
    live_move(exchange->live, LIVE_ANSWER, gate->now_ms);
    return answer_send(gate, exchange) ? MHD_YES : MHD_NO;
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_n, void **context)
{
    struct gate *gate = cls;
    struct exchange *exchange = *context;
    (void)url;
    if (exchange == NULL || exchange->connection != connection)
        return MHD_NO; /* no place for this connection */
    if (exchange->state == EXCHANGE_HEAD) {
        int status = head_judge(gate, exchange, method, version);
        if (status != 0)
            return refuse(gate, exchange, status);
        exchange->state = EXCHANGE_BODY;
        live_move(exchange->live, LIVE_BODY, gate->now_ms);
        return MHD_YES; /* an answer from this first call would close the connection */
    }
    if (exchange->state == EXCHANGE_BODY && *upload_n > 0) {
        buf_bytes(&exchange->body, upload, *upload_n);
        *upload_n = 0;
        return MHD_YES;
    }
    if (exchange->state == EXCHANGE_BODY)
        return route(gate, exchange);
    if (exchange->state == EXCHANGE_READY) {
        exchange->state = EXCHANGE_ANSWER;
        live_move(exchange->live, LIVE_ANSWER, gate->now_ms);
        return answer_send(gate, exchange) ? MHD_YES : MHD_NO;
    }
    return MHD_NO;
}

void handler_ready(struct gate *gate, struct exchange *exchange)
{
    metrics_note(gate, exchange->reply.status, gate->now_ms - exchange->parked_ms);
    MHD_resume_connection(exchange->connection);
}

static void completed(void *cls, struct MHD_Connection *connection, void **context,
                      enum MHD_RequestTerminationCode code)
{
    struct gate *gate = cls;
    struct live *live = live_of(connection);
    (void)code;
    if (live == NULL || live->exchange == NULL)
        return;
    exchange_give(&gate->exchanges, live->exchange);
    live->exchange = NULL;
    *context = NULL;
    live_move(live, LIVE_BETWEEN, gate->now_ms);
}

struct MHD_Daemon *handler_start(struct gate *gate, int listen, const char *pem)
{
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | (pem != NULL ? MHD_USE_TLS : 0U);
    /* With key and certificates in one text both options find their part. */
    struct MHD_OptionItem tls[] = {
        { MHD_OPTION_HTTPS_MEM_KEY, 0, NULL },
        { MHD_OPTION_HTTPS_MEM_CERT, 0, NULL },
        { MHD_OPTION_HTTPS_PRIORITIES, 0, NULL },
        { MHD_OPTION_END, 0, NULL },
    };
    union {
        const char *given;
        void *wanted;
    } text = { pem }, priorities = { "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" };
    tls[0].ptr_value = text.wanted;
    tls[1].ptr_value = text.wanted;
    tls[2].ptr_value = priorities.wanted;
    return MHD_start_daemon(
        flags, 0, peer_may, gate, handle, gate, MHD_OPTION_LISTEN_SOCKET, listen,
        MHD_OPTION_NOTIFY_CONNECTION, connection_noted, gate, MHD_OPTION_NOTIFY_COMPLETED,
        completed, gate, MHD_OPTION_URI_LOG_CALLBACK, target_noted, gate,
        MHD_OPTION_UNESCAPE_CALLBACK, unescape_nothing, NULL, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)LIVE_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_ARRAY, pem != NULL ? tls : &tls[3], MHD_OPTION_END);
}
