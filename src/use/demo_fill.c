#include "use/demo_fill.h"

#include "seal/secret.h"
#include "use/demo_people.h"
#include "use/office_start.h"
#include "use/passphrase.h"
#include "use/story_play.h"

#include <stdio.h>
#include <string.h>

enum {
    HISTORY_DAYS = 400, /* the oldest case began so long ago */
    MINUTES_DAY = 1440,
    PLAY_ARENA_BYTES = 1 << 30,
    LOGINS_MAX = DEMO_OFFICES_MAX * DEMO_STAFF_MAX,
};

struct filling {
    struct ctx *ctx; /* of the caller: names, logins, scripts */
    struct ctx play; /* arena and clock of the deeds */
    const struct demo_order *order;
    struct demo_filled *out;
    struct demo_login *logins;
    struct secret *secret; /* seeds of the people, until the office is filled */
    int64_t now_ms;
    struct dice dice;
};

/* Passphrases of practice are drawn from the seed too: one exercise is like the other. */
static struct str practice_phrase(struct filling *f)
{
    uint16_t numbers[4];
    for (size_t i = 0; i < 4; i++)
        numbers[i] = (uint16_t)dice_roll(&f->dice, 2048);
    return words_of_numbers(f->ctx->arena, numbers, 4);
}

static enum err office_make(struct filling *f, const struct demo_office *office, const char *dir,
                            struct player *player)
{
    struct start_officer *people = secret_take(f->secret, office->staff_n * sizeof *people);
    struct office_start_out made;
    struct office_start_in in = {
        .dir = dir,
        .code = office->code,
        .name = office->name,
        .zone = office->zone,
        .practice = true,
        .demo = true,
        .sop_text = f->order->sop_text,
        .officers = people,
        .officers_n = office->staff_n,
    };
    size_t custodians = 0;
    for (size_t i = 0; i < office->staff_n; i++) {
        const struct demo_person *person = &office->staff[i];
        people[i].login = person->login;
        people[i].name = demo_name(f->ctx->arena, f->order->data, &f->dice, (i & 1) == 0);
        people[i].roles = person->roles;
        people[i].passphrase = practice_phrase(f);
        if ((person->roles >> ROLE_CUSTODIAN & 1) && custodians < START_CUSTODIANS - 1)
            in.custodians[custodians++] = i;
        f->logins[f->out->logins_n++] =
            (struct demo_login){ office->code, person->login, people[i].name,
                                 role_set_names(f->ctx->arena, person->roles),
                                 people[i].passphrase };
    }
    must(custodians == START_CUSTODIANS - 1);
    f->play.now_ms = f->now_ms - (int64_t)(HISTORY_DAYS + 1) * MINUTES_DAY * 60000;
    enum err err = office_start(&f->play, &in, &made);
    if (err != OK) {
        f->ctx->why = f->play.why;
        return err;
    }
    for (size_t i = 0; i < office->staff_n; i++)
        player->people[player->people_n++] =
            (struct player_person){ people[i].id, people[i].roles, people[i].seed };
    return OK;
}

/* More of the cases are young: an office sees what is running, and some that have ended. */
static int64_t start_day(struct filling *f)
{
    uint64_t r = dice_roll(&f->dice, 1000);
    return 1 + (int64_t)(r * r * HISTORY_DAYS / 1000000);
}

static const struct demo_template *template_of(struct filling *f)
{
    const struct demo_data *data = f->order->data;
    uint64_t whole = 0;
    for (size_t i = 0; i < data->templates_n; i++)
        whole += (uint64_t)data->templates[i].weight;
    uint64_t at = dice_roll(&f->dice, whole);
    for (size_t i = 0; i < data->templates_n; i++) {
        if (at < (uint64_t)data->templates[i].weight)
            return &data->templates[i];
        at -= (uint64_t)data->templates[i].weight;
    }
    return &data->templates[0];
}

static void case_plan(struct filling *f, const struct demo_office *office,
                      struct played_case *played)
{
    const struct demo_template *of = template_of(f);
    int64_t today = f->now_ms / 60000 / MINUTES_DAY;
    struct demo_made *made = arena_new(f->ctx->arena, struct demo_made);
    demo_person_make(f->ctx->arena, f->order->data, &f->dice, of, office->region, today, made);
    int64_t first = of->script.events[0].at_min;
    *played = (struct played_case){
        .script = &of->script,
        .shift_min = (today - start_day(f) - first / MINUTES_DAY) * MINUTES_DAY,
        .person = made->fields,
        .person_n = made->n,
        .told = made->told,
    };
}

static int64_t next_time(const struct played_case *played)
{
    return played->next < played->script->n
               ? played->script->events[played->next].at_min + played->shift_min
               : INT64_MAX;
}

/* The events of all cases in the order in which they happened, up to now. */
static enum err cases_play(struct filling *f, struct player *player, struct played_case *cases,
                           size_t n)
{
    int64_t now_min = f->now_ms / 60000;
    for (;;) {
        size_t best = n;
        for (size_t i = 0; i < n; i++)
            if (next_time(&cases[i]) <= now_min &&
                (best == n || next_time(&cases[i]) < next_time(&cases[best])))
                best = i;
        if (best == n)
            break;
        int64_t at =
            next_time(&cases[best]) * 60000 + (int64_t)(1 + dice_roll(&f->dice, 12)) * 1000;
        if (at > f->play.now_ms)
            f->play.now_ms = at;
        TRY(play_next(player, &cases[best]));
    }
    return play_flush(player);
}

static enum err office_fill(struct filling *f, const struct demo_office *office, size_t n)
{
    struct player player = { .ctx = &f->play };
    const char *dir =
        str_z(f->ctx->arena, str_format(f->ctx->arena, "%.*s/kantor/%.*s", STR_ARG(f->order->dir),
                                        STR_ARG(office->code)));
    TRY(office_make(f, office, dir, &player));
    arena_reset(f->play.arena);
    struct played_case *cases = arena_array(f->ctx->arena, struct played_case, n + 1);
    for (size_t i = 0; i < n; i++)
        case_plan(f, office, &cases[i]);
    struct desk_start start = { .dir = dir };
    TRY(desk_open(&f->play, &start, &player.desk));
    enum err err = cases_play(f, &player, cases, n);
    struct why why = f->play.why;
    if (err == OK && f->play.now_ms < f->now_ms)
        f->play.now_ms = f->now_ms;
    desk_close(&f->play, player.desk);
    secret_wipe(f->secret);
    f->out->cases += n;
    f->out->deeds += player.deeds;
    f->out->refused += player.refused;
    f->out->entries += player.entries;
    f->ctx->why = why;
    return err;
}

static size_t share_of(const struct demo_order *order, size_t index)
{
    size_t whole = 0, before = 0;
    for (size_t i = 0; i < order->data->offices_n; i++) {
        if (i < index)
            before += (size_t)order->data->offices[i].share;
        whole += (size_t)order->data->offices[i].share;
    }
    size_t after = before + (size_t)order->data->offices[index].share;
    return order->cases * after / whole - order->cases * before / whole;
}

enum err demo_fill(struct ctx *ctx, const struct demo_order *order, struct demo_filled *out)
{
    struct filling f = {
        .ctx = ctx, .order = order, .out = out, .now_ms = ctx->now_ms, .dice = { order->seed }
    };
    *out = (struct demo_filled){ 0 };
    f.logins = arena_array(ctx->arena, struct demo_login, LOGINS_MAX);
    out->logins = f.logins;
    f.secret = secret_open(SECRET_BYTES_MAX / 4);
    if (f.secret == NULL)
        return ctx_fail(ctx, ERR_STORE, "office.memory_lock");
    f.play.arena = arena_open(PLAY_ARENA_BYTES);
    enum err err = OK;
    for (size_t i = 0; i < order->data->offices_n && err == OK; i++) {
        const struct demo_office *office = &order->data->offices[i];
        bool alone = order->only.n > 0;
        if (alone && !str_eq(office->code, order->only))
            continue;
        size_t n = alone ? order->cases : share_of(order, i);
        if (order->tell != NULL)
            order->tell(order->with, office->name, i, order->data->offices_n);
        err = office_fill(&f, office, n);
    }
    secret_close(f.secret);
    arena_close(f.play.arena);
    return err;
}
