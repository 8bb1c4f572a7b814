#include "use/office_settings.h"

#include "sop/bundle.h"
#include "store/organisation.h"
#include "store/tasks.h"
#include "use/desk_inside.h"

#include <string.h>

#define SOP_SETTING STR("sop.next")

static void proposed_fill(struct desk_ctx *desk, struct office_settings_out *out)
{
    const struct office_setting *settings;
    size_t n = settings_list(desk->office, &settings);
    struct sop_proposed *rows = arena_array(desk->ctx->arena, struct sop_proposed, n + 1);
    for (size_t i = 0; i < n; i++)
        if (str_eq(settings[i].key, SOP_SETTING) && id_is_zero(settings[i].second))
            rows[out->proposed_n++] = (struct sop_proposed){ settings[i].value, settings[i].first };
    out->proposed = rows;
}

static enum err office_settings_do(struct desk_ctx *desk, const struct office_settings_in *in,
                                   struct office_settings_out *out)
{
    const struct sop *sop;
    (void)in;
    TRY(desk_sop_newest(desk->ctx, desk->desk, &sop));
    *out = (struct office_settings_out){ .face = desk_face(desk->desk), .sop = sop->definition };
    memcpy(out->sop_hash, sop->hash.at, sizeof out->sop_hash);
    out->entries = office_info(desk->office)->entries;
    size_t n;
    const struct member *members = desk_members(desk, &n);
    for (size_t i = 0; i < n; i++)
        out->officers += !members[i].retired && !members[i].waits_second;
    const struct custodians *custodians = custodians_now(desk->office);
    for (size_t i = 0; custodians != NULL && i < custodians->count; i++) {
        out->custodians++;
        out->custodians_paper += custodians->at[i].paper;
    }
    proposed_fill(desk, out);
    if (!office_is_open(desk->office))
        return OK;
    struct office_counts counts;
    TRY(tasks_counts(desk->ctx, desk->office, desk_now_min(desk), &counts));
    out->cases_open = (uint32_t)counts.open;
    out->cases_closed = (uint32_t)counts.closed;
    return OK;
}

DEED(office_settings, .name = "office.settings",
     .rights = RIGHT_SETTINGS | RIGHT_OFFICE | RIGHT_SOP, .trace = DEED_READS)

/* Compiles it as the office would, so that no folder with a fault in it is ever adopted. */
static enum err sop_try(struct desk_ctx *desk, struct str text)
{
    struct file_list files;
    struct definition *definition;
    if (text.n > BUNDLE_BYTES_MAX)
        return ctx_fail(desk->ctx, ERR_INVALID, "bundle.big");
    TRY(bundle_read(desk->ctx, text, &files));
    TRY(definition_read(desk->ctx, &files, &definition));
    return definition->draft ? ctx_fail(desk->ctx, ERR_INVALID, "sop.draft") : OK;
}

static enum err sop_adopt_do(struct desk_ctx *desk, const struct sop_adopt_in *in,
                             struct sop_adopt_out *out)
{
    struct actor who = desk_actor(desk);
    struct hash hash = hash_of(in->text.at, in->text.n), entry;
    *out = (struct sop_adopt_out){ 0 };
    TRY(sop_try(desk, in->text));
    TRY(setting_propose(desk->ctx, desk->office, &who, SOP_SETTING,
                        hash_hex(desk->ctx->arena, hash), &entry));
    memcpy(out->hash, hash.at, sizeof out->hash);
    memcpy(out->done.entry, entry.at, sizeof out->done.entry);
    out->done.waits_second = true;
    return OK;
}

DEED(sop_adopt, .name = "sop.adopt", .rights = RIGHT_SETTINGS | RIGHT_OFFICE, .trace = DEED_WRITES)

static enum err sop_confirm_do(struct desk_ctx *desk, const struct sop_confirm_in *in,
                               struct sop_confirm_out *out)
{
    struct actor who = desk_actor(desk);
    struct hash hash = hash_of(in->text.at, in->text.n);
    struct str hex = hash_hex(desk->ctx->arena, hash);
    const struct office_setting *settings;
    size_t n = settings_list(desk->office, &settings);
    *out = (struct sop_confirm_out){ 0 };
    TRY(sop_try(desk, in->text));
    for (size_t i = n; i-- > 0;) {
        if (!str_eq(settings[i].key, SOP_SETTING) || !str_eq(settings[i].value, hex) ||
            !id_is_zero(settings[i].second))
            continue;
        if (id_eq(settings[i].first, desk->who->id))
            return ctx_fail(desk->ctx, ERR_DENIED, "sign.same_person");
        /* Taken before the second signature: it makes the directory anew. */
        struct hash entry = settings[i].entry;
        memcpy(out->done.entry, entry.at, sizeof out->done.entry);
        TRY(setting_agree(desk->ctx, desk->office, &who, entry));
        desk->desk->newest = NULL;
        return definition_adopt(desk->ctx, desk->office, &who, in->text, &hash);
    }
    return ctx_fail(desk->ctx, ERR_MISSING, "sop.nothing_waits");
}

DEED(sop_confirm, .name = "sop.confirm", .rights = RIGHT_SETTINGS | RIGHT_OFFICE,
     .trace = DEED_WRITES)
