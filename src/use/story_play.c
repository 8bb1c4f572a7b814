#include "use/story_play.h"

#include "domain/role.h"
#include "domain/tables.h"
#include "use/case_write.h"
#include "use/complaint_open.h"
#include "use/consent_record.h"
#include "use/step_do.h"
#include "use/task_assign.h"
#include "use/today_list.h"

#include <stdio.h>
#include <string.h>

/* Where a story names no partner. */
#define RECIPIENT STR("Dinas Sosial")

enum { GIVEN_UP = 12, TRIES_MAX = 24 };

/* ---- who --------------------------------------------------------------------------------- */

/* Who holds the case in this role goes on with it; else the first who has the role.  Facts and
 * consents that the story gives to nobody are the case manager's to write. */
static size_t actor_of(const struct player *player, const struct played_case *played, struct str by)
{
    enum role role = by.n == 0 ? ROLE_CASE_MANAGER : role_of(by);
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < player->people_n && role < ROLE_COUNT; i++) {
        if (!(player->people[i].roles >> role & 1))
            continue;
        if (played->assigned[i] >> role & 1)
            return i;
        if (found == SIZE_MAX)
            found = i;
    }
    return found;
}

/* The data officer holds no case: the coded row is then the case manager's to write. */
static struct str role_here(struct str by)
{
    return str_eq(by, STR("data_officer")) ? STR("case_manager") : by;
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
        if (player->tell != NULL)
            player->tell(player->with, &played->script->events[played->next - 1],
                         &player->ctx->why);
        return;
    }
    played->failures = 0;
    if (done == NULL)
        return;
    struct str hex = hex_write(player->ctx->arena, done->entry, sizeof done->entry);
    if (done->waits_second)
        (void)snprintf(played->first, sizeof played->first, "%.*s", STR_ARG(hex));
    if (done->deviation)
        (void)snprintf(played->deviated, sizeof played->deviated, "%.*s", STR_ARG(hex));
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
        played->manager = out.manager;
        played->assigned[played->last] = player->people[played->last].roles;
        for (size_t i = 0; i < player->people_n; i++)
            if (id_eq(player->people[i].id, out.manager))
                played->assigned[i] = player->people[i].roles;
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
        if (str_eq(event->values[i].key, STR("partner_kind")) ||
            str_eq(event->values[i].key, STR("receiver")))
            recipient = event->values[i].text;
    }
    if (!given)
        return OK;
    if (recipient.n == 0)
        recipient = RECIPIENT;
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

/* What a form asks for and the story leaves open: any answer that the field allows. */
static struct str answer_any(struct player *player, const struct definition *sop, uint32_t index,
                             int64_t at_min)
{
    const struct field *field = &sop->fields[index];
    switch (field->type) {
    case FIELD_ENUM:
    case FIELD_MULTI:
        return field->choices.n > 0 ? sop->choices[field->choices.first].code : (struct str){ 0 };
    case FIELD_BOOL:
        return STR("yes");
    case FIELD_INT:
    case FIELD_MONEY:
        return STR("1");
    case FIELD_DATE:
        return date_write(player->ctx->arena, at_min / 1440);
    case FIELD_DT:
        return rfc3339_write(player->ctx->arena, at_min, 7 * 60);
    case FIELD_TIME:
        return STR("09:00");
    case FIELD_CODE:
        return STR("ind");
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_ORG:
    case FIELD_PLACE:
    case FIELD_FILE:
    case FIELD_SIG:
    case FIELD_LIST:
        break;
    }
    return STR("latihan");
}

/* Leaves out what lies in a compartment the officer does not hold, as the page would. */
static size_t fields_dropped(const struct definition *sop, uint32_t form, struct typed *typed,
                             size_t n, char letter)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct str rest;
        uint32_t field =
            form == DEFINITION_NONE ? DEFINITION_NONE : form_field(sop, form, typed[i].key);
        if (field == DEFINITION_NONE && form != DEFINITION_NONE)
            field = form_field(sop, form, str_cut(typed[i].key, '.', &rest));
        if (field == DEFINITION_NONE || sop->fields[field].compartment != letter)
            typed[kept++] = typed[i];
    }
    return kept;
}

static enum err step_play(struct player *player, struct played_case *played,
                          const struct script_event *event, struct desk_ctx *desk)
{
    size_t n;
    struct step_do_out out = { 0 };
    struct step_do_in in = { .head = head_of(player, played, event),
                             .step = event->act,
                             .outcome = event->outcome,
                             .subject = event->subject };
    const struct step *step = definition_step(desk->sop, event->act);
    const struct typed *given = typed_of(player, played, event, &n);
    struct typed *typed = arena_array(player->ctx->arena, struct typed, n + TRIES_MAX + 2);
    for (size_t i = 0; i < n; i++)
        typed[i] = given[i];
    TRY(consent_before(player, played, event, desk));
    if (step != NULL && step->form != DEFINITION_NONE && !has_key(typed, n, STR("receiver")) &&
        form_field(desk->sop, step->form, STR("receiver")) != DEFINITION_NONE)
        typed[n++] = (struct typed){ STR("receiver"), RECIPIENT };
    enum err err = ERR_INVALID;
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        in.values = typed;
        in.values_n = n;
        err = step_do(desk, &in, &out);
        const char *why = player->ctx->why.key;
        if (err == ERR_DENIED && step != NULL && str_eq(str_of(why), STR("compartment.not_held")))
            n = fields_dropped(desk->sop, step->form, typed, n, player->ctx->why.at.at[0]);
        else if (err == ERR_INVALID && step != NULL && out.errors.n > 0 &&
                 str_eq(str_of(why), STR("form.required")))
            typed[n++] = (struct typed){ desk->sop->fields[out.errors.at[0].field].key,
                                         answer_any(player, desk->sop, out.errors.at[0].field,
                                                    in.head.happened_min) };
        else
            break;
    }
    done_note(player, played, err, &out.done);
    return err;
}

static bool signs_outside(const struct script_event *event)
{
    return str_eq(event->act, STR("step.agree")) && event->by.n > 0 &&
           role_of(event->by) == ROLE_COUNT;
}

static enum err second_play(struct player *player, struct played_case *played,
                            const struct script_event *event, struct desk_ctx *desk)
{
    enum err err;
    if (str_eq(event->act, STR("step.agree"))) {
        /* Somebody of another office has no log-in: whoever acted last records the paper. */
        struct step_agree_in in = { .head = head_of(player, played, event),
                                    .first = str_of(played->first),
                                    .on_paper = signs_outside(event) };
        if (in.on_paper) {
            uint32_t role = definition_role(desk->sop, event->by);
            in.signer = role == DEFINITION_NONE ? event->by : desk->sop->roles[role].title.in_id;
            in.kept = STR("berkas kasus");
        }
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
        struct step_skip_out out = { 0 };
        err = step_skip(desk, &in, &out);
        done_note(player, played, err, &out.done);
        return err;
    } else if (str_eq(event->act, STR("deadline.move"))) {
        struct deadline_move_in in = { .head = head,
                                       .step = event->step,
                                       .row = event->row,
                                       .subject = event->subject,
                                       .due_min = event->to_min + played->shift_min };
        struct deadline_move_out out;
        err = deadline_move(desk, &in, &out);
    } else if (str_eq(event->act, STR("deviation.review"))) {
        struct deviation_review_in in = { .head = head,
                                          .entry = str_of(played->deviated),
                                          .accepted = true };
        struct deviation_review_out out;
        err = deviation_review(desk, &in, &out);
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
    /* The second signer gets what she needs from the first one's act. */
    bool second = str_starts(played->script->events[played->next - 1].act, STR("step."));
    size_t manager = 0;
    if (role >= ROLE_COUNT || role == ROLE_SUPERVISOR || (role == ROLE_COORDINATOR && second) ||
        (played->assigned[who] >> role & 1))
        return OK;
    while (manager < player->people_n && !id_eq(player->people[manager].id, played->manager))
        manager++;
    if (manager == player->people_n || manager == who)
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
    player->entries += desk->appended;
    desk_leave(desk);
    if (err == OK)
        played->assigned[who] |= 1u << role;
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
    struct str by = role_here(event->by);
    size_t who = actor_of(player, played, by);
    if (who == SIZE_MAX && signs_outside(event) && played->casefile[0] != 0)
        who = played->last;
    if (who == SIZE_MAX)
        return OK; /* nobody here has this role: a partner's act */
    if (player->in_round == 0)
        TRY(desk_begin(player->desk, player->ctx));
    player->in_round += player->in_round == 0;
    if (played->casefile[0] != 0)
        TRY(assigned(player, played, who, by.n == 0 ? ROLE_COUNT : role_of(by)));
    played->last = who;
    enum err err = event_play(player, played, event, who);
    if (player->in_round >= PLAY_ROUND)
        TRY(play_flush(player));
    return err == ERR_STORE ? err : OK;
}
