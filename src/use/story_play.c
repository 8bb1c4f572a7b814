#include "use/story_play.h"

#include "domain/role.h"
#include "use/case_write.h"
#include "use/complaint_open.h"
#include "use/consent_record.h"
#include "use/step_do.h"
#include "use/task_assign.h"
#include "use/today_list.h"

#include <stdio.h>
#include <string.h>

enum { GIVEN_UP = 6 };

/* ---- who --------------------------------------------------------------------------------- */

static size_t person_of_role(const struct player *player, enum role role, size_t but)
{
    for (size_t i = 0; i < player->people_n; i++)
        if (i != but && role < ROLE_COUNT && (player->people[i].roles >> role & 1))
            return i;
    return SIZE_MAX;
}

/* Who holds the case already goes on with it; else the first with the role. */
static size_t actor_of(const struct player *player, const struct played_case *played, struct str by)
{
    if (by.n == 0)
        return played->last;
    enum role role = role_of(by);
    for (size_t i = 0; i < player->people_n; i++)
        if (role < ROLE_COUNT && (player->people[i].roles >> role & 1) &&
            (played->assigned >> i & 1))
            return i;
    return person_of_role(player, role, SIZE_MAX);
}

static enum err person_enters(struct player *player, size_t who, struct desk_ctx **out)
{
    return desk_enter_seed(player->ctx, player->desk, player->people[who].seed, out);
}

/* ---- what -------------------------------------------------------------------------------- */

/* Times in values move with the case. */
static struct str value_shifted(struct arena *arena, struct str text, int64_t shift_min)
{
    int64_t ms, day;
    if (rfc3339_read(text, &ms))
        return rfc3339_write(arena, ms / 60000 + shift_min, 7 * 60);
    if (text.n == 10 && date_read(text, &day))
        return date_write(arena, day + shift_min / 1440);
    return text;
}

static struct act_head head_of(const struct player *player, const struct played_case *played,
                               const struct script_event *event)
{
    struct act_head head = { .request = id_random(),
                             .casefile = str_of(played->casefile),
                             .happened_min = event->at_min + played->shift_min,
                             .reason = event->reason };
    int64_t now = ctx_now_min(player->ctx);
    if (head.happened_min < now - 7 * 1440 + 60)
        head.words = STR("latihan");
    if (head.happened_min > now)
        head.happened_min = now;
    return head;
}

static const struct typed *typed_of(struct player *player, const struct played_case *played,
                                    const struct script_event *event, size_t *n)
{
    struct typed *typed =
        arena_array(player->ctx->arena, struct typed, event->values_n + played->person_n + 1);
    *n = 0;
    for (size_t i = 0; i < event->values_n; i++) {
        struct str key = event->values[i].key;
        /* "C3: given" is no field: the consent was recorded before (consent_before()). */
        if (key.n <= 3 && key.at[0] == 'C' && key.at[1] >= '0' && key.at[1] <= '9')
            continue;
        typed[(*n)++] =
            (struct typed){ key, value_shifted(player->ctx->arena, event->values[i].text,
                                               played->shift_min) };
    }
    return typed;
}

static bool has_key(const struct typed *typed, size_t n, struct str key)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(typed[i].key, key))
            return true;
    return false;
}

static void done_note(struct player *player, struct played_case *played, enum err err,
                      const struct act_done *done)
{
    player->deeds++;
    player->in_round++;
    if (err != OK) {
        player->refused++;
        played->failures++;
        return;
    }
    played->failures = 0;
    if (done != NULL && done->waits_second) {
        struct str hex = hex_write(player->ctx->arena, done->entry, sizeof done->entry);
        (void)snprintf(played->first, sizeof played->first, "%.*s", STR_ARG(hex));
    }
}

static enum err case_begins(struct player *player, struct played_case *played,
                            const struct script_event *event, struct desk_ctx *desk)
{
    size_t n;
    struct typed *typed =
        arena_array(player->ctx->arena, struct typed, event->values_n + played->person_n + 2);
    const struct typed *given = typed_of(player, played, event, &n);
    for (size_t i = 0; i < n; i++)
        typed[i] = given[i];
    for (size_t i = 0; i < played->person_n; i++)
        if (!has_key(typed, n, played->person[i].key))
            typed[n++] = played->person[i];
    if (!has_key(typed, n, STR("chronology")) && str_eq(event->act, STR("S1.01")))
        typed[n++] = (struct typed){ STR("chronology"), played->told };
    struct complaint_open_in in = { .head = head_of(player, played, event),
                                    .step = event->act,
                                    .outcome = event->outcome,
                                    .values = typed,
                                    .values_n = n };
    struct complaint_open_out out = { 0 };
    in.head.casefile = (struct str){ 0 };
    enum err err = complaint_open(desk, &in, &out);
    done_note(player, played, err, &out.done);
    if (err == OK) {
        (void)snprintf(played->casefile, sizeof played->casefile, "%.*s", STR_ARG(out.casefile));
        played->assigned = UINT64_C(1) << played->last;
        played->manager = out.manager;
        for (size_t i = 0; i < player->people_n; i++)
            if (id_eq(player->people[i].id, out.manager))
                played->assigned |= UINT64_C(1) << i;
    }
    return err;
}

static struct consent consent_of(const struct played_case *played, struct str kind)
{
    return (struct consent){
        .kind = consent_kind_of(kind),
        .answer = CONSENT_GIVEN,
        .giver = played->adult ? GIVER_PERSON : GIVER_GUARDIAN_AND_CHILD,
        .assent = played->adult ? ASSENT_NONE : ASSENT_GIVEN,
        .mode = MODE_WRITTEN,
        .purpose = STR("layanan"),
        .until_day = INT64_MIN,
        .ask_again_day = INT64_MIN,
    };
}

static enum err consent_play(struct player *player, struct played_case *played,
                             const struct script_event *event, struct desk_ctx *desk)
{
    bool withdraws = str_eq(event->act, STR("consent.withdraw"));
    enum err err = OK;
    for (size_t i = 0; i < event->values_n && (err == OK || err == ERR_INVALID); i++) {
        struct str kind = event->values[i].key;
        if (withdraws) {
            struct consent_withdraw_in in = { .head = head_of(player, played, event),
                                              .kind = kind,
                                              .subject = event->subject,
                                              .by = STR("person") };
            struct consent_withdraw_out out = { 0 };
            err = consent_withdraw(desk, &in, &out);
            done_note(player, played, err, &out.done);
            continue;
        }
        struct consent_record_in in = { .head = head_of(player, played, event),
                                        .consent = consent_of(played, kind),
                                        .subject = event->subject,
                                        .language = STR("ind"),
                                        .explained_by = STR("petugas") };
        struct consent_record_out out = { 0 };
        if (str_eq(event->act, STR("consent.refuse")))
            in.consent.answer = CONSENT_REFUSED;
        err = consent_record(desk, &in, &out);
        done_note(player, played, err, &out.done);
    }
    return err;
}

/* "C3: given" with an act that makes a packet: her consent for this recipient comes first. */
static enum err consent_before(struct player *player, struct played_case *played,
                               const struct script_event *event, struct desk_ctx *desk)
{
    struct str recipient = { 0 };
    bool given = false;
    for (size_t i = 0; i < event->values_n; i++) {
        given = given || (str_eq(event->values[i].key, STR("C3")) &&
                          str_eq(event->values[i].text, STR("given")));
        if (str_eq(event->values[i].key, STR("partner_kind")))
            recipient = event->values[i].text;
    }
    if (!given || recipient.n == 0)
        return OK;
    struct consent_record_in in = { .head = head_of(player, played, event),
                                    .consent = consent_of(played, STR("C3")),
                                    .language = STR("ind"),
                                    .explained_by = STR("petugas") };
    struct consent_record_out out = { 0 };
    in.consent.recipient = recipient;
    in.consent.slice = STR("core");
    in.consent.until_day = desk_today(desk) + 90;
    enum err err = consent_record(desk, &in, &out);
    done_note(player, played, err, &out.done);
    return err;
}

static enum err step_play(struct player *player, struct played_case *played,
                          const struct script_event *event, struct desk_ctx *desk)
{
    size_t n;
    TRY(consent_before(player, played, event, desk));
    struct step_do_in in = { .head = head_of(player, played, event),
                             .step = event->act,
                             .outcome = event->outcome,
                             .subject = event->subject };
    struct step_do_out out = { 0 };
    in.values = typed_of(player, played, event, &n);
    in.values_n = n;
    enum err err = step_do(desk, &in, &out);
    done_note(player, played, err, &out.done);
    return err;
}

static enum err second_play(struct player *player, struct played_case *played,
                            const struct script_event *event, struct desk_ctx *desk)
{
    enum err err;
    if (str_eq(event->act, STR("step.agree"))) {
        struct step_agree_in in = { .head = head_of(player, played, event),
                                    .first = str_of(played->first) };
        struct step_agree_out out = { 0 };
        err = step_agree(desk, &in, &out);
    } else {
        struct step_decline_in in = { .head = head_of(player, played, event),
                                      .first = str_of(played->first) };
        struct step_decline_out out = { 0 };
        if (in.head.words.n == 0)
            in.head.words = STR("tidak sepakat");
        err = step_decline(desk, &in, &out);
    }
    done_note(player, played, err, NULL);
    return err;
}

static enum err small_play(struct player *player, struct played_case *played,
                           const struct script_event *event, struct desk_ctx *desk)
{
    struct act_head head = head_of(player, played, event);
    enum err err = OK;
    if (str_eq(event->act, STR("fact.set"))) {
        for (size_t i = 0; i < event->values_n && err == OK; i++) {
            struct fact_set_in in = { head, event->values[i].key, event->values[i].text,
                                      event->subject };
            struct fact_set_out out;
            in.head.request = id_random();
            err = fact_set(desk, &in, &out);
            if (str_eq(in.fact, STR("child_now")))
                played->adult = str_eq(in.value, STR("no"));
        }
    } else if (str_eq(event->act, STR("note.add"))) {
        struct note_add_in in = { .head = head,
                                  .compartment = 'I',
                                  .text = event->text.n > 0 ? event->text : played->told };
        struct note_add_out out;
        err = note_add(desk, &in, &out);
    } else if (str_eq(event->act, STR("step.skip"))) {
        struct step_skip_in in = { .head = head, .step = event->step, .subject = event->subject };
        struct step_skip_out out;
        err = step_skip(desk, &in, &out);
    } else if (str_eq(event->act, STR("deadline.move"))) {
        struct deadline_move_in in = { .head = head,
                                       .step = event->step,
                                       .row = event->row,
                                       .subject = event->subject,
                                       .due_min = event->to_min + played->shift_min };
        struct deadline_move_out out;
        err = deadline_move(desk, &in, &out);
    } else if (str_eq(event->act, STR("case.close"))) {
        struct case_close_in in = { head };
        struct case_close_out out;
        err = case_close(desk, &in, &out);
    } else if (str_eq(event->act, STR("case.reopen"))) {
        struct case_reopen_in in = { head };
        struct case_reopen_out out;
        if (in.head.words.n == 0)
            in.head.words = STR("dibuka lagi");
        err = case_reopen(desk, &in, &out);
    } else {
        return OK; /* reads, exports and assignments: the player does his own */
    }
    done_note(player, played, err, NULL);
    return err;
}

/* The case manager gives the case to who is to act, by the row of the role. */
static enum err assigned(struct player *player, struct played_case *played, size_t who,
                         enum role role)
{
    struct desk_ctx *desk;
    size_t manager = SIZE_MAX;
    if (played->assigned >> who & 1 || role >= ROLE_COUNT || role == ROLE_COORDINATOR)
        return OK;
    for (size_t i = 0; i < player->people_n && manager == SIZE_MAX; i++)
        if (player->people[i].roles >> ROLE_CASE_MANAGER & 1 &&
            id_eq(player->people[i].id, played->manager))
            manager = i;
    if (manager == SIZE_MAX || manager == who)
        return OK;
    TRY(person_enters(player, manager, &desk));
    struct task_assign_in in = { .head = { .request = id_random(),
                                           .casefile = str_of(played->casefile),
                                           .happened_min = ACT_NOW },
                                 .officer = player->people[who].id,
                                 .role = role,
                                 .history = true };
    struct task_assign_out out;
    enum err err = task_assign(desk, &in, &out);
    done_note(player, played, err, NULL);
    desk_leave(desk);
    if (err == OK)
        played->assigned |= UINT64_C(1) << who;
    return err == ERR_STORE ? err : OK;
}

static enum err event_play(struct player *player, struct played_case *played,
                           const struct script_event *event, size_t who)
{
    struct desk_ctx *desk;
    TRY(person_enters(player, who, &desk));
    enum err err;
    if (played->casefile[0] == 0)
        err = case_begins(player, played, event, desk);
    else if (str_starts(event->act, STR("consent.")))
        err = consent_play(player, played, event, desk);
    else if (str_eq(event->act, STR("step.agree")) || str_eq(event->act, STR("step.decline")))
        err = second_play(player, played, event, desk);
    else if (str_find(event->act, '.') < event->act.n && event->act.at[0] >= 'a' &&
             !str_starts(event->act, STR("referral.")) && !str_starts(event->act, STR("request.")))
        err = small_play(player, played, event, desk);
    else
        err = step_play(player, played, event, desk);
    player->entries += desk->appended;
    desk_leave(desk);
    return err;
}

enum err play_flush(struct player *player)
{
    if (player->in_round == 0)
        return OK;
    player->in_round = 0;
    enum err err = desk_commit(player->desk, player->ctx);
    if (err == OK)
        arena_reset(player->ctx->arena);
    return err;
}

enum err play_next(struct player *player, struct played_case *played)
{
    must(played->next < played->script->n);
    const struct script_event *event = &played->script->events[played->next++];
    if (event->refused || played->failures >= GIVEN_UP)
        return OK;
    size_t who = actor_of(player, played, event->by);
    if (who == SIZE_MAX)
        return OK; /* nobody here has this role: a partner's act */
    if (player->in_round == 0)
        TRY(desk_begin(player->desk, player->ctx));
    player->in_round += player->in_round == 0;
    if (played->casefile[0] != 0)
        TRY(assigned(player, played, who, event->by.n == 0 ? ROLE_COUNT : role_of(event->by)));
    played->last = who;
    enum err err = event_play(player, played, event, who);
    if (player->in_round >= PLAY_ROUND)
        TRY(play_flush(player));
    return err == ERR_STORE ? err : OK;
}
