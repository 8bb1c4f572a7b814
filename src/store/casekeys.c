#include "store/casekeys_inside.h"

/* Writing who may open a case: kinds 32 to 36. */

static const struct epoch_keys *keyset_newest(const struct case_keyset *keys)
{
    return keys == NULL || keys->count == 0 ? NULL : &keys->at[keys->count - 1];
}

uint16_t keyset_mask(const struct case_keyset *keys)
{
    const struct epoch_keys *newest = keyset_newest(keys);
    return newest == NULL ? 0 : newest->keys.mask;
}

const struct key *keyset_find(const struct case_keyset *keys, const unsigned char tag[4],
                              unsigned compartment)
{
    must(compartment < PART_COUNT);
    for (size_t i = keys->count; i-- > 0;)
        if (memcmp(keys->at[i].tag, tag, 4) == 0 && (keys->at[i].keys.mask >> compartment & 1) != 0)
            return &keys->at[i].keys.at[compartment];
    return NULL;
}

/* How a box says that it is for these two, the outer one first. */
static struct id pair_id(struct id a, struct id b)
{
    unsigned char both[2 * ID_BYTES];
    memcpy(both, a.at, ID_BYTES);
    memcpy(both + ID_BYTES, b.at, ID_BYTES);
    struct hash hash = hash_of(both, sizeof both);
    struct id id;
    memcpy(id.at, hash.at, sizeof id.at);
    return id;
}

static struct grant_box *box_put(struct grants *grants, uint8_t type, uint16_t mask,
                                 struct id recipient, struct str box)
{
    must(grants->count < BOXES_MAX);
    struct grant_box *put = &grants->at[grants->count++];
    *put = (struct grant_box){ .type = type, .mask = mask, .recipient = recipient, .box = box };
    return put;
}

/* Each pair of custodians, both ways, for one is enough to begin; never two papers. */
static enum err pairs_put(struct ctx *ctx, const struct office *office, struct epoch_making *m,
                          uint16_t mask)
{
    const struct custodians *all = custodians_now(office);
    if (all == NULL)
        return ctx_fail(ctx, ERR_MISSING, "office.no_custodians");
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = i + 1; k < all->count; k++) {
            const struct custodian *a = &all->at[i], *b = &all->at[k];
            if (a->paper && b->paper)
                continue;
            struct str box =
                grant_seal_pair(ctx->arena, m->keys, mask, m->casefile, m->tag, a->box, b->box);
            box_put(m->grants, GRANT_PAIR, mask, pair_id(a->id, b->id), box);
        }
    return OK;
}

static enum err officer_put(struct ctx *ctx, const struct office *office, struct epoch_making *m,
                            const struct team_member *member)
{
    const struct officer *officer;
    TRY(officers_load(ctx, office, member->officer, &officer));
    uint16_t mask = member->mask & (uint16_t)~1u; /* plain needs no key */
    if (!officer_is_valid(officer, ctx->now_ms))
        return ctx_fail(ctx, ERR_DENIED, "officer.retired");
    if ((mask & ~officer->certificate.mask) != 0 || mask == 0 || mask == GRANT_MASK_ALL)
        return ctx_fail(ctx, ERR_DENIED, "grant.mask");
    struct str box =
        grant_seal(ctx->arena, m->keys, mask, m->casefile, m->tag, officer->certificate.keys.box);
    box_put(m->grants, GRANT_OFFICER, mask, member->officer, box)->expiry_s = member->expiry_s;
    return OK;
}

/* W for the work list, C in a box of its own for the counting deed. */
static enum err office_put(struct ctx *ctx, const struct office *office, struct epoch_making *m,
                           bool hidden)
{
    static const unsigned char none[32];
    const unsigned char *work = office_work_public(office);
    if (memcmp(work, none, 32) == 0)
        return ctx_fail(ctx, ERR_MISSING, "office.no_work_key");
    const unsigned parts[] = { PART_WORK, PART_CODED };
    for (size_t i = hidden ? 1 : 0; i < 2; i++) {
        uint16_t mask = (uint16_t)(1u << parts[i]);
        box_put(m->grants, GRANT_OFFICE, mask, work_key_name(work),
                grant_seal(ctx->arena, m->keys, mask, m->casefile, m->tag, work));
    }
    return OK;
}

static void epoch_draw(struct ctx *ctx, struct secret *secret, struct id casefile,
                       struct id notes_id, struct epoch_making *m)
{
    struct case_keys *keys = secret_new(secret, struct case_keys);
    struct key *key = secret_new(secret, struct key);
    draw(key, sizeof *key);
    case_keys_whole(keys, key);
    *m = (struct epoch_making){ .casefile = casefile,
                                .keys = keys,
                                .grants = arena_new(ctx->arena, struct grants) };
    case_key_ids(key, notes_id, m->grants->key_ids);
    memcpy(m->tag, m->grants->key_ids[0].at, 4);
}

/* The writer's keys while this request lasts; the case key itself stays out. */
static void keyset_one(const struct actor *who, const struct epoch_making *m,
                       struct case_keyset *out)
{
    *out = (struct case_keyset){ .casefile = m->casefile, .count = 1 };
    out->at = secret_new(who->secret, struct epoch_keys);
    memcpy(out->at[0].tag, m->tag, 4);
    out->at[0].keys = *m->keys;
    out->at[0].keys.whole = false;
    wipe(&out->at[0].keys.case_key, sizeof out->at[0].keys.case_key);
}

static enum err key_entry(struct ctx *ctx, struct office *office, uint16_t kind,
                          const struct actor *who, const struct case_keyset *keys, struct str plain,
                          const struct hash *ref, struct hash *id)
{
    struct entry_draft draft = {
        .kind = kind, .casefile = keys->casefile, .who = who, .keys = keys, .plain = plain
    };
    if (ref != NULL)
        draft.ref = *ref;
    return record_append(ctx, office, &draft, id);
}

static enum err case_is_new(struct ctx *ctx, struct office *office, struct id casefile)
{
    struct entries entries;
    must(!id_is_zero(casefile));
    TRY(entries_of(ctx, office, casefile, KIND_CASE_KEY, KIND_CASE_KEY, &entries));
    return entries.count == 0 ? OK : ctx_fail(ctx, ERR_CONFLICT, "case.exists");
}

enum err casekeys_start(struct ctx *ctx, struct office *office, const struct case_start *in,
                        struct case_keyset *out)
{
    struct epoch_making m;
    struct id none = { { 0 } };
    TRY(case_is_new(ctx, office, in->casefile));
    epoch_draw(ctx, in->who->secret, in->casefile, none, &m);
    for (size_t i = 0; i < in->count; i++)
        TRY(officer_put(ctx, office, &m, &in->team[i]));
    TRY(office_put(ctx, office, &m, in->hidden));
    if (in->reporter != NULL)
        box_put(
            m.grants, GRANT_REPORTER, 1u << PART_MESSAGES, author_id(in->reporter),
            grant_seal(ctx->arena, m.keys, 1u << PART_MESSAGES, in->casefile, m.tag, in->reporter));
    TRY(pairs_put(ctx, office, &m, GRANT_MASK_ALL));
    keyset_one(in->who, &m, out);
    struct entry_draft draft = { .kind = KIND_CASE_KEY,
                                 .casefile = in->casefile,
                                 .who = in->who,
                                 .sop = in->sop,
                                 .keys = out,
                                 .plain = grants_write(ctx->arena, m.grants) };
    return record_append(ctx, office, &draft, &out->epoch_entry);
}

enum err casekeys_grant(struct ctx *ctx, struct office *office, const struct actor *who,
                        const struct case_keyset *keys, const struct team_member *to, bool history)
{
    must(keys->count > 0);
    uint16_t mask = to->mask & (uint16_t)~1u;
    if ((mask & ~keyset_mask(keys)) != 0)
        return ctx_fail(ctx, ERR_DENIED, "grant.not_held");
    for (size_t i = history ? 0 : keys->count - 1; i < keys->count; i++) {
        struct epoch_keys *epoch = &keys->at[i];
        struct epoch_making m = { .casefile = keys->casefile,
                                  .keys = &epoch->keys,
                                  .grants = arena_new(ctx->arena, struct grants) };
        struct team_member member = *to;
        struct case_keyset until = *keys;
        until.count = i + 1;
        memcpy(m.tag, epoch->tag, 4);
        member.mask = mask & epoch->keys.mask;
        if (member.mask == 0)
            continue; /* of the past he holds less */
        TRY(officer_put(ctx, office, &m, &member));
        TRY(key_entry(ctx, office, KIND_GRANT, who, &until, grants_write(ctx->arena, m.grants),
                      NULL, NULL));
    }
    return OK;
}

enum err casekeys_revoke(struct ctx *ctx, struct office *office, const struct actor *who,
                         const struct case_keyset *keys, struct id officer)
{
    struct facts *facts = facts_new(ctx->arena);
    struct case_keyset renewed;
    facts_id(facts, REVOKED_OFFICER, officer);
    TRY(key_entry(ctx, office, KIND_REVOCATION, who, keys, facts_write(ctx->arena, facts), NULL,
                  NULL));
    struct case_renew in = { .casefile = keys->casefile, .but = officer };
    return casekeys_renew(ctx, office, who, &in, &renewed);
}

/* The same readers with the same masks, but P, which goes its own way. */
static enum err readers_put(struct ctx *ctx, const struct office *office, struct epoch_making *m,
                            const struct case_fold *fold, const struct case_renew *in)
{
    for (size_t i = 0; i < fold->reader_count; i++) {
        const struct fold_reader *reader = &fold->readers[i];
        const struct officer *officer = directory_officer(office->directory, reader->recipient);
        struct team_member member = { .officer = reader->recipient,
                                      .mask = reader->mask & (uint16_t) ~(1u << PART_NOTES),
                                      .expiry_s = reader->expiry_s };
        bool expired = reader->expiry_s != 0 && reader->expiry_s * 1000 <= ctx->now_ms;
        bool added = in->add != NULL && id_eq(in->add->officer, member.officer);
        if (member.mask == 0 || expired || added || id_eq(member.officer, in->but) ||
            officer == NULL || !officer_is_valid(officer, ctx->now_ms))
            continue;
        member.mask &= officer->certificate.mask; /* a narrower certificate since */
        if (member.mask != 0)
            TRY(officer_put(ctx, office, m, &member));
    }
    return in->add == NULL ? OK : officer_put(ctx, office, m, in->add);
}

enum err casekeys_renew(struct ctx *ctx, struct office *office, const struct actor *who,
                        const struct case_renew *in, struct case_keyset *out)
{
    struct key_history history;
    struct epoch_making m;
    TRY(key_history_read(ctx, office, in->casefile, &history));
    epoch_draw(ctx, who->secret, in->casefile, history.newest_ids[PART_NOTES], &m);
    TRY(readers_put(ctx, office, &m, &history.fold, in));
    TRY(office_put(ctx, office, &m, (history.fold.office_mask >> PART_WORK & 1) == 0));
    TRY(pairs_put(ctx, office, &m, GRANT_MASK_ALL));
    keyset_one(who, &m, out);
    struct entry_draft draft = { .kind = KIND_CASE_KEY,
                                 .casefile = in->casefile,
                                 .who = who,
                                 .sop = history.fold.sop,
                                 .keys = out,
                                 .plain = grants_write(ctx->arena, m.grants) };
    return record_append(ctx, office, &draft, &out->epoch_entry);
}

enum err casekeys_notes(struct ctx *ctx, struct office *office, const struct actor *who,
                        struct case_keyset *keys, const struct id *readers, size_t count)
{
    struct key_history history;
    TRY(key_history_read(ctx, office, keys->casefile, &history));
    if (!id_is_zero(history.newest_ids[PART_NOTES]))
        return ctx_fail(ctx, ERR_CONFLICT, "notes.exist");
    struct epoch_keys *newest = &keys->at[keys->count - 1];
    must(memcmp(newest->tag, history.newest_ids[0].at, 4) == 0);
    struct case_keys *drawn = secret_new(who->secret, struct case_keys);
    drawn->mask = 1u << PART_NOTES;
    draw(&drawn->at[PART_NOTES], KEY_BYTES);
    struct epoch_making m = { .casefile = keys->casefile,
                              .keys = drawn,
                              .grants = arena_new(ctx->arena, struct grants) };
    memcpy(m.tag, newest->tag, 4);
    memcpy(m.grants->key_ids, history.newest_ids, sizeof m.grants->key_ids);
    m.grants->key_ids[PART_NOTES] = key_id(&drawn->at[PART_NOTES]);
    struct team_member member = { .officer = who->officer, .mask = 1u << PART_NOTES };
    TRY(officer_put(ctx, office, &m, &member));
    for (size_t i = 0; i < count; i++) {
        member.officer = readers[i];
        TRY(officer_put(ctx, office, &m, &member));
    }
    TRY(pairs_put(ctx, office, &m, 1u << PART_NOTES));
    struct entry_draft draft = { .kind = KIND_CASE_KEY,
                                 .casefile = keys->casefile,
                                 .who = who,
                                 .sop = history.fold.sop,
                                 .keys = keys,
                                 .plain = grants_write(ctx->arena, m.grants) };
    TRY(record_append(ctx, office, &draft, NULL));
    newest->keys.at[PART_NOTES] = drawn->at[PART_NOTES];
    newest->keys.mask |= 1u << PART_NOTES;
    return OK;
}

/* ---- two custodians ---- */

enum { APPROVAL_SECOND = 1, APPROVAL_BOX = 2 };

/* The pair's box of the newest epoch, whichever of the two is the outer one. */
static const struct grant_box *pair_box(const struct key_history *history, struct id a, struct id b)
{
    for (size_t i = 0; i < history->newest->count; i++) {
        const struct grant_box *box = &history->newest->at[i];
        if (box->type == GRANT_PAIR && box->mask == GRANT_MASK_ALL &&
            id_eq(box->recipient, pair_id(a, b)))
            return box;
    }
    return NULL;
}

static struct case_keyset bare_keyset(struct ctx *ctx, struct id casefile, const unsigned char *tag)
{
    struct case_keyset set = { .casefile = casefile, .count = 1 };
    set.at = arena_new(ctx->arena, struct epoch_keys); /* a tag, no key */
    memcpy(set.at[0].tag, tag, 4);
    return set;
}

enum err casekeys_approve(struct ctx *ctx, struct office *office, const struct actor *a,
                          struct id casefile, struct id b, struct hash *approval)
{
    struct key_history history;
    struct str inner;
    TRY(key_history_read(ctx, office, casefile, &history));
    /* Custodians stand sorted, so the smaller id holds the outer box and approves. */
    const struct grant_box *box = pair_box(&history, a->officer, b);
    if (box == NULL)
        return ctx_fail(ctx, ERR_MISSING, "opening.no_pair");
    if (!grant_open_outer(ctx->arena, box->box, a->keys, &inner))
        return ctx_fail(ctx, ERR_DENIED, "opening.not_yours");
    struct facts *facts = facts_new(ctx->arena);
    facts_id(facts, APPROVAL_SECOND, b);
    facts_bytes(facts, APPROVAL_BOX, inner);
    struct case_keyset tag = bare_keyset(ctx, casefile, history.newest_ids[0].at);
    return key_entry(ctx, office, KIND_OPENING_APPROVED, a, &tag, facts_write(ctx->arena, facts),
                     NULL, approval);
}

enum err casekeys_reopen(struct ctx *ctx, struct office *office, const struct actor *b,
                         struct hash approval, const struct team_member *to)
{
    struct entry entry;
    struct facts *facts;
    struct key_history history;
    TRY(record_entry(ctx, office, approval, &entry));
    if (entry.envelope.kind != KIND_OPENING_APPROVED || id_eq(entry.envelope.author, b->officer))
        return ctx_fail(ctx, ERR_DENIED, "opening.two_persons");
    TRY(record_open(ctx, &entry, PART_PLAIN, NULL, &facts));
    TRY(key_history_read(ctx, office, entry.envelope.casefile, &history));
    struct case_keys *whole = secret_new(b->secret, struct case_keys);
    struct epoch_making m = { .casefile = entry.envelope.casefile,
                              .keys = whole,
                              .grants = arena_new(ctx->arena, struct grants) };
    memcpy(m.tag, entry.envelope.key_tag, 4);
    if (facts == NULL ||
        !grant_open(facts_str(facts, APPROVAL_BOX), b->keys->box_public, b->keys->box_secret,
                    m.casefile, m.tag, history.newest_ids, whole))
        return ctx_fail(ctx, ERR_DENIED, "opening.not_yours");
    TRY(officer_put(ctx, office, &m, to));
    struct case_keyset tag = bare_keyset(ctx, m.casefile, m.tag);
    enum err err = key_entry(ctx, office, KIND_OPENING, b, &tag, grants_write(ctx->arena, m.grants),
                             &approval, NULL);
    wipe(whole, sizeof *whole);
    return err;
}
