#include "store/organisation.h"

#include "store/inside.h"

enum { FIELD_KEY = 1, FIELD_VALUE = 2, SETTING_KEY_BYTES_MAX = 80 };

static enum err may(struct ctx *ctx, const struct office *office, const struct actor *who,
                    unsigned authority)
{
    unsigned has =
        directory_authority(office->directory, who->officer, (uint64_t)ctx->now_ms << 16 | 0xFFFF);
    return (has & authority) != 0 ? OK : ctx_fail(ctx, ERR_DENIED, "office.may_not");
}

static enum err plain_entry(struct ctx *ctx, struct office *office, uint16_t kind,
                            const struct actor *who, struct str plain, struct hash *id)
{
    struct entry_draft draft = { .kind = kind, .who = who, .plain = plain };
    return record_append(ctx, office, &draft, id);
}

static enum err second_signature(struct ctx *ctx, struct office *office, uint16_t kind,
                                 const struct actor *who, struct hash ref)
{
    struct entry_draft draft = { .kind = kind, .who = who, .ref = ref };
    return record_append(ctx, office, &draft, NULL);
}

/* ---- custodians ---- */

enum err custodians_save(struct ctx *ctx, struct office *office, const struct actor *who,
                         struct custodians *custodians)
{
    TRY(may(ctx, office, who, MAY_LEAD));
    if (custodians->count < CUSTODIANS_MIN || custodians->count > CUSTODIANS_MAX)
        return ctx_fail(ctx, ERR_INVALID, "office.custodians_number");
    for (size_t i = 1; i < custodians->count; i++)
        for (size_t k = i; k > 0; k--) {
            int order = id_cmp(custodians->at[k - 1].id, custodians->at[k].id);
            if (order == 0)
                return ctx_fail(ctx, ERR_INVALID, "office.custodian_twice");
            if (order < 0)
                break;
            struct custodian keep = custodians->at[k];
            custodians->at[k] = custodians->at[k - 1];
            custodians->at[k - 1] = keep;
        }
    return plain_entry(ctx, office, KIND_CUSTODIANS, who, custodians_write(ctx->arena, custodians),
                       NULL);
}

const struct custodians *custodians_now(const struct office *office)
{
    return office->directory->has_custodians ? &office->directory->custodians : NULL;
}

/* ---- office work key ---- */

static void readers_add(struct work_epoch *epoch, const struct office *office,
                        const struct work_key *key, int64_t now_ms)
{
    const struct directory *d = office->directory;
    for (size_t i = 0; i < d->officer_count; i++) {
        const struct officer *officer = d->officers[i];
        if (officer_is_valid(officer, now_ms) && officer->certificate.work_key)
            work_epoch_add(epoch, key, officer->id, officer->certificate.keys.box);
    }
    /* Before the first certificates: those who hold the ceremony. */
    const struct public_keys *two[] = { &d->genesis[0].head, &d->genesis[0].admin };
    for (size_t i = 0; d->officer_count == 0 && i < 2; i++)
        work_epoch_add(epoch, key, author_id(two[i]->sign), two[i]->box);
}

static enum err epoch_append(struct ctx *ctx, struct office *office, const struct actor *who,
                             const struct work_epoch *epoch, const struct work_key *key)
{
    TRY(plain_entry(ctx, office, KIND_WORK_KEY, who, work_epoch_write(ctx->arena, epoch), NULL));
    struct work_ring *ring = &office->secrets->ring;
    bool newer = office->open && memcmp(ring->at[0].box_public, key->box_public, 32) != 0;
    if (newer) {
        size_t keep = ring->count < WORK_EPOCHS_MAX ? ring->count : WORK_EPOCHS_MAX - 1;
        memmove(&ring->at[1], &ring->at[0], keep * sizeof ring->at[0]);
        ring->at[0] = *key;
        ring->count = keep + 1;
    }
    return OK;
}

enum err work_key_renew(struct ctx *ctx, struct office *office, const struct actor *who,
                        const struct work_key *former, struct work_key *key)
{
    TRY(may(ctx, office, who, MAY_CERTIFY));
    struct work_epoch *epoch = arena_new(ctx->arena, struct work_epoch);
    work_key_draw(former, key);
    memcpy(epoch->box_public, key->box_public, 32);
    readers_add(epoch, office, key, ctx->now_ms);
    if (former != NULL)
        work_epoch_add(epoch, former, work_key_name(key->box_public), key->box_public);
    return epoch_append(ctx, office, who, epoch, key);
}

enum err work_key_share(struct ctx *ctx, struct office *office, const struct actor *who,
                        const struct work_key *key)
{
    TRY(may(ctx, office, who, MAY_CERTIFY));
    if (memcmp(office_work_public(office), key->box_public, 32) != 0)
        return ctx_fail(ctx, ERR_DENIED, "store.no_work_key");
    struct work_epoch *epoch = arena_new(ctx->arena, struct work_epoch);
    memcpy(epoch->box_public, key->box_public, 32);
    readers_add(epoch, office, key, ctx->now_ms);
    return epoch_append(ctx, office, who, epoch, key);
}

/* ---- definition ---- */

enum err definition_adopt(struct ctx *ctx, struct office *office, const struct actor *who,
                          struct str text, struct hash *hash)
{
    TRY(may(ctx, office, who, MAY_CERTIFY));
    if (text.n == 0 || text.n > FACT_BYTES_MAX)
        return ctx_fail(ctx, ERR_INVALID, "definition.size");
    *hash = hash_of(text.at, text.n);
    return plain_entry(ctx, office, KIND_DEFINITION, who, adopted_write(ctx->arena, text), NULL);
}

static enum err definition_at(struct ctx *ctx, struct office *office, size_t i, struct str *text)
{
    struct entry entry;
    struct adopted adopted;
    TRY(record_entry(ctx, office, office->directory->definitions[i].entry, &entry));
    const struct part *part = body_part(&entry.body, PART_PLAIN);
    if (part == NULL || !part->present || !adopted_read(ctx->arena, part->content, &adopted))
        return ctx_fail(ctx, ERR_STORE, "definition.damaged");
    *text = adopted.text;
    return OK;
}

enum err definition_newest(struct ctx *ctx, struct office *office, struct hash *hash,
                           struct str *text)
{
    size_t count = office->directory->definition_count;
    if (count == 0)
        return ctx_fail(ctx, ERR_MISSING, "definition.none");
    *hash = office->directory->definitions[count - 1].hash;
    return definition_at(ctx, office, count - 1, text);
}

enum err definition_load(struct ctx *ctx, struct office *office, struct hash hash, struct str *text)
{
    for (size_t i = office->directory->definition_count; i-- > 0;)
        if (hash_eq(office->directory->definitions[i].hash, hash))
            return definition_at(ctx, office, i, text);
    return ctx_fail(ctx, ERR_MISSING, "definition.none");
}

/* ---- settings ---- */

static bool setting_key_ok(struct str key)
{
    for (size_t i = 0; i < key.n; i++) {
        char c = key.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_'))
            return false;
    }
    return key.n > 0 && key.n <= SETTING_KEY_BYTES_MAX;
}

enum err setting_propose(struct ctx *ctx, struct office *office, const struct actor *who,
                         struct str key, struct str value, struct hash *entry)
{
    TRY(may(ctx, office, who, MAY_CERTIFY));
    struct facts *facts = facts_new(ctx->arena);
    if (!setting_key_ok(key) || value.n > SETTING_BYTES_MAX || !facts_text(facts, FIELD_KEY, key) ||
        !facts_text(facts, FIELD_VALUE, value))
        return ctx_fail_at(ctx, ERR_INVALID, "office.setting", key);
    return plain_entry(ctx, office, KIND_SETTING, who, facts_write(ctx->arena, facts), entry);
}

enum err setting_agree(struct ctx *ctx, struct office *office, const struct actor *who,
                       struct hash entry)
{
    for (size_t i = 0; i < office->directory->setting_count; i++) {
        const struct office_setting *setting = &office->directory->settings[i];
        if (!hash_eq(setting->entry, entry))
            continue;
        if (!id_is_zero(setting->second))
            return ctx_fail(ctx, ERR_CONFLICT, "sign.done");
        if (id_eq(setting->first, who->officer))
            return ctx_fail(ctx, ERR_DENIED, "sign.same_person");
        TRY(may(ctx, office, who, MAY_CERTIFY));
        TRY(second_signature(ctx, office, KIND_SETTING, who, entry));
        setting = &office->directory->settings[i];
        return !id_is_zero(setting->second) ? OK : ctx_fail(ctx, ERR_DENIED, "officer.needs_head");
    }
    return ctx_fail(ctx, ERR_MISSING, "office.no_setting");
}

struct str setting_value(const struct office *office, struct str key, struct str otherwise)
{
    struct str value = otherwise;
    uint64_t newest = 0;
    for (size_t i = 0; i < office->directory->setting_count; i++) {
        const struct office_setting *setting = &office->directory->settings[i];
        if (str_eq(setting->key, key) && !id_is_zero(setting->second) && setting->hlc > newest) {
            newest = setting->hlc;
            value = setting->value;
        }
    }
    return value;
}

size_t settings_list(const struct office *office, const struct office_setting **out)
{
    *out = office->directory->settings;
    return office->directory->setting_count;
}

enum err peer_save(struct ctx *ctx, struct office *office, const struct actor *who,
                   const struct peer *peer)
{
    TRY(may(ctx, office, who, MAY_LEAD));
    if (!fact_text_ok(peer->name) || !fact_text_ok(peer->code))
        return ctx_fail(ctx, ERR_INVALID, "office.name");
    return plain_entry(ctx, office, KIND_PEER, who, peer_write(ctx->arena, peer), NULL);
}

/* ---- erasure ---- */

enum err erasure_order(struct ctx *ctx, struct office *office, const struct actor *who,
                       const struct erasure *erasure, struct hash *entry)
{
    TRY(may(ctx, office, who, MAY_WRITE));
    return plain_entry(ctx, office, KIND_ERASURE, who, erasure_write(ctx->arena, erasure), entry);
}

enum err hold_order(struct ctx *ctx, struct office *office, const struct actor *who,
                    const struct erasure *held, struct hash *entry)
{
    TRY(may(ctx, office, who, MAY_WRITE));
    return plain_entry(ctx, office, KIND_HOLD, who, erasure_write(ctx->arena, held), entry);
}

enum err erasure_agree(struct ctx *ctx, struct office *office, const struct actor *who,
                       struct hash entry)
{
    TRY(may(ctx, office, who, MAY_LEAD));
    for (size_t i = 0; i < office->directory->order_count; i++) {
        const struct order *order = &office->directory->orders[i];
        if (!hash_eq(order->entry, entry) || order->hold)
            continue;
        if (id_eq(order->first, who->officer))
            return ctx_fail(ctx, ERR_DENIED, "sign.same_person");
        TRY(second_signature(ctx, office, KIND_ERASURE, who, entry));
        return erasures_execute(ctx, office);
    }
    return ctx_fail(ctx, ERR_MISSING, "erasure.none");
}
