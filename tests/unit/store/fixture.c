#define _GNU_SOURCE /* nftw */
#include "fixture.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void good(struct fixture *f, enum err err, const char *what)
{
    if (err == OK)
        return;
    fprintf(stderr, "# %s: error %d %s at %.*s\n", what, (int)err,
            f->ctx.why.key == NULL ? "" : f->ctx.why.key, STR_ARG(f->ctx.why.at));
    abort();
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

void fixture_remove(const char *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void person(struct fixture *f, enum fixture_person who)
{
    unsigned char seed[SEED_BYTES];
    memset(seed, 10 + (int)who, sizeof seed);
    officer_keys_of(seed, &f->keys[who]);
    f->people[who] = (struct actor){ author_id(f->keys[who].sign_public), &f->keys[who],
                                     secret_open(512 * 1024) };
    must(f->people[who].secret != NULL);
}

static void certify(struct fixture *f, enum fixture_person who, struct str roles, bool work_key,
                    struct str name)
{
    struct hash entry;
    struct certificate certificate = { .type = CERT_PERSON,
                                       .roles = roles,
                                       .scopes = STR(""),
                                       .work_key = work_key,
                                       .mask = FIXTURE_MASK_ALL };
    memcpy(certificate.keys.sign, f->keys[who].sign_public, 32);
    memcpy(certificate.keys.box, f->keys[who].box_public, 32);
    GOOD(f, officers_certify(&f->ctx, f->office, &f->people[ADMIN], &certificate, name, &entry));
    GOOD(f, officers_agree(&f->ctx, f->office, &f->people[HEAD], entry));
}

static void custodians(struct fixture *f)
{
    struct custodians set = { .count = 3 };
    unsigned char seed[SEED_BYTES] = { 77 };
    officer_keys_of(seed, &f->outside);
    seed[0] = 78;
    officer_keys_of(seed, &f->paper);
    const struct officer_keys *three[] = { &f->keys[HEAD], &f->outside, &f->paper };
    for (size_t i = 0; i < 3; i++) {
        set.at[i].id = author_id(three[i]->sign_public);
        memcpy(set.at[i].box, three[i]->box_public, 32);
        set.at[i].paper = i == 2;
    }
    GOOD(f, custodians_save(&f->ctx, f->office, &f->people[HEAD], &set));
}

static void people(struct fixture *f)
{
    GOOD(f, work_key_renew(&f->ctx, f->office, &f->people[ADMIN], NULL, &f->work));
    certify(f, HEAD, STR("coordinator"), true, STR("Ratna Dewi"));
    certify(f, ADMIN, STR("admin"), false, STR("Agus"));
    certify(f, INTAKE, STR("intake_officer"), true, STR("Siti"));
    certify(f, MANAGER, STR("case_manager"), true, STR("Budi"));
    certify(f, COUNSELLOR, STR("psychologist"), true, STR("Maria"));
    GOOD(f, work_key_share(&f->ctx, f->office, &f->people[ADMIN], &f->work));
    custodians(f);
    GOOD(f, definition_adopt(&f->ctx, f->office, &f->people[HEAD], STR("definition: test\n"),
                             &f->definition));
}

void fixture_open(struct fixture *f)
{
    *f = (struct fixture){ .ctx = { .arena = arena_open((size_t)1 << 30),
                                    .now_ms = FIXTURE_NOW_MS } };
    seal_start();
    strcpy(f->top, "/tmp/teduh-test-XXXXXX");
    must(mkdtemp(f->top) != NULL);
    snprintf(f->dir, sizeof f->dir, "%s/banten", f->top);
    for (int i = 0; i < FIXTURE_OFFICERS; i++)
        person(f, (enum fixture_person)i);
    struct office_new in = { .name = STR("UPTD PPA Banten"),
                             .code = STR("banten"),
                             .zone = STR("Asia/Jakarta"),
                             .practice = true };
    memcpy(in.head.sign, f->keys[HEAD].sign_public, 32);
    memcpy(in.head.box, f->keys[HEAD].box_public, 32);
    memcpy(in.admin.sign, f->keys[ADMIN].sign_public, 32);
    memcpy(in.admin.box, f->keys[ADMIN].box_public, 32);
    GOOD(f, office_create(&f->ctx, str_of(f->dir), &in));
    GOOD(f, office_open(&f->ctx, str_of(f->dir), OFFICE_WRITE, &f->office));
    ROUND(f, people(f));
    GOOD(f, office_unlock(&f->ctx, f->office, &f->work));
}

void fixture_reopen(struct fixture *f)
{
    office_drop(f->office);
    GOOD(f, office_open(&f->ctx, str_of(f->dir), OFFICE_WRITE, &f->office));
    GOOD(f, office_unlock(&f->ctx, f->office, &f->work));
}

void fixture_close(struct fixture *f)
{
    office_drop(f->office);
    for (int i = 0; i < FIXTURE_OFFICERS; i++)
        secret_close(f->people[i].secret);
    arena_close(f->ctx.arena);
    fixture_remove(f->top);
}

struct facts *fixture_work(struct fixture *f, enum inner_kind inner, uint32_t step)
{
    struct facts *work = facts_new(f->ctx.arena);
    facts_id(work, FACT_REQUEST, id_random());
    facts_code(work, FACT_INNER, inner);
    if (step != 0)
        facts_code(work, FACT_STEP, step);
    facts_int(work, FACT_HAPPENED, ctx_now_min(&f->ctx));
    return work;
}

struct id fixture_case(struct fixture *f, struct str alias)
{
    return fixture_case_named(f, id_random(), alias);
}

struct id fixture_case_named(struct fixture *f, struct id casefile, struct str alias)
{
    struct case_keyset keys;
    secret_wipe(f->people[INTAKE].secret);
    struct case_start start = {
        .casefile = casefile, .who = &f->people[INTAKE], .sop = f->definition, .count = 2
    };
    start.team[0] =
        (struct team_member){ f->people[INTAKE].officer,
                              1u << PART_WORK | 1u << PART_IDENTITY | 1u << PART_STORY, 0 };
    start.team[1] = (struct team_member){
        f->people[MANAGER].officer,
        FIXTURE_MASK_ALL & ~(1u << PART_NOTES | 1u << PART_EVIDENCE | 1u << PART_CODED), 0
    };
    GOOD(f, casekeys_start(&f->ctx, f->office, &start, &keys));
    struct facts *work = fixture_work(f, INNER_CASE_OPEN, 101);
    struct facts *identity = facts_new(f->ctx.arena), *coded = facts_new(f->ctx.arena);
    must(facts_text(work, FACT_ALIAS, alias) && facts_text(identity, 1000, STR("Ani binti Amat")));
    facts_id(work, FACT_RESPONSIBLE, f->people[MANAGER].officer);
    facts_code(work, FACT_RISK, 1);
    struct step_row rows[] = {
        { 101, STEP_DONE, { { 0 } }, STEP_NO_DUE },
        { 103, STEP_OPEN | STEP_ENABLED, { { 0 } }, ctx_now_min(&f->ctx) + 1440 },
    };
    facts_bytes(work, FACT_ROWS, step_rows_write(f->ctx.arena, rows, 2));
    facts_code(coded, 300, 2);
    struct entry_draft draft = {
        .kind = KIND_CASE_FACT,
        .casefile = start.casefile,
        .who = &f->people[INTAKE],
        .sop = f->definition,
        .keys = &keys,
        .count = 3,
        .parts = { { PART_WORK, work }, { PART_IDENTITY, identity }, { PART_CODED, coded } }
    };
    GOOD(f, record_append(&f->ctx, f->office, &draft, NULL));
    return start.casefile;
}

enum err fixture_fact(struct fixture *f, enum fixture_person who, struct id casefile,
                      const struct facts *work, unsigned compartment, const struct facts *inner,
                      struct hash *id)
{
    struct case_keyset keys;
    struct entry_draft draft = { .kind = KIND_CASE_FACT,
                                 .casefile = casefile,
                                 .who = &f->people[who],
                                 .sop = f->definition,
                                 .keys = &keys,
                                 .count = 1,
                                 .parts = { { PART_WORK, work } } };
    if (inner != NULL)
        draft.parts[draft.count++] = (struct part_draft){ compartment, inner };
    secret_wipe(f->people[who].secret);
    TRY(casekeys_open(&f->ctx, f->office, casefile, &f->people[who], &keys));
    return record_append(&f->ctx, f->office, &draft, id);
}
