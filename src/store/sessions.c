#include "store/sessions.h"

#include "store/inside.h"

enum { MINUTE_MS = 60 * 1000 };

enum err session_begin(struct ctx *ctx, struct office *office, const struct session *session)
{
    must(office->round.open && session->idle_min > 0);
    struct q_session_add_in in = {
        .sid = session->sid,
        .officer = session->officer,
        .sealed = { session->sealed },
        .begun_ms = ctx->now_ms,
        .seen_ms = ctx->now_ms,
        .idle_min = session->idle_min,
    };
    return q_session_add(ctx, office->keyring, &in);
}

static enum err row_of(struct ctx *ctx, struct office *office, struct id sid, struct session *out)
{
    struct q_session_find_in in = { sid };
    struct q_session_find_row row;
    enum err err = q_session_find(ctx, office->keyring, &in, &row);
    if (err == ERR_MISSING)
        return ctx_fail(ctx, ERR_MISSING, "session.none");
    TRY(err);
    *out = (struct session){
        .sid = row.sid,
        .officer = row.officer,
        .sealed = row.sealed.bytes,
        .begun_ms = row.begun_ms,
        .seen_ms = row.seen_ms,
        .locked_ms = row.locked_ms,
        .idle_min = (int)row.idle_min,
        .tries = (int)row.tries,
        .state = row.locked_ms > 0 ? SESSION_LOCKED : SESSION_USABLE,
    };
    return OK;
}

static enum err times_save(struct ctx *ctx, struct office *office, const struct session *s)
{
    struct q_session_times_in in = {
        .seen_ms = s->seen_ms, .locked_ms = s->locked_ms, .tries = s->tries, .sid = s->sid
    };
    return q_session_times(ctx, office->keyring, &in);
}

static bool over(const struct session *s, int64_t now_ms)
{
    bool old = now_ms - s->begun_ms >= (int64_t)SESSION_HOURS_MAX * 60 * MINUTE_MS;
    bool locked =
        s->locked_ms > 0 && now_ms - s->locked_ms >= (int64_t)SESSION_LOCKED_MIN_MAX * MINUTE_MS;
    return old || locked;
}

enum err session_load(struct ctx *ctx, struct office *office, struct id sid, struct session *out)
{
    TRY(row_of(ctx, office, sid, out));
    const struct officer *officer = directory_officer(office->directory, out->officer);
    /* A lock that fell due unseen counts from when it fell due. */
    if (out->locked_ms == 0 && ctx->now_ms - out->seen_ms >= (int64_t)out->idle_min * MINUTE_MS) {
        out->locked_ms = out->seen_ms + (int64_t)out->idle_min * MINUTE_MS;
        out->state = SESSION_LOCKED;
        if (office->round.open)
            TRY(times_save(ctx, office, out));
    }
    if (over(out, ctx->now_ms) || officer == NULL || !officer_is_valid(officer, ctx->now_ms)) {
        if (office->round.open)
            TRY(session_end(ctx, office, sid));
        return ctx_fail(ctx, ERR_MISSING, "session.over");
    }
    return OK;
}

enum err session_touch(struct ctx *ctx, struct office *office, const struct session *s)
{
    if (s->state == SESSION_LOCKED || ctx->now_ms - s->seen_ms < SESSION_TOUCH_MS)
        return OK;
    struct session now = *s;
    now.seen_ms = ctx->now_ms;
    return times_save(ctx, office, &now);
}

enum err session_lock(struct ctx *ctx, struct office *office, struct id sid)
{
    struct session s;
    TRY(row_of(ctx, office, sid, &s));
    if (s.locked_ms == 0)
        s.locked_ms = ctx->now_ms;
    return times_save(ctx, office, &s);
}

enum err session_unlocked(struct ctx *ctx, struct office *office, struct id sid)
{
    struct session s;
    TRY(row_of(ctx, office, sid, &s));
    s.locked_ms = 0;
    s.tries = 0;
    s.seen_ms = ctx->now_ms;
    return times_save(ctx, office, &s);
}

enum err session_wrong_pin(struct ctx *ctx, struct office *office, struct id sid, int *left)
{
    struct session s;
    TRY(row_of(ctx, office, sid, &s));
    s.tries++;
    *left = SESSION_PIN_TRIES - s.tries;
    return *left > 0 ? times_save(ctx, office, &s) : session_end(ctx, office, sid);
}

enum err session_reseal(struct ctx *ctx, struct office *office, struct id sid, struct str sealed)
{
    must(office->round.open);
    struct q_session_sealed_in in = { { sealed }, sid };
    return q_session_sealed(ctx, office->keyring, &in);
}

enum err session_end(struct ctx *ctx, struct office *office, struct id sid)
{
    must(office->round.open);
    struct q_session_drop_in in = { sid };
    office->last_session_end_ms = ctx->now_ms;
    return q_session_drop(ctx, office->keyring, &in);
}

enum err sessions_end_of(struct ctx *ctx, struct office *office, struct id officer)
{
    must(office->round.open);
    struct q_sessions_drop_of_in in = { officer };
    office->last_session_end_ms = ctx->now_ms;
    return q_sessions_drop_of(ctx, office->keyring, &in);
}

enum err sessions_moved(struct ctx *ctx, struct office *office, int64_t by_ms)
{
    must(office->round.open);
    struct q_sessions_moved_in in = { by_ms };
    if (office->last_session_end_ms > 0)
        office->last_session_end_ms += by_ms;
    return q_sessions_moved(ctx, office->keyring, &in);
}

size_t sessions_count(struct ctx *ctx, struct office *office, int64_t *last_end_ms)
{
    struct q_sessions_number_row row = { 0 };
    *last_end_ms = office->last_session_end_ms;
    return q_sessions_number(ctx, office->keyring, &row) == OK ? (size_t)row.n : 0;
}
