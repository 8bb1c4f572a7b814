#include "use/typing_save.h"

#include "store/drafts.h"
#include "store/tasks.h"
#include "use/case_opened.h"

enum { TYPED_DRAFT_MAX = 1000 };

/* u16 length ‖ key ‖ u32 length ‖ text, one after the other. */
static enum err draft_pack(struct desk_ctx *desk, const struct typing_save_in *in, struct str *out)
{
    struct buf buf = buf_open(desk->ctx->arena, DRAFT_BYTES_MAX);
    if (in->values_n > TYPED_DRAFT_MAX)
        return ctx_fail(desk->ctx, ERR_INVALID, "draft.big");
    for (size_t i = 0; i < in->values_n; i++) {
        if (in->values[i].key.n > UINT16_MAX)
            return ctx_fail(desk->ctx, ERR_INVALID, "draft.big");
        buf_u16(&buf, (uint16_t)in->values[i].key.n);
        buf_put(&buf, in->values[i].key);
        buf_u32(&buf, (uint32_t)in->values[i].text.n);
        buf_put(&buf, in->values[i].text);
    }
    if (!buf_done(&buf))
        return ctx_fail(desk->ctx, ERR_INVALID, "draft.big");
    *out = buf_str(&buf);
    return OK;
}

static bool piece(struct str *rest, size_t head, struct str *out)
{
    if (rest->n < head)
        return false;
    const unsigned char *at = (const unsigned char *)rest->at;
    size_t n = head == 2 ? get_u16(at) : get_u32(at);
    if (rest->n - head < n)
        return false;
    *out = str_part(*rest, head, head + n);
    *rest = str_part(*rest, head + n, rest->n);
    return true;
}

static enum err draft_unpack(struct desk_ctx *desk, struct str text, struct typing_load_out *out)
{
    struct typed *values = arena_array(desk->ctx->arena, struct typed, TYPED_DRAFT_MAX);
    while (text.n > 0) {
        struct typed *value = &values[out->values_n];
        if (out->values_n == TYPED_DRAFT_MAX || !piece(&text, 2, &value->key) ||
            !piece(&text, 4, &value->text))
            return ctx_fail(desk->ctx, ERR_STORE, "draft.broken");
        out->values_n++;
    }
    out->values = values;
    return OK;
}

/* Keys of the case a draft belongs to; NULL for a complaint that is no case yet. */
static enum err draft_keys(struct desk_ctx *desk, struct id casefile, struct case_keyset **out)
{
    struct actor who = desk_actor(desk);
    *out = NULL;
    if (id_is_zero(casefile))
        return OK;
    *out = arena_new(desk->ctx->arena, struct case_keyset);
    if (casekeys_open(desk->ctx, desk->office, casefile, &who, *out) != OK)
        return ctx_fail(desk->ctx, ERR_MISSING, "draft.none");
    return OK;
}

/* A browser that leaves the page sends what was typed once more, after the form itself was signed:
 * it must not come back as a draft. */
static enum err not_signed(struct desk_ctx *desk, struct id request)
{
    struct hash entry;
    struct id casefile;
    struct why why = desk->ctx->why;
    if (id_is_zero(request))
        return OK;
    enum err err = record_find(desk->ctx, desk->office, desk->who->id, request, &entry, &casefile);
    if (err == OK)
        return ctx_fail(desk->ctx, ERR_CONFLICT, "draft.signed");
    desk->ctx->why = why;
    return err == ERR_MISSING ? OK : err;
}

static enum err typing_save_do(struct desk_ctx *desk, const struct typing_save_in *in,
                               struct typing_save_out *out)
{
    struct actor who = desk_actor(desk);
    struct case_keyset *keys;
    struct draft draft = { .id = id_is_zero(in->draft) ? id_random() : in->draft,
                           .officer = desk->who->id,
                           .lock = in->only_mine ? DRAFT_MINE : DRAFT_INTAKE,
                           .where = in->step,
                           .saved_ms = desk->ctx->now_ms };
    if (in->casefile.n > 0) {
        const struct casefile *casefile;
        TRY(casefile_reach(desk, in->casefile, REACH_WRITE, 0, &casefile));
        draft.casefile = casefile->id;
        draft.lock = in->only_mine ? DRAFT_MINE : DRAFT_TEAM;
        draft.compartment = PART_IDENTITY;
    } else if (!desk_may(desk, RIGHT_INTAKE)) {
        return ctx_fail(desk->ctx, ERR_MISSING, "page.none");
    }
    TRY(not_signed(desk, in->request));
    TRY(draft_pack(desk, in, &draft.text));
    TRY(draft_keys(desk, draft.casefile, &keys));
    TRY(draft_save(desk->ctx, desk->office, &who, keys, &draft));
    out->draft = draft.id;
    out->saved_min = desk_now_min(desk);
    return OK;
}

DEED(typing_save, .name = "typing.save", .rights = RIGHT_INTAKE | RIGHT_BOARD, .trace = DEED_KEEPS)

static enum err draft_among(struct desk_ctx *desk, struct id officer, struct id casefile,
                            struct id id, struct draft *out)
{
    struct draft *drafts;
    size_t n;
    TRY(draft_list(desk->ctx, desk->office, officer, casefile, &drafts, &n));
    for (size_t i = 0; i < n; i++)
        if (id_eq(drafts[i].id, id)) {
            *out = drafts[i];
            return OK;
        }
    return ctx_fail(desk->ctx, ERR_MISSING, "draft.none");
}

/* Which case a draft belongs to is asked from the lists, which have no texts: of the case named, of
 * this officer, of new complaints. */
static enum err draft_find(struct desk_ctx *desk, struct str address, struct id id,
                           struct draft *out)
{
    const struct id none = { 0 };
    if (address.n > 0) {
        const struct casefile *casefile;
        TRY(casefile_reach(desk, address, REACH_WRITE, 0, &casefile));
        return draft_among(desk, none, casefile->id, id, out);
    }
    struct why why = desk->ctx->why;
    if (draft_among(desk, desk->who->id, none, id, out) == OK)
        return OK;
    desk->ctx->why = why;
    return draft_among(desk, none, none, id, out);
}

static enum err typing_load_do(struct desk_ctx *desk, const struct typing_load_in *in,
                               struct typing_load_out *out)
{
    struct actor who = desk_actor(desk);
    struct case_keyset *keys;
    struct draft found, draft;
    *out = (struct typing_load_out){ 0 };
    TRY(draft_find(desk, in->casefile, in->draft, &found));
    TRY(draft_keys(desk, found.casefile, &keys));
    /* Not for these eyes and not there look the same. */
    if (draft_load(desk->ctx, desk->office, &who, keys, in->draft, &draft) != OK)
        return ctx_fail(desk->ctx, ERR_MISSING, "draft.none");
    out->step = draft.where;
    out->by = draft.officer;
    out->saved_min = draft.saved_ms / 60000;
    if (!id_is_zero(draft.casefile))
        TRY(case_address(desk->ctx, desk->office, draft.casefile, &out->casefile));
    return draft_unpack(desk, draft.text, out);
}

DEED(typing_load, .name = "typing.load", .rights = RIGHT_INTAKE | RIGHT_BOARD, .trace = DEED_READS)

static enum err typing_list_do(struct desk_ctx *desk, const struct typing_list_in *in,
                               struct typing_list_out *out)
{
    struct draft *drafts;
    struct id casefile = { 0 };
    size_t n;
    *out = (struct typing_list_out){ 0 };
    if (in->casefile.n > 0) {
        const struct casefile *reached;
        TRY(casefile_reach(desk, in->casefile, REACH_WRITE, 0, &reached));
        casefile = reached->id;
    }
    TRY(draft_list(desk->ctx, desk->office, (struct id){ 0 }, casefile, &drafts, &n));
    struct draft_row *rows = arena_array(desk->ctx->arena, struct draft_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool mine = id_eq(drafts[i].officer, desk->who->id);
        bool intake = id_is_zero(drafts[i].casefile) && drafts[i].lock == DRAFT_INTAKE &&
                      desk_has_role(desk, ROLE_INTAKE_OFFICER);
        bool team = !id_is_zero(casefile) && drafts[i].lock == DRAFT_TEAM;
        if (!mine && !intake && !team)
            continue;
        struct draft_row *row = &rows[out->rows_n++];
        *row = (struct draft_row){ .draft = drafts[i].id,
                                   .by = drafts[i].officer,
                                   .step = drafts[i].where,
                                   .saved_min = drafts[i].saved_ms / 60000 };
        if (!id_is_zero(drafts[i].casefile))
            TRY(case_address(desk->ctx, desk->office, drafts[i].casefile, &row->casefile));
    }
    out->rows = rows;
    return OK;
}

DEED(typing_list, .name = "typing.list", .rights = RIGHT_INTAKE | RIGHT_BOARD, .trace = DEED_READS)

static enum err typing_drop_do(struct desk_ctx *desk, const struct typing_drop_in *in,
                               struct typing_drop_out *out)
{
    struct typing_load_in load = { .draft = in->draft, .casefile = in->casefile };
    struct typing_load_out there;
    out->unused = 0;
    /* Only who could read it may throw it away. */
    TRY(typing_load_do(desk, &load, &there));
    return draft_drop(desk->ctx, desk->office, in->draft);
}

DEED(typing_drop, .name = "typing.drop", .rights = RIGHT_INTAKE | RIGHT_BOARD, .trace = DEED_KEEPS)
