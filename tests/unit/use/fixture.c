#define _XOPEN_SOURCE 700
#include "fixture.h"

#include "store/round.h"
#include "use/office_start.h"
#include "use/shipped_sop.h"
#include "use/task_assign.h"

#include "seal/secret.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PEOPLE = 14 };

struct ctx ctx;
struct desk *office;
bool office_many;

static char folder[] = "/tmp/teduh-use-XXXXXX", dir[64];
static struct desk_ctx *inside;
static struct start_officer people[PEOPLE] = {
    { .login = { "dewi", 4 }, .roles = 1u << ROLE_COORDINATOR | 1u << ROLE_CUSTODIAN },
    { .login = { "agus", 4 }, .roles = 1u << ROLE_ADMIN },
    { .login = { "rina", 4 }, .roles = 1u << ROLE_INTAKE_OFFICER },
    { .login = { "ratna", 5 }, .roles = 1u << ROLE_IDENTIFICATION_OFFICER },
    { .login = { "bayu", 4 }, .roles = 1u << ROLE_CASE_MANAGER | 1u << ROLE_CUSTODIAN },
    { .login = { "sari", 4 }, .roles = 1u << ROLE_SOCIAL_WORKER },
    { .login = { "tuti", 4 }, .roles = 1u << ROLE_HEALTH_OFFICER },
    { .login = { "joko", 4 }, .roles = 1u << ROLE_VICTIM_COMPANION },
    { .login = { "hadi", 4 }, .roles = 1u << ROLE_LEGAL_COMPANION },
    { .login = { "wulan", 5 }, .roles = 1u << ROLE_SUPERVISOR },
    { .login = { "lina", 4 }, .roles = 1u << ROLE_DATA_OFFICER },
    { .login = { "made", 4 }, .roles = 1u << ROLE_INTAKE_OFFICER },
    { .login = { "yuni", 4 }, .roles = 1u << ROLE_COUNSELLOR },
    { .login = { "nila", 4 }, .roles = 1u << ROLE_IDENTIFICATION_OFFICER },
};

static int forget(const char *path, const struct stat *what, int type, struct FTW *ftw)
{
    (void)what;
    (void)type;
    (void)ftw;
    return remove(path);
}

static struct start_officer *person(const char *login)
{
    for (size_t i = 0; i < PEOPLE; i++)
        if (str_eq(people[i].login, str_of(login)))
            return &people[i];
    must_never("no such officer in the fixture");
}

static void tell(enum err err, const char *what)
{
    if (err != OK)
        print_message("# %s: %d %s %.*s:%d %.*s\n", what, (int)err,
                      ctx.why.key == NULL ? "" : ctx.why.key, STR_ARG(ctx.why.at), ctx.why.line,
                      STR_ARG(ctx.why.expected));
}

static void office_opened(void)
{
    struct desk_start start = { .dir = dir, .many = office_many };
    enum err err = desk_open(&ctx, &start, &office);
    tell(err, "desk_open");
    must(err == OK);
}

int office_up(void **state)
{
    (void)state;
    seal_start();
    ctx.arena = arena_open((size_t)1 << 30);
    ctx.now_ms = (days_of(2026, 11, 23) * 1440 + 9 * 60 - 7 * 60) * 60000;
    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(dir, sizeof dir, "%s/serang", folder);
    for (size_t i = 0; i < PEOPLE; i++) {
        people[i].name = people[i].login;
        people[i].passphrase = STR("kuda laut biru muda");
    }
    struct office_start_in in = {
        .dir = dir,
        .code = STR("serang"),
        .name = STR("PPT Kabupaten Serang"),
        .zone = STR("Asia/Jakarta"),
        .practice = true,
        .demo = true,
        .sop_text = shipped_sop(),
        .officers = people,
        .officers_n = PEOPLE,
        .custodians = { 0, 4 },
    };
    struct office_start_out out;
    enum err err = office_start(&ctx, &in, &out);
    tell(err, "office_start");
    if (err != OK)
        return 1;
    office_opened();
    return 0;
}

int office_down(void **state)
{
    (void)state;
    if (inside != NULL)
        leave();
    desk_close(&ctx, office);
    arena_close(ctx.arena);
    return nftw(folder, forget, 8, FTW_DEPTH | FTW_PHYS);
}

struct desk_ctx *enter(const char *login)
{
    must(inside == NULL);
    enum err err = desk_begin(office, &ctx);
    tell(err, "desk_begin");
    must(err == OK);
    err = desk_enter_seed(&ctx, office, person(login)->seed, &inside);
    tell(err, login);
    must(err == OK);
    ctx.why = (struct why){ 0 };
    return inside;
}

struct desk_ctx *enter_also(const char *login)
{
    must(inside != NULL);
    desk_leave(inside);
    enum err err = desk_enter_seed(&ctx, office, person(login)->seed, &inside);
    tell(err, login);
    must(err == OK);
    ctx.why = (struct why){ 0 };
    return inside;
}

void leave(void)
{
    desk_leave(inside);
    inside = NULL;
    enum err err = desk_commit(office, &ctx);
    tell(err, "desk_commit");
    must(err == OK);
}

void abandon(void)
{
    struct office *store = inside->office;
    desk_leave(inside);
    inside = NULL;
    round_abandon(store);
}

void reopen(void)
{
    desk_close(&ctx, office);
    office_opened();
}

struct id officer_id(const char *login)
{
    return person(login)->id;
}

const char *why(void)
{
    return ctx.why.key == NULL ? "" : ctx.why.key;
}

void pass(int64_t minutes)
{
    ctx.now_ms += minutes * 60000;
}

struct act_head head_of(struct str casefile)
{
    return (
        struct act_head){ .request = id_random(), .casefile = casefile, .happened_min = ACT_NOW };
}

struct complaint_open_out complaint(struct str name)
{
    const struct typed values[] = {
        VALUE("received_at", "2026-11-23T09:00"), VALUE("channel", "phone"),
        VALUE("reporter_kind", "self"),           { .key = STR("person.full_name"), .text = name },
        VALUE("person.called_name", "Adik"),      VALUE("risk_level", "high"),
        VALUE("contact.channel", "phone"),        VALUE("chronology", "Saya ingin pulang."),
    };
    struct complaint_open_in in = { .head = head_of((struct str){ 0 }),
                                    .step = STR("S1.01"),
                                    .outcome = STR("present"),
                                    .values = values,
                                    .values_n = sizeof values / sizeof *values };
    struct complaint_open_out out;
    enum err err = complaint_open(enter("rina"), &in, &out);
    tell(err, "complaint_open");
    must(err == OK);
    leave();
    return out;
}

struct str case_with(const char *const *logins)
{
    struct complaint_open_out opened = complaint(STR("Siti Aminah"));
    for (; *logins != NULL; logins++) {
        enum role role = 0;
        while (!(person(*logins)->roles >> role & 1))
            role++;
        struct task_assign_in in = { .head = head_of(opened.casefile),
                                     .officer = officer_id(*logins),
                                     .role = role,
                                     .history = true };
        struct task_assign_out out;
        enum err err = task_assign(enter("bayu"), &in, &out);
        tell(err, *logins);
        must(err == OK);
        leave();
    }
    return opened.casefile;
}
