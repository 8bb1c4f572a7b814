/* Prometheus text on a port of its own, for this machine only: counts, no address, no office. */
#include "gate/state.h"

#include <microhttpd.h>

enum { TEXT_BYTES_MAX = 64 << 10, METRICS_CONNECTIONS = 8, METRICS_IDLE_S = 10 };

static const int64_t latency_ms[LATENCIES] = { 1,   2,   5,   10,   20,   50,
                                               100, 200, 500, 1000, 5000, INT64_MAX };

void metrics_note(struct gate *gate, int status, int64_t ms)
{
    struct counts *counts = &gate->counts;
    (void)status;
    for (size_t i = 0; i < LATENCIES; i++)
        counts->latency[i] += ms <= latency_ms[i];
    counts->latency_count++;
    counts->latency_sum_ms += (uint64_t)ms;
}

static void row(struct buf *out, const char *name, uint64_t value)
{
    bool counter = str_ends(str_of(name), STR("_total"));
    buf_format(out, "# TYPE %s %s\n%s %llu\n", name, counter ? "counter" : "gauge", name,
               (unsigned long long)value);
}

/* From the whole request to the office's answer. */
static void latency_write(struct buf *out, const struct counts *counts)
{
    const char *name = "teduh_office_answer_seconds";
    buf_format(out, "# TYPE %s histogram\n", name);
    for (size_t i = 0; i + 1 < LATENCIES; i++)
        buf_format(out, "%s_bucket{le=\"%g\"} %llu\n", name, (double)latency_ms[i] / 1000,
                   (unsigned long long)counts->latency[i]);
    buf_format(out, "%s_bucket{le=\"+Inf\"} %llu\n%s_sum %g\n%s_count %llu\n", name,
               (unsigned long long)counts->latency_count, name,
               (double)counts->latency_sum_ms / 1000, name,
               (unsigned long long)counts->latency_count);
}

/* One line for each value of a label that was seen. */
static void labelled(struct buf *out, const char *name, const char *label, int from, int to,
                     const uint64_t *values)
{
    buf_format(out, "# TYPE %s counter\n", name);
    for (int i = from; i < to; i++)
        if (values[i] > 0)
            buf_format(out, "%s{%s=\"%d\"} %llu\n", name, label, i, (unsigned long long)values[i]);
}

static void metrics_write(struct buf *out, const struct gate *gate)
{
    const struct counts *counts = &gate->counts;
    uint64_t desks = 0;
    for (unsigned at = 0; at < DESKS_MAX; at++)
        desks += gate->desks[at].used;
    row(out, "teduh_connections", gate->lives.count);
    row(out, "teduh_parked", gate->exchanges.parked_count); /* wait for an office */
    row(out, "teduh_offices_connected", desks);
    row(out, "teduh_connections_total", counts->connections);
    row(out, "teduh_connections_refused_total", counts->refused_peers); /* too many of one */
    row(out, "teduh_slow_clients_total", gate->lives.cut);
    row(out, "teduh_clients_left_total", counts->cancelled); /* before their answer */
    row(out, "teduh_requests_total", counts->requests);      /* whose head was read */
    row(out, "teduh_pages_squeezed_total", counts->squeezed);
    labelled(out, "teduh_answers_total", "hundred", 2, 6, counts->by_status);
    labelled(out, "teduh_guard_refused_total", "status", 400, 600, counts->refused);
    latency_write(out, counts);
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_n, void **context)
{
    struct gate *gate = cls;
    struct buf text = buf_open(gate->turn, TEXT_BYTES_MAX);
    (void)version;
    (void)upload;
    if (*context == NULL && *upload_n == 0) {
        *context = gate;
        return MHD_YES;
    }
    *upload_n = 0;
    unsigned status = strcmp(url, "/metrik") == 0 && strcmp(method, "GET") == 0 ? 200 : 404;
    if (status == 200)
        metrics_write(&text, gate);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(text.n, text.at, MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return MHD_NO;
    (void)MHD_add_response_header(response, "Content-Type", "text/plain; version=0.0.4");
    enum MHD_Result queued = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return queued;
}

struct MHD_Daemon *metrics_start(struct gate *gate, int listen)
{
    return MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, handle, gate, MHD_OPTION_LISTEN_SOCKET,
                            listen, MHD_OPTION_CONNECTION_LIMIT, (unsigned)METRICS_CONNECTIONS,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)METRICS_IDLE_S,
                            MHD_OPTION_END);
}
