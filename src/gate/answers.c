#include "gate/state.h"

#include "gate/squeeze.h"

#include <microhttpd.h>
#include <sys/random.h>

/* Every answer, whatever the page forgot. */
#define CSP_BASE                                                                               \
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; " \
    "frame-ancestors 'none'"

static const char *const policies[] = {
    [DOOR_OFFICE] = CSP_BASE "; script-src 'self'; connect-src 'self'; form-action 'self'",
    [DOOR_PUBLIC] = CSP_BASE "; form-action 'self'",
    [DOOR_FIELD] = CSP_BASE "; script-src 'self'; connect-src 'self'; form-action 'self'; "
                            "worker-src 'self'",
};

static const struct {
    const char *name, *value;
} always[] = {
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Permissions-Policy",
      "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), "
      "fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), "
      "microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), "
      "usb=(), xr-spatial-tracking=()" },
};

struct sheet {
    struct MHD_Response *response;
    struct arena *arena;
    bool good;
};

static void put(struct sheet *sheet, const char *name, const char *value)
{
    sheet->good &= MHD_add_response_header(sheet->response, name, value) == MHD_YES;
}

/* A value from a desk; the library refuses line ends in it, and so the whole answer. */
static void put_str(struct sheet *sheet, const char *name, struct str value)
{
    if (value.n == 0)
        return;
    if (str_find(value, '\0') < value.n)
        sheet->good = false;
    else
        put(sheet, name, str_z(sheet->arena, value));
}

static void put_cache(struct sheet *sheet, const struct reply *reply)
{
    bool may = (reply->flags & REPLY_MAY_CACHE) != 0;
    put(sheet, "Cache-Control", may ? "public, max-age=31536000, immutable" : "no-store");
    if ((reply->flags & REPLY_CLEAR_ALL) != 0)
        put(sheet, "Clear-Site-Data", "\"cache\", \"storage\"");
    else if ((reply->flags & REPLY_CLEAR_CACHE) != 0)
        put(sheet, "Clear-Site-Data", "\"cache\"");
}

static void put_headers(const struct gate *gate, struct sheet *sheet,
                        const struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        put(sheet, always[i].name, always[i].value);
    put(sheet, "Content-Security-Policy", policies[reply->door]);
    put_cache(sheet, reply);
    if (gate->tls)
        put(sheet, "Strict-Transport-Security", "max-age=31536000");
    put_str(sheet, "Content-Type", reply->content_type);
    put_str(sheet, "Location", reply->location);
    put_str(sheet, "Set-Cookie", reply->set_cookie);
    put_str(sheet, "ETag", reply->etag);
    put_str(sheet, "Allow", exchange->extra);
    put_str(sheet, "Content-Encoding", exchange->coding);
    if (exchange->coding.n > 0 || (reply->flags & REPLY_MAY_CACHE) != 0)
        put(sheet, "Vary", "Accept-Encoding");
    if (reply->download.n > 0)
        put_str(
            sheet, "Content-Disposition",
            str_format(sheet->arena, "attachment; filename=\"%.*s\"", STR_ARG(reply->download)));
    if (reply->retry_s > 0)
        put_str(sheet, "Retry-After", str_format(sheet->arena, "%d", reply->retry_s));
    if ((reply->flags & REPLY_CLOSE) != 0)
        put(sheet, "Connection", "close");
}

static struct MHD_Response *response_of(const struct gate *gate, const struct exchange *exchange)
{
    struct str body = exchange->fixed.n > 0 ? exchange->fixed : buf_str(&exchange->answer);
    /* The bytes live in the exchange's arena or the program until the answer is sent. */
    union {
        const char *given;
        void *wanted;
    } at = { body.n > 0 ? body.at : "" };
    struct sheet sheet = { MHD_create_response_from_buffer(body.n, at.wanted,
                                                           MHD_RESPMEM_PERSISTENT),
                           exchange->arena, true };
    if (sheet.response == NULL)
        return NULL;
    put_headers(gate, &sheet, exchange);
    if (sheet.good)
        return sheet.response;
    MHD_destroy_response(sheet.response);
    return NULL;
}

/* What an attacker on the network may not learn from a length: anything a page reflects.  So
 * nothing that answers a query or a POST, and a random length on every page (doc/decisions/0013).
 */
static void answer_squeeze(struct gate *gate, struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    const struct guard *guard = &exchange->guard;
    bool page = str_starts(reply->content_type, STR("text/html")) && reply->status == 200 &&
                guard->request.method == METHOD_GET && guard->request.query.n == 0;
    struct str squeezed;
    if (!page || exchange->fixed.n > 0 || exchange->answer.n < SQUEEZE_BYTES_MIN ||
        !squeeze_wanted(guard->accept_encoding))
        return;
    unsigned char random;
    size_t pad = getrandom(&random, 1, GRND_NONBLOCK) == 1 ? random % SQUEEZE_PAD_MAX : 0;
    if (squeeze(exchange->arena, buf_str(&exchange->answer), pad, &squeezed)) {
        exchange->fixed = squeezed;
        exchange->coding = STR("gzip");
        gate->counts.squeezed++;
    }
}

bool answer_send(struct gate *gate, struct exchange *exchange)
{
    int status = exchange->reply.status;
    answer_squeeze(gate, exchange);
    struct MHD_Response *response = response_of(gate, exchange);
    if (response == NULL) { /* a header that may not be sent */
        exchange->fixed = STR("");
        exchange->coding = STR("");
        own_error(exchange, 500);
        status = 500;
        response = response_of(gate, exchange);
    }
    if (response == NULL)
        return false;
    gate->counts.by_status[status / 100]++;
    bool sent = MHD_queue_response(exchange->connection, (unsigned)status, response) == MHD_YES;
    MHD_destroy_response(response);
    return sent;
}
