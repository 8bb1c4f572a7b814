#include "store/drafts.h"

#include "seal/session.h"
#include "store/inside.h"

/* A sealed draft: u8 lock ‖ u8 compartment ‖ key tag[4] ‖ u16 n ‖ n × (officer[16] ‖ box[80]) ‖
 * nonce ‖ ciphertext.  Boxes carry the draft's own key; with DRAFT_TEAM there is none, its key
 * is derived from the compartment's. */
enum { HEAD = 8, BOX = KEY_BYTES + 48, ROW = ID_BYTES + BOX, READERS_MAX = 64 };

static struct key team_key(const struct key *compartment)
{
    struct key key;
    derive(key.at, sizeof key.at, compartment->at, KEY_BYTES, "draft", 5);
    return key;
}

static void box_put(struct arena *arena, struct buf *buf, struct id officer,
                    const unsigned char *to_public, const struct key *key)
{
    struct str box = work_seal(arena, to_public, (struct str){ (const char *)key->at, KEY_BYTES });
    must(box.n == BOX);
    buf_bytes(buf, officer.at, ID_BYTES);
    buf_put(buf, box);
}

/* Its author, and for a new complaint whoever takes complaints. */
static size_t boxes_put(struct ctx *ctx, struct office *office, const struct actor *who,
                        const struct draft *draft, const struct key *key, struct buf *buf)
{
    size_t count = 1;
    box_put(ctx->arena, buf, who->officer, who->keys->box_public, key);
    const struct directory *d = office->directory;
    for (size_t i = 0; draft->lock == DRAFT_INTAKE && i < d->officer_count; i++) {
        const struct officer *officer = d->officers[i];
        if (id_eq(officer->id, who->officer) || !officer_is_valid(officer, ctx->now_ms) ||
            !officer_has_role(officer, STR("intake_officer")) || count == READERS_MAX)
            continue;
        box_put(ctx->arena, buf, officer->id, officer->certificate.keys.box, key);
        count++;
    }
    return count;
}

static enum err draft_seal(struct ctx *ctx, struct office *office, const struct actor *who,
                           const struct case_keyset *keys, const struct draft *draft,
                           struct sealed *out)
{
    struct key *key = secret_new(who->secret, struct key);
    struct buf boxes = buf_open(ctx->arena, READERS_MAX * ROW);
    struct buf buf = buf_open(ctx->arena, DRAFT_BYTES_MAX + READERS_MAX * ROW + 1024);
    unsigned char tag[4] = { 0 };
    size_t count = 0;
    if (draft->lock == DRAFT_TEAM) {
        must(keys != NULL && keys->count > 0);
        memcpy(tag, keys->at[keys->count - 1].tag, 4);
        const struct key *compartment = keyset_find(keys, tag, draft->compartment);
        if (compartment == NULL)
            return ctx_fail(ctx, ERR_DENIED, "draft.sealed");
        *key = team_key(compartment);
    } else {
        draw(key, sizeof *key);
        count = boxes_put(ctx, office, who, draft, key, &boxes);
    }
    buf_byte(&buf, (char)draft->lock);
    buf_byte(&buf, (char)draft->compartment);
    buf_bytes(&buf, tag, 4);
    buf_u16(&buf, (uint16_t)count);
    buf_put(&buf, buf_str(&boxes));
    struct str purpose = { (const char *)draft->id.at, ID_BYTES }; /* no draft for another's */
    buf_put(&buf, box_seal(ctx->arena, key, purpose, draft->text));
    must(buf_done(&buf));
    out->bytes = buf_str(&buf);
    return OK;
}

enum err draft_save(struct ctx *ctx, struct office *office, const struct actor *who,
                    const struct case_keyset *keys, const struct draft *draft)
{
    must(office->round.open && !id_is_zero(draft->id));
    if (draft->text.n > DRAFT_BYTES_MAX || draft->where.n > DRAFT_WHERE_MAX)
        return ctx_fail(ctx, ERR_INVALID, "draft.size");
    struct q_draft_put_in in = {
        .id = draft->id,
        .casefile = draft->casefile,
        .officer = who->officer,
        .where = draft->where,
        .lock = draft->lock,
        .saved_ms = ctx->now_ms,
    };
    TRY(draft_seal(ctx, office, who, keys, draft, &in.sealed));
    return q_draft_put(ctx, office->keyring, &in);
}

/* The draft's key for this reader. */
static bool draft_key(const struct actor *who, const struct case_keyset *keys, struct str sealed,
                      size_t count, struct key *out)
{
    const unsigned char *head = (const unsigned char *)sealed.at;
    if (head[0] == DRAFT_TEAM) {
        const struct key *compartment =
            keys == NULL || head[1] >= PART_COUNT ? NULL : keyset_find(keys, head + 2, head[1]);
        if (compartment == NULL)
            return false;
        *out = team_key(compartment);
        return true;
    }
    struct work_key mine = { 0 };
    memcpy(mine.box_public, who->keys->box_public, 32);
    memcpy(mine.box_secret, who->keys->box_secret, 32);
    bool found = false;
    struct arena *arena = arena_open(64 * 1024);
    for (size_t i = 0; i < count && !found; i++) {
        const char *row = sealed.at + HEAD + i * (size_t)ROW;
        struct str plain;
        if (memcmp(row, who->officer.at, ID_BYTES) != 0)
            continue;
        found = work_open(arena, &mine, (struct str){ row + ID_BYTES, BOX }, &plain) &&
                plain.n == KEY_BYTES;
        if (found)
            memcpy(out->at, plain.at, KEY_BYTES);
    }
    arena_close(arena);
    wipe(&mine, sizeof mine);
    return found;
}

enum err draft_load(struct ctx *ctx, struct office *office, const struct actor *who,
                    const struct case_keyset *keys, struct id id, struct draft *out)
{
    struct q_draft_get_in in = { id };
    struct q_draft_get_row row;
    enum err err = q_draft_get(ctx, office->keyring, &in, &row);
    if (err == ERR_MISSING)
        return ctx_fail(ctx, ERR_MISSING, "draft.none");
    TRY(err);
    struct str sealed = row.sealed.bytes;
    size_t count =
        sealed.n < HEAD ? READERS_MAX + 1u : get_u16((const unsigned char *)sealed.at + 6);
    if (count > READERS_MAX || sealed.n < HEAD + count * ROW)
        return ctx_fail(ctx, ERR_STORE, "store.damaged");
    struct key *key = secret_new(who->secret, struct key);
    struct str purpose = { (const char *)id.at, ID_BYTES };
    *out = (struct draft){ .id = row.id,
                           .casefile = row.casefile,
                           .officer = row.officer,
                           .lock = (enum draft_lock)row.lock,
                           .where = row.where,
                           .compartment = (unsigned char)sealed.at[1],
                           .saved_ms = row.saved_ms };
    if (!draft_key(who, keys, sealed, count, key) ||
        !box_open(ctx->arena, key, purpose, str_part(sealed, HEAD + count * ROW, sealed.n),
                  &out->text))
        return ctx_fail(ctx, ERR_DENIED, "draft.sealed");
    return OK;
}

static bool dropped(const struct office *office, struct id id)
{
    for (size_t i = 0; i < office->drop_count; i++)
        if (id_eq(office->drops[i], id))
            return true;
    return false;
}

enum err draft_list(struct ctx *ctx, struct office *office, struct id officer, struct id casefile,
                    struct draft **out, size_t *count)
{
    struct q_drafts_of_officer_in of_officer = { officer, DRAFTS_LIST_MAX };
    struct q_drafts_of_case_in of_case = { casefile, DRAFTS_LIST_MAX };
    struct q_drafts_of_officer_rows mine = { 0 };
    struct q_drafts_of_case_rows cases = { 0 };
    bool by_case = id_is_zero(officer);
    TRY(by_case ? q_drafts_of_case(ctx, office->keyring, &of_case, &cases)
                : q_drafts_of_officer(ctx, office->keyring, &of_officer, &mine));
    size_t rows = by_case ? cases.count : mine.count;
    *out = arena_array(ctx->arena, struct draft, rows + 1);
    *count = 0;
    for (size_t i = 0; i < rows; i++) {
        struct draft one;
        if (by_case) {
            const struct q_drafts_of_case_row *r = &cases.at[i];
            one = (struct draft){ .id = r->id,
                                  .casefile = r->casefile,
                                  .officer = r->officer,
                                  .lock = (enum draft_lock)r->lock,
                                  .where = r->where,
                                  .saved_ms = r->saved_ms };
        } else {
            const struct q_drafts_of_officer_row *r = &mine.at[i];
            one = (struct draft){ .id = r->id,
                                  .casefile = r->casefile,
                                  .officer = r->officer,
                                  .lock = (enum draft_lock)r->lock,
                                  .where = r->where,
                                  .saved_ms = r->saved_ms };
        }
        bool wanted = by_case || id_is_zero(casefile) || id_eq(one.casefile, casefile);
        if (wanted && !dropped(office, one.id))
            (*out)[(*count)++] = one;
    }
    return OK;
}

enum err draft_drop(struct ctx *ctx, struct office *office, struct id id)
{
    must(office->round.open);
    /* Not in this commit: the keyring is flushed before the log, and a draft may only go when its
     * entry is on the disk.  The next round takes it away. */
    if (office->drop_count == DROPS_MAX)
        return ctx_fail(ctx, ERR_BUSY, "store.busy");
    office->drops[office->drop_count++] = id;
    return OK;
}
