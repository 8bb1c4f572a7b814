#include "store/directory.h"

enum { FIELD_SETTING_KEY = 1, FIELD_SETTING_VALUE = 2 };

static bool is_our_log(const struct directory *d, struct id log)
{
    for (size_t i = 0; i < d->log_count; i++)
        if (id_eq(d->logs[i], log))
            return true;
    return false;
}

static struct officer *officer_of(const struct directory *d, struct id id)
{
    for (size_t i = 0; i < d->officer_count; i++)
        if (id_eq(d->officers[i]->id, id))
            return (struct officer *)(uintptr_t)d->officers[i]; /* ours: made below */
    return NULL;
}

const struct officer *directory_officer(const struct directory *d, struct id id)
{
    return officer_of(d, id);
}

bool officer_has_role(const struct officer *officer, struct str role)
{
    struct str rest = officer->certificate.roles;
    while (rest.n > 0)
        if (str_eq(str_cut(rest, ' ', &rest), role))
            return true;
    return false;
}

static bool within(const struct certificate *c, int64_t min)
{
    return c->from_min <= min && (c->to_min == 0 || min < c->to_min);
}

bool officer_is_valid(const struct officer *officer, int64_t now_ms)
{
    return officer->state == OFFICER_VALID && within(&officer->certificate, now_ms / 60000);
}

/* The two keys of the ceremony stay valid until their certificates are retired. */
static unsigned genesis_authority(const struct directory *d, struct id author)
{
    for (size_t i = 0; i < d->genesis_count; i++) {
        if (id_eq(d->founders[i].head, author))
            return MAY_CERTIFY | MAY_LEAD;
        if (id_eq(d->founders[i].admin, author))
            return MAY_CERTIFY;
    }
    return 0;
}

unsigned directory_authority(const struct directory *d, struct id author, uint64_t hlc)
{
    const struct officer *officer = officer_of(d, author);
    unsigned may = genesis_authority(d, author);
    if (officer == NULL)
        return may;
    if (officer->retired_hlc != 0 && hlc > officer->retired_hlc)
        return 0;
    if (hlc < officer->valid_hlc || !within(&officer->certificate, hlc_ms(hlc) / 60000))
        return may;
    may |= MAY_WRITE;
    if (officer_has_role(officer, STR("coordinator")))
        may |= MAY_CERTIFY | MAY_LEAD;
    if (officer_has_role(officer, STR("admin")))
        may |= MAY_CERTIFY;
    return may;
}

const unsigned char *directory_sign_key(const struct directory *d, struct id author)
{
    const struct officer *officer = officer_of(d, author);
    if (officer != NULL)
        return officer->certificate.keys.sign;
    for (size_t i = 0; i < d->pending_count; i++)
        if (id_eq(d->pending[i].id, author))
            return d->pending[i].certificate.keys.sign;
    for (size_t i = 0; i < d->genesis_count; i++) {
        const struct genesis *g = &d->genesis[i];
        if (id_eq(author_id(g->head.sign), author))
            return g->head.sign;
        if (id_eq(author_id(g->admin.sign), author))
            return g->admin.sign;
        if (id_eq(author_id(g->station), author))
            return g->station;
    }
    return NULL;
}

static struct str plain_of(const struct entry *entry)
{
    const struct part *part = body_part(&entry->body, PART_PLAIN);
    return part != NULL && part->present ? part->content : STR("");
}

/* Two different persons, both allowed to certify, one of them the head. */
static bool two_hold(const struct directory *d, struct id first, struct id second, uint64_t hlc)
{
    unsigned a = directory_authority(d, first, hlc), b = directory_authority(d, second, hlc);
    return !id_eq(first, second) && (a & MAY_CERTIFY) != 0 && (b & MAY_CERTIFY) != 0 &&
           ((a | b) & MAY_LEAD) != 0;
}

static bool certificate_first(struct directory *d, const struct entry *entry)
{
    struct certificate certificate;
    if ((directory_authority(d, entry->envelope.author, entry->envelope.hlc) & MAY_CERTIFY) == 0 ||
        d->pending_count == OFFICERS_MAX ||
        !certificate_read(d->arena, plain_of(entry), &certificate))
        return false;
    d->pending[d->pending_count++] = (struct officer){
        .id = author_id(certificate.keys.sign),
        .state = OFFICER_PENDING,
        .certificate = certificate,
        .entry = entry->id,
        .first = entry->envelope.author,
    };
    return true;
}

static void certificate_holds(struct directory *d, const struct officer *pending,
                              const struct envelope *second)
{
    struct officer *officer = officer_of(d, pending->id);
    uint64_t valid_hlc = second->hlc;
    if (officer == NULL) {
        officer = arena_new(d->arena, struct officer);
        d->officers[d->officer_count++] = officer;
    } else if (officer->retired_hlc == 0) {
        valid_hlc = officer->valid_hlc; /* a new certificate for the same keys */
    }
    *officer = *pending;
    officer->state = OFFICER_VALID;
    officer->second = second->author;
    officer->valid_hlc = valid_hlc;
}

static bool certificate_second(struct directory *d, const struct entry *entry)
{
    for (size_t i = 0; i < d->pending_count; i++) {
        struct officer *pending = &d->pending[i];
        if (!hash_eq(pending->entry, entry->envelope.ref))
            continue;
        if (!two_hold(d, pending->first, entry->envelope.author, entry->envelope.hlc) ||
            d->officer_count == OFFICERS_MAX)
            return false;
        certificate_holds(d, pending, &entry->envelope);
        d->pending[i] = d->pending[--d->pending_count];
        return true;
    }
    return false;
}

static bool retire(struct directory *d, const struct entry *entry)
{
    struct retirement retirement;
    if (!retirement_read(d->arena, plain_of(entry), &retirement))
        return false;
    struct officer *officer = officer_of(d, retirement.officer);
    if (officer == NULL)
        return false;
    officer->state = OFFICER_RETIRED;
    officer->retired_hlc = entry->envelope.hlc;
    return true;
}

static bool adopt(struct directory *d, const struct entry *entry)
{
    struct adopted adopted;
    if (d->definition_count == DEFINITIONS_MAX ||
        !adopted_read(d->arena, plain_of(entry), &adopted))
        return false;
    d->definitions[d->definition_count].hash = adopted.hash;
    d->definitions[d->definition_count++].entry = entry->id;
    return true;
}

/* Its body lies in the keyring; the boxes are read when somebody opens one. */
static bool work_epoch(struct directory *d, const struct entry *entry)
{
    struct work_epoch *epoch = arena_new(d->arena, struct work_epoch);
    if (d->epoch_count == EPOCH_LIST_MAX || !work_epoch_read(plain_of(entry), epoch))
        return false;
    d->epochs[d->epoch_count].entry = entry->id;
    memcpy(d->epochs[d->epoch_count++].box_public, epoch->box_public, 32);
    return true;
}

static bool setting(struct directory *d, const struct entry *entry)
{
    const struct envelope *e = &entry->envelope;
    for (size_t i = 0; i < d->setting_count; i++) {
        struct office_setting *first = &d->settings[i];
        if (!hash_eq(first->entry, e->ref))
            continue;
        if (!id_is_zero(first->second) || !two_hold(d, first->first, e->author, e->hlc))
            return false;
        first->second = e->author;
        first->hlc = e->hlc;
        return true;
    }
    const struct facts *facts = facts_read(d->arena, plain_of(entry));
    const struct fact *key = facts_find(facts, FIELD_SETTING_KEY);
    const struct fact *value = facts_find(facts, FIELD_SETTING_VALUE);
    if (d->setting_count == SETTINGS_MAX || !hash_is_zero(e->ref) || key == NULL || value == NULL ||
        key->type != FACT_TEXT || value->type != FACT_TEXT)
        return false;
    d->settings[d->setting_count++] = (struct office_setting){
        .entry = entry->id, .key = key->value, .value = value->value, .first = e->author
    };
    return true;
}

/* One order, or the second signature under one. */
static bool order(struct directory *d, const struct entry *entry)
{
    const struct envelope *e = &entry->envelope;
    for (size_t i = 0; !hash_is_zero(e->ref) && i < d->order_count; i++) {
        struct order *first = &d->orders[i];
        if (!hash_eq(first->entry, e->ref))
            continue;
        unsigned both = directory_authority(d, e->author, e->hlc) |
                        directory_authority(d, first->first, e->hlc);
        if (!id_is_zero(first->second) || id_eq(first->first, e->author) || (both & MAY_LEAD) == 0)
            return false;
        first->second = e->author;
        return true;
    }
    struct order made = { .entry = entry->id, .hold = e->kind == KIND_HOLD, .first = e->author };
    if (d->order_count == ORDERS_MAX || !hash_is_zero(e->ref) ||
        !erasure_read(d->arena, plain_of(entry), &made.what))
        return false;
    d->orders[d->order_count++] = made;
    return true;
}

static bool custodian_set(struct directory *d, const struct entry *entry)
{
    struct custodians set;
    if (!custodians_read(d->arena, plain_of(entry), &set))
        return false;
    d->custodians = set;
    d->has_custodians = true;
    return true;
}

/* True when it has effect. */
static bool take(struct directory *d, const struct entry *entry)
{
    const struct envelope *e = &entry->envelope;
    unsigned may = directory_authority(d, e->author, e->hlc);
    switch (e->kind) {
    case KIND_OFFICER:
        return hash_is_zero(e->ref) ? certificate_first(d, entry) : certificate_second(d, entry);
    case KIND_RETIREMENT:
        return (may & MAY_CERTIFY) != 0 && retire(d, entry);
    case KIND_CUSTODIANS:
        return (may & MAY_LEAD) != 0 && custodian_set(d, entry);
    case KIND_WORK_KEY:
        return (may & MAY_CERTIFY) != 0 && work_epoch(d, entry);
    case KIND_DEFINITION:
        return (may & MAY_CERTIFY) != 0 && adopt(d, entry);
    case KIND_SETTING:
        return (may & MAY_CERTIFY) != 0 && setting(d, entry);
    case KIND_ERASURE:
    case KIND_HOLD:
        return (may & MAY_WRITE) != 0 && order(d, entry);
    default:
        return true; /* genesis was read before; peers come with sync */
    }
}

/* Our log and, through each genesis, the logs it goes on from. */
static enum err lineage(struct ctx *ctx, struct directory *d, const struct entries *entries)
{
    for (size_t i = 0; i < d->log_count; i++) {
        struct genesis *genesis = NULL;
        for (size_t k = 0; k < entries->count && genesis == NULL; k++) {
            const struct entry *entry = &entries->at[k];
            struct genesis found;
            if (entry->envelope.kind == KIND_GENESIS && id_eq(entry->envelope.log, d->logs[i]) &&
                entry->envelope.seq == 0 && genesis_read(d->arena, plain_of(entry), &found) &&
                id_eq(genesis_log(&found), d->logs[i]) && d->genesis_count < GENESIS_MAX) {
                d->founders[d->genesis_count].head = author_id(found.head.sign);
                d->founders[d->genesis_count].admin = author_id(found.admin.sign);
                genesis = &d->genesis[d->genesis_count++];
                *genesis = found;
            }
        }
        if (genesis == NULL && i == 0)
            return ctx_fail(ctx, ERR_STORE, "store.no_genesis");
        if (genesis != NULL && !id_is_zero(genesis->former_log) && d->log_count < LOGS_MAX &&
            !is_our_log(d, genesis->former_log))
            d->logs[d->log_count++] = genesis->former_log;
    }
    return OK;
}

enum err directory_read(struct ctx *ctx, struct arena *arena, struct id own,
                        const struct entries *entries, struct directory **out)
{
    struct directory *d = arena_new(arena, struct directory);
    d->arena = arena;
    d->pending = arena_array(arena, struct officer, OFFICERS_MAX);
    d->logs[d->log_count++] = own;
    TRY(lineage(ctx, d, entries));
    for (size_t i = 0; i < entries->count; i++)
        if (!is_our_log(d, entries->at[i].envelope.log) || !take(d, &entries->at[i]))
            d->refused++;
    *out = d;
    return OK;
}
