#include "store/audit.h"

#include "store/audit_sign.h"
#include "store/bare.h"

/* Reads what says who may sign, then everything. */

enum { ORGANISATION_MAX = 20000, ORGANISATION_FIRST = 256 };

struct auditor {
    struct ctx *ctx;
    struct office *office;
    bool keyring;
    struct audit *out;
    struct directory *directory; /* NULL: no genesis that can be read */
    struct finding damages[AUDIT_FINDINGS_MAX], warnings[AUDIT_FINDINGS_MAX];
    /* of the log that is being read */
    struct id log;
    uint64_t expected;
    struct hash prev;
    struct tree tree;
    uint64_t hlc;
    uint16_t practice;
    struct q_notes_of_log_rows notes;
    size_t note_at;
};

static void find(struct auditor *a, enum finding_kind kind, int64_t seq, const char *what,
                 struct str more)
{
    uint64_t *count = kind == FINDING_DAMAGE ? &a->out->damages : &a->out->warnings;
    struct finding *list = kind == FINDING_DAMAGE ? a->damages : a->warnings;
    if (*count < AUDIT_FINDINGS_MAX)
        list[*count] =
            (struct finding){ kind, a->log, seq, str_of(what), str_copy(a->ctx->arena, more) };
    ++*count;
}

static void damage(struct auditor *a, int64_t seq, const char *what)
{
    find(a, FINDING_DAMAGE, seq, what, STR(""));
}

/* ---- who may sign ---- */

static void organisation_sort(struct entries *all)
{
    for (size_t i = 1; i < all->count; i++) {
        struct entry late = all->at[i];
        size_t at = i;
        for (; at > 0 && entry_order(&all->at[at - 1].envelope, &late.envelope) > 0; at--)
            all->at[at] = all->at[at - 1];
        if (at != i)
            all->at[at] = late;
    }
}

/* The log that no other one goes on from is the station's own. */
static struct id newest_log(struct auditor *a, const struct entries *all)
{
    struct id own = { { 0 } };
    for (size_t i = 0; i < all->count; i++) {
        bool former = false;
        if (all->at[i].envelope.kind != KIND_GENESIS)
            continue;
        for (size_t k = 0; k < all->count && !former; k++) {
            struct genesis genesis;
            const struct part *part = body_part(&all->at[k].body, PART_PLAIN);
            former = all->at[k].envelope.kind == KIND_GENESIS && part != NULL && part->present &&
                     genesis_read(a->ctx->arena, part->content, &genesis) &&
                     id_eq(genesis.former_log, all->at[i].envelope.log);
        }
        if (!former)
            own = all->at[i].envelope.log;
    }
    return own;
}

static enum err directory_make(struct auditor *a)
{
    struct entries all = { 0 };
    struct q_organisation_from_in in = { 0, PAGE_ROWS };
    struct q_organisation_from_rows rows;
    size_t room = ORGANISATION_FIRST;
    all.at = arena_array(a->ctx->arena, struct entry, room);
    do {
        struct ctx page = office_ctx(a->office, a->ctx->now_ms);
        enum err err = q_organisation_from(&page, a->office->log, &in, &rows);
        if (err != OK)
            return ctx_fail(a->ctx, err, "store.damaged");
        for (size_t i = 0; i < rows.count; i++) {
            in.position = rows.at[i].position;
            if (all.count == ORGANISATION_MAX)
                continue;
            if (all.count == room) {
                struct entry *more = arena_array(a->ctx->arena, struct entry, 2 * room);
                memcpy(more, all.at, room * sizeof *more);
                all.at = more;
                room *= 2;
            }
            if (entry_take(a->ctx, a->office, (uint64_t)rows.at[i].position, rows.at[i].id,
                           rows.at[i].envelope, str_copy(a->ctx->arena, rows.at[i].parts),
                           &all.at[all.count]) == OK)
                all.count++;
        }
    } while (rows.count == PAGE_ROWS);
    organisation_sort(&all);
    a->out->log = newest_log(a, &all);
    struct arena *arena = arena_open(OFFICE_ARENA_BYTES);
    if (directory_read(a->ctx, arena, a->out->log, &all, &a->directory) != OK) {
        arena_close(arena);
        a->directory = NULL;
        damage(a, -1, "audit.no_genesis");
    } else {
        a->office->directory = a->directory; /* closed with it */
    }
    return OK;
}

/* ---- bodies ---- */

static bool erased_by_order(const struct auditor *a, struct hash id)
{
    for (size_t i = 0; a->directory != NULL && i < a->directory->order_count; i++) {
        const struct order *order = &a->directory->orders[i];
        if (order->hold || id_is_zero(order->second))
            continue;
        for (size_t k = 0; k < order->what.count; k++)
            if (hash_eq(order->what.at[k], id))
                return true;
    }
    return false;
}

static void missing_parts(struct auditor *a, int64_t seq, const struct body *body, struct hash id)
{
    bool ordered = erased_by_order(a, id), any = false;
    for (size_t i = 0; i < body->count; i++) {
        if (body->parts[i].present)
            continue;
        char letter = part_letter(body->parts[i].compartment);
        any = true;
        if (!ordered)
            find(a, FINDING_DAMAGE, seq, "audit.part_missing", (struct str){ &letter, 1 });
    }
    a->out->erased += any && ordered;
}

static void body_check(struct auditor *a, const struct envelope *e, struct hash id,
                       struct str parts)
{
    struct body body;
    int64_t seq = (int64_t)e->seq;
    if (!body_read(parts, &body)) {
        damage(a, seq, "audit.body");
        return;
    }
    if (!hash_eq(body_hash(&body), e->body_hash))
        damage(a, seq, "audit.body_hash");
    else if (body_length(&body) != e->body_length)
        damage(a, seq, "audit.body_length");
    missing_parts(a, seq, &body, id);
}

static void body_find(struct auditor *a, struct ctx *page, const struct envelope *e,
                      const struct q_entries_of_log_row *row)
{
    if (!kind_in_keyring(e->kind)) {
        body_check(a, e, row->id, row->parts);
        return;
    }
    struct q_box_load_in in = { row->id };
    struct q_box_load_row box;
    if (row->parts.n != 0)
        damage(a, row->seq, "audit.body");
    if (!a->keyring)
        a->out->in_keyring++;
    else if (q_box_load(page, a->office->keyring, &in, &box) != OK)
        damage(a, row->seq, "audit.box_missing");
    else
        body_check(a, e, row->id, box.parts.bytes);
}

/* ---- signatures and rights ---- */

static bool is_custodian(const struct auditor *a, struct id author)
{
    for (size_t i = 0; i < a->directory->custodians.count; i++)
        if (id_eq(a->directory->custodians.at[i].id, author))
            return true;
    return false;
}

static void rights_check(struct auditor *a, const struct envelope *e)
{
    int64_t seq = (int64_t)e->seq;
    unsigned may = directory_authority(a->directory, e->author, e->hlc);
    if ((e->flags & FLAG_STATION) != 0 || may != 0)
        return;
    const struct officer *officer = directory_officer(a->directory, e->author);
    bool retired = officer != NULL && officer->retired_hlc != 0 && e->hlc > officer->retired_hlc;
    find(a, FINDING_WARNING, seq, retired ? "audit.author_retired" : "audit.author_no_certificate",
         STR(""));
}

static void signature_find(struct auditor *a, const struct envelope *e, bool signature)
{
    int64_t seq = (int64_t)e->seq;
    if (a->directory == NULL)
        return;
    const unsigned char *key = directory_sign_key(a->directory, e->author);
    if (key == NULL && is_custodian(a, e->author)) {
        /* A paper's signing key is published nowhere; chain and checkpoint still hold the entry. */
        find(a, FINDING_WARNING, seq, "audit.key_not_published", STR(""));
        return;
    }
    if (key == NULL) {
        damage(a, seq, "audit.author_unknown");
        return;
    }
    if (!signature)
        damage(a, seq, "audit.signature");
    rights_check(a, e);
}

/* ---- one log ---- */

static void order_check(struct auditor *a, const struct envelope *e,
                        const struct q_entries_of_log_row *row)
{
    if (row->seq != (int64_t)a->expected) {
        struct str to = str_format(a->ctx->arena, "%lld", (long long)row->seq - 1);
        find(a, FINDING_DAMAGE, (int64_t)a->expected, "audit.gap", to);
    }
    if ((int64_t)e->seq != row->seq || !id_eq(e->log, row->log))
        damage(a, row->seq, "audit.place");
    if (!hash_eq(e->prev, a->prev))
        damage(a, row->seq, "audit.chain");
    if (e->hlc <= a->hlc && row->seq > 0)
        damage(a, row->seq, "audit.time");
    if (row->seq == 0)
        a->practice = e->flags & FLAG_PRACTICE;
    if ((e->flags & FLAG_PRACTICE) != a->practice)
        damage(a, row->seq, "audit.practice");
    if ((e->flags & FLAG_CLOCK_DOUBTED) != 0)
        find(a, FINDING_WARNING, row->seq, "audit.clock_doubted", STR(""));
}

static const unsigned char *station_of(const struct auditor *a, struct id log)
{
    for (size_t i = 0; a->directory != NULL && i < a->directory->genesis_count; i++)
        if (id_eq(genesis_log(&a->directory->genesis[i]), log))
            return a->directory->genesis[i].station;
    return NULL;
}

static void note_check(struct auditor *a, const struct q_notes_of_log_row *row)
{
    struct note note;
    const unsigned char *station = station_of(a, a->log);
    a->out->checkpoints++;
    if (station == NULL)
        return;
    if (!note_read(a->ctx->arena, row->note, station, &note) || !id_eq(note.log, a->log) ||
        note.size != (uint64_t)row->size)
        damage(a, row->size, "audit.checkpoint_signature");
    else if (!hash_eq(note.root, tree_root(&a->tree)))
        damage(a, row->size, "audit.checkpoint_root");
    else if (row->peaks.n != sizeof a->tree.peaks ||
             memcmp(row->peaks.at, a->tree.peaks, sizeof a->tree.peaks) != 0)
        damage(a, row->size, "audit.checkpoint_peaks");
    else
        a->out->verified_checkpoints++;
}

static void notes_here(struct auditor *a)
{
    while (a->note_at < a->notes.count && (uint64_t)a->notes.at[a->note_at].size == a->tree.size)
        note_check(a, &a->notes.at[a->note_at++]);
}

/* All signatures of a page; true where there is none to check. */
static void signatures_of_page(const struct auditor *a, struct arena *arena,
                               const struct q_entries_of_log_rows *rows, bool *good)
{
    struct signature_check *checks = arena_array(arena, struct signature_check, rows->count + 1);
    size_t *of = arena_array(arena, size_t, rows->count + 1), count = 0;
    bool *checked = arena_array(arena, bool, rows->count + 1);
    for (size_t i = 0; i < rows->count; i++) {
        struct str bytes = rows->at[i].envelope;
        struct envelope *e = &checks[count].envelope;
        good[i] = true;
        if (a->directory == NULL || !envelope_read(bytes.at, bytes.n, e))
            continue;
        const unsigned char *key = directory_sign_key(a->directory, e->author);
        if (key == NULL)
            continue;
        memcpy(checks[count].key, key, sizeof checks[count].key);
        of[count++] = i;
    }
    signatures_check(checks, count, checked);
    for (size_t i = 0; i < count; i++)
        good[of[i]] = checked[i];
}

static void row_check(struct auditor *a, struct ctx *page, const struct q_entries_of_log_row *row,
                      bool signature)
{
    struct envelope e;
    bool whole = row->envelope.n == ENVELOPE_BYTES;
    bool readable = envelope_read(row->envelope.at, row->envelope.n, &e);
    struct hash id = whole ? entry_id((const unsigned char *)row->envelope.at) : row->id;
    if (!hash_eq(id, row->id))
        damage(a, row->seq, "audit.id");
    if (readable) {
        order_check(a, &e, row);
        body_find(a, page, &e, row);
        signature_find(a, &e, signature);
        a->hlc = e.hlc;
    } else {
        damage(a, row->seq, "audit.envelope");
    }
    a->prev = row->id;
    a->expected = (uint64_t)row->seq + 1;
    tree_append(&a->tree, id);
    a->out->entries++;
    notes_here(a);
}

static enum err log_check(struct auditor *a, struct id log)
{
    struct q_notes_of_log_in nin = { log, 0, 1000000 };
    struct q_entries_of_log_in in = { .log = log, .rows_max = PAGE_ROWS };
    struct q_entries_of_log_rows rows;
    a->log = log;
    a->expected = a->hlc = 0;
    a->prev = (struct hash){ { 0 } };
    a->tree = (struct tree){ 0 };
    a->note_at = 0;
    TRY(q_notes_of_log(a->ctx, a->office->log, &nin, &a->notes));
    do {
        struct ctx page = office_ctx(a->office, a->ctx->now_ms);
        enum err err = q_entries_of_log(&page, a->office->log, &in, &rows);
        if (err != OK)
            return ctx_fail(a->ctx, err, "store.damaged");
        bool *good = arena_array(page.arena, bool, rows.count + 1);
        signatures_of_page(a, page.arena, &rows, good);
        for (size_t i = 0; i < rows.count; i++) {
            row_check(a, &page, &rows.at[i], good[i]);
            in.seq = rows.at[i].seq + 1;
        }
    } while (rows.count == PAGE_ROWS);
    for (; a->note_at < a->notes.count; a->note_at++) {
        struct str size =
            str_format(a->ctx->arena, "%lld", (long long)a->notes.at[a->note_at].size);
        find(a, FINDING_DAMAGE, (int64_t)a->expected, "audit.cut", size);
    }
    if (id_eq(log, a->out->log))
        a->out->root = tree_root(&a->tree);
    return OK;
}

/* ---- what belongs to no entry ---- */

static enum err keyring_check(struct auditor *a)
{
    struct q_boxes_from_in in = { 0, PAGE_ROWS };
    struct q_boxes_from_rows rows;
    a->log = a->out->log;
    do {
        struct ctx page = office_ctx(a->office, a->ctx->now_ms);
        if (q_boxes_from(&page, a->office->keyring, &in, &rows) != OK)
            return ctx_fail(a->ctx, ERR_STORE, "store.damaged");
        for (size_t i = 0; i < rows.count; i++) {
            struct q_entry_by_id_in by = { rows.at[i].entry };
            struct q_entry_by_id_row row;
            in.position = rows.at[i].position;
            if (q_entry_by_id(&page, a->office->log, &by, &row) == ERR_MISSING)
                find(a, FINDING_WARNING, -1, "audit.box_without_entry", STR(""));
        }
    } while (rows.count == PAGE_ROWS);
    return OK;
}

static void signatures_missing(struct auditor *a)
{
    a->log = a->out->log;
    for (size_t i = 0; a->directory != NULL && i < a->directory->pending_count; i++)
        find(a, FINDING_WARNING, -1, "audit.one_signature",
             hash_hex(a->ctx->arena, a->directory->pending[i].entry));
    for (size_t i = 0; a->directory != NULL && i < a->directory->setting_count; i++)
        if (id_is_zero(a->directory->settings[i].second))
            find(a, FINDING_WARNING, -1, "audit.one_signature",
                 hash_hex(a->ctx->arena, a->directory->settings[i].entry));
}

static void findings_join(struct auditor *a)
{
    size_t damages = a->out->damages < AUDIT_FINDINGS_MAX ? a->out->damages : AUDIT_FINDINGS_MAX;
    size_t warnings = a->out->warnings < AUDIT_FINDINGS_MAX ? a->out->warnings : AUDIT_FINDINGS_MAX;
    a->out->at = arena_array(a->ctx->arena, struct finding, damages + warnings + 1);
    for (size_t i = 0; i < damages; i++)
        a->out->at[a->out->count++] = a->damages[i];
    for (size_t i = 0; i < warnings && a->out->count < AUDIT_FINDINGS_MAX; i++)
        a->out->at[a->out->count++] = a->warnings[i];
}

static enum err all_check(struct auditor *a)
{
    struct q_logs_all_in in = { LOGS_MAX };
    struct q_logs_all_rows logs;
    TRY(directory_make(a));
    TRY(q_logs_all(a->ctx, a->office->log, &in, &logs));
    for (size_t i = 0; i < logs.count; i++)
        TRY(log_check(a, logs.at[i].log));
    a->out->logs = logs.count;
    if (a->keyring)
        TRY(keyring_check(a));
    signatures_missing(a);
    findings_join(a);
    return OK;
}

enum err audit_verify(struct ctx *ctx, struct str path, struct audit *out)
{
    struct auditor *a = arena_new(ctx->arena, struct auditor);
    *out = (struct audit){ 0 };
    a->ctx = ctx;
    a->out = out;
    TRY(bare_open(ctx, path, &a->office, &a->keyring));
    enum err err = all_check(a);
    ctx->why.at = str_copy(ctx->arena, ctx->why.at);
    office_drop(a->office);
    return err;
}
