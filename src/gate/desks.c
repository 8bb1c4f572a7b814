#define _GNU_SOURCE /* POLLRDHUP */
#include "gate/state.h"

#include "http/message.h"

#include <poll.h>
#include <unistd.h>

static void fail(struct gate *gate, struct exchange *exchange, int status)
{
    own_error(exchange, status);
    exchange_unpark(&gate->exchanges, exchange);
    handler_ready(gate, exchange);
}

static void send(struct gate *gate, unsigned at, struct exchange *exchange)
{
    struct desk_line *desk = &gate->desks[at];
    struct buf bytes = buf_open(gate->turn, FRAME_BODY_BYTES_MAX);
    struct request request = exchange->guard.request;
    request.body = buf_str(&exchange->body);
    request_write(&bytes, &request);
    struct frame frame = { FRAME_REQUEST, 0, exchange->number, buf_str(&bytes) };
    exchange->wait = WAIT_REPLY;
    exchange->desk = at;
    if (!buf_done(&bytes) || line_put(&desk->line, &frame) != OK) {
        fail(gate, exchange, 503);
        return;
    }
    line_flush(&desk->line);
}

static unsigned desk_find(const struct gate *gate, struct str code)
{
    unsigned at = 0;
    while (at < DESKS_MAX &&
           !(gate->desks[at].used && !gate->desks[at].leaving && !gate->desks[at].line.gone &&
             str_eq(str_of(gate->desks[at].code), code)))
        at++;
    return at;
}

/* Asks the parent for a line, unless somebody has; false when too many are asked for. */
static bool opening_ask(struct gate *gate, struct str code, uint64_t number)
{
    struct opening *free = NULL;
    for (unsigned i = 0; i < OPENINGS_MAX; i++) {
        struct opening *opening = &gate->openings[i];
        if (opening->number == 0)
            free = opening;
        else if (str_eq(str_of(opening->code), code))
            return true;
    }
    struct frame frame = { FRAME_OPEN, 0, number, code };
    if (free == NULL || line_put(&gate->control, &frame) != OK)
        return false;
    line_flush(&gate->control);
    *free = (struct opening){ .number = number, .since_ms = gate->now_ms };
    memcpy(free->code, code.at, code.n);
    return true;
}

void desks_ask(struct gate *gate, struct exchange *exchange, struct str code)
{
    unsigned at = desk_find(gate, code);
    must(code.n > 0 && code.n <= GATE_CODE_MAX);
    exchange_park(&gate->exchanges, exchange, WAIT_LINE, gate->now_ms);
    if (at < DESKS_MAX)
        send(gate, at, exchange);
    else if (!opening_ask(gate, code, exchange->number))
        fail(gate, exchange, 503);
}

void offices_ask(struct gate *gate, struct exchange *exchange)
{
    struct frame frame = { FRAME_OFFICES, 0, exchange->number, { 0 } };
    exchange_park(&gate->exchanges, exchange, WAIT_OFFICES, gate->now_ms);
    if (line_put(&gate->control, &frame) != OK)
        fail(gate, exchange, 503);
    line_flush(&gate->control);
}

/* The office that an exchange wants. */
static struct str wanted(const struct exchange *exchange)
{
    return request_office(&exchange->guard.request);
}

/* A desk that died may still be handed a line before its end is known; who only looks asks the next
 * desk once.  Whoever sends something is told, and can ask whether it was saved. */
static bool ask_again(struct gate *gate, const struct desk_line *desk, struct exchange *exchange)
{
    enum method method = exchange->guard.request.method;
    if (desk->lived || exchange->again || gate->stopping ||
        (method != METHOD_GET && method != METHOD_HEAD))
        return false;
    exchange->again = true;
    exchange->wait = WAIT_LINE;
    return opening_ask(gate, wanted(exchange), exchange->number);
}

/* Ends a line; whoever waits for an answer on it is told so. */
static void desk_close(struct gate *gate, unsigned at)
{
    struct desk_line *desk = &gate->desks[at];
    line_close(&desk->line);
    desk->used = false;
    for (struct exchange *e = gate->exchanges.parked, *next; e != NULL; e = next) {
        next = e->next;
        if (e->wait == WAIT_REPLY && e->desk == at && !ask_again(gate, desk, e))
            fail(gate, e, 503);
    }
}

static unsigned desk_add(struct gate *gate, struct str code, int socket)
{
    for (unsigned at = 0; at < DESKS_MAX; at++) {
        struct desk_line *desk = &gate->desks[at];
        if (desk->used)
            continue;
        *desk = (struct desk_line){ .used = true };
        memcpy(desk->code, code.at, code.n);
        line_open(&desk->line, socket, DESK_OUT_BYTES_MAX, false);
        return at;
    }
    (void)close(socket);
    return DESKS_MAX;
}

static void line_came(struct gate *gate, const struct frame *frame, int socket)
{
    struct opening *opening = NULL;
    for (unsigned i = 0; i < OPENINGS_MAX; i++)
        if (gate->openings[i].number == frame->request && frame->request != 0)
            opening = &gate->openings[i];
    if (opening == NULL) {
        if (socket >= 0)
            (void)close(socket);
        return;
    }
    struct str code = str_of(opening->code);
    unsigned at = socket >= 0 ? desk_add(gate, code, socket) : DESKS_MAX;
    for (struct exchange *e = gate->exchanges.parked, *next; e != NULL; e = next) {
        next = e->next;
        if (e->wait != WAIT_LINE || !str_eq(wanted(e), code))
            continue;
        if (at < DESKS_MAX)
            send(gate, at, e);
        else
            fail(gate, e, socket >= 0 ? 503 : 404);
    }
    *opening = (struct opening){ 0 };
}

static void offices_came(struct gate *gate, const struct frame *frame)
{
    struct exchange *exchange = exchange_of(&gate->exchanges, frame->request);
    if (exchange == NULL || exchange->wait != WAIT_OFFICES)
        return;
    own_front(exchange, str_copy(exchange->arena, frame->body));
    exchange_unpark(&gate->exchanges, exchange);
    handler_ready(gate, exchange);
}

void control_read(struct gate *gate)
{
    struct frame frame;
    int socket;
    line_fill(&gate->control);
    while (line_next(&gate->control, &frame, &socket)) {
        if (frame.type == FRAME_LINE)
            line_came(gate, &frame, socket);
        else if (frame.type == FRAME_OFFICES)
            offices_came(gate, &frame);
    }
}

/* A reply or a part of it; true when the answer is whole. */
static bool reply_came(struct exchange *exchange, const struct frame *frame)
{
    bool more = (frame->flags & FRAME_MORE) != 0;
    struct str part = frame->body;
    if (frame->type == FRAME_REPLY_HEAD) {
        struct buf copy = buf_open(exchange->arena, frame->body.n + 1);
        buf_put(&copy, frame->body);
        if (reply_read(buf_str(&copy), &exchange->reply, &part) != OK) {
            own_error(exchange, 503);
            return true;
        }
        if (!more && exchange->answer.n == 0 && part.n > 0) {
            /* Whole in one frame: the answer is where it was copied to. */
            exchange->answer.at = copy.at + (part.at - copy.at);
            exchange->answer.n = exchange->answer.room = part.n;
            return true;
        }
    }
    buf_put(&exchange->answer, part);
    if (!more && !buf_done(&exchange->answer))
        own_error(exchange, 500);
    return !more;
}

void desk_read(struct gate *gate, unsigned at)
{
    struct desk_line *desk = &gate->desks[at];
    struct frame frame;
    line_fill(&desk->line);
    while (line_next(&desk->line, &frame, NULL)) {
        desk->lived = true;
        if (frame.type == FRAME_LEAVE) {
            desk->leaving = true;
            continue;
        }
        struct exchange *exchange = exchange_of(&gate->exchanges, frame.request);
        /* Nobody waits for it: the client left, or waited too long. */
        if (exchange == NULL || exchange->wait != WAIT_REPLY || exchange->desk != at)
            continue;
        if (!reply_came(exchange, &frame))
            continue;
        /* What the gate says in its place has a page; an empty 503 does not. */
        if (exchange->reply.status >= 400 && exchange->answer.n == 0)
            own_error(exchange, exchange->reply.status);
        exchange_unpark(&gate->exchanges, exchange);
        handler_ready(gate, exchange);
    }
    line_forget(&desk->line);
}

static bool client_left(const struct exchange *exchange)
{
    struct pollfd fd = { exchange->live->fd, POLLRDHUP, 0 };
    return poll(&fd, 1, 0) == 1 && (fd.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

static void cancel(struct gate *gate, struct exchange *exchange)
{
    struct frame frame = { FRAME_CANCEL, 0, exchange->number, { 0 } };
    if (exchange->wait == WAIT_REPLY) {
        struct desk_line *desk = &gate->desks[exchange->desk];
        if (line_put(&desk->line, &frame) == OK)
            line_flush(&desk->line);
    }
    gate->counts.cancelled++;
}

static void parked_sweep(struct gate *gate)
{
    for (struct exchange *e = gate->exchanges.parked, *next; e != NULL; e = next) {
        next = e->next;
        if (!client_left(e) && gate->now_ms - e->parked_ms <= PARKED_MS_MAX)
            continue;
        cancel(gate, e);
        fail(gate, e, 503);
    }
}

static bool nobody_waits(const struct gate *gate, unsigned at)
{
    for (const struct exchange *e = gate->exchanges.parked; e != NULL; e = e->next)
        if (e->wait == WAIT_REPLY && e->desk == at)
            return false;
    return true;
}

void desks_close_gone(struct gate *gate)
{
    for (unsigned at = 0; at < DESKS_MAX; at++) {
        struct desk_line *desk = &gate->desks[at];
        if (desk->used && (desk->line.gone || (desk->leaving && nobody_waits(gate, at))))
            desk_close(gate, at);
    }
}

void desks_sweep(struct gate *gate)
{
    for (unsigned i = 0; i < OPENINGS_MAX; i++) {
        struct opening *opening = &gate->openings[i];
        if (opening->number == 0 || gate->now_ms - opening->since_ms <= OPENING_MS_MAX)
            continue;
        struct frame none = { FRAME_LINE, FRAME_REFUSED, opening->number, { 0 } };
        line_came(gate, &none, -1);
    }
    parked_sweep(gate);
}

void desks_stop(struct gate *gate)
{
    while (gate->exchanges.parked != NULL)
        fail(gate, gate->exchanges.parked, 503);
    for (unsigned at = 0; at < DESKS_MAX; at++)
        if (gate->desks[at].used)
            desk_close(gate, at);
}
