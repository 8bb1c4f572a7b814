#include "store/fold.h"

void fold_start(struct case_fold *fold, struct arena *arena, struct id casefile)
{
    *fold = (struct case_fold){
        .arena = arena, .scratch = arena, .casefile = casefile, .happened_min = STEP_NO_DUE
    };
}

bool fold_in_order(const struct case_fold *fold, const struct envelope *envelope)
{
    struct envelope last = { .hlc = fold->last_hlc, .log = fold->last_log, .seq = fold->last_seq };
    return fold->last_hlc == 0 || entry_order(&last, envelope) < 0;
}

void *fold_more(struct arena *arena, void *at, size_t count, size_t size)
{
    if (count != 0 && (count < 8 || (count & (count - 1)) != 0))
        return at;
    void *room = arena_calloc(arena, count == 0 ? 8 : 2 * count, size);
    if (count > 0)
        memcpy(room, at, count * size);
    return room;
}

static struct fold_reader *reader_of(const struct case_fold *fold, struct id recipient)
{
    for (size_t i = 0; i < fold->reader_count; i++)
        if (id_eq(fold->readers[i].recipient, recipient))
            return &fold->readers[i];
    return NULL;
}

/* ---- authority ---- */

static bool holds(const struct case_fold *fold, const struct officer *officer, struct id author,
                  uint16_t mask, uint64_t hlc)
{
    uint16_t held = 1; /* plain */
    const struct fold_reader *reader = reader_of(fold, author);
    if (reader != NULL && (reader->expiry_s == 0 || hlc_ms(hlc) / 1000 < reader->expiry_s))
        held |= reader->mask;
    if (officer != NULL && officer->certificate.work_key)
        held |= (uint16_t)(fold->office_mask & (1u << PART_WORK));
    /* C is sealed by the program with the office's box for whoever may write the case. */
    if (held > 1)
        held |= (uint16_t)(fold->office_mask & (1u << PART_CODED));
    if (id_eq(author, fold->opener) && hlc_ms(hlc) <= hlc_ms(fold->epoch_hlc) + OPENER_MS)
        held |= (uint16_t) ~(1u << PART_NOTES);
    return (mask & ~held) == 0;
}

static bool station_may(const struct case_fold *fold, const struct envelope *e)
{
    /* The station writes new cases of the public door, and marks; never into an officer's case. */
    if (e->kind == KIND_CASE_KEY)
        return !fold->known;
    return e->kind == KIND_CASE_FACT && id_eq(e->author, fold->opener);
}

static uint16_t granted(const struct grants *grants)
{
    uint16_t mask = 0;
    for (size_t i = 0; grants != NULL && i < grants->count; i++)
        if (grants->at[i].mask != GRANT_MASK_ALL)
            mask |= grants->at[i].mask;
    return mask;
}

static bool is_reader(const struct case_fold *fold, struct id author)
{
    const struct fold_reader *reader = reader_of(fold, author);
    return reader != NULL && reader->mask != 0;
}

static bool is_custodian(const struct directory *directory, struct id author)
{
    for (size_t i = 0; i < directory->custodians.count; i++)
        if (id_eq(directory->custodians.at[i].id, author))
            return true;
    return false;
}

/* Approved by one custodian, opened by another (2.4). */
static bool opening_holds(const struct directory *directory, const struct fold_entry *entry)
{
    const struct envelope *e = entry->envelope;
    const struct fold_ref *approval = entry->ref;
    if (!is_custodian(directory, e->author))
        return false;
    return e->kind == KIND_OPENING_APPROVED ||
           (approval != NULL && approval->kind == KIND_OPENING_APPROVED &&
            !id_eq(approval->author, e->author) && is_custodian(directory, approval->author));
}

/* Judges by what is folded so far. */
static enum standing fold_stand(const struct case_fold *fold, const struct directory *directory,
                                const struct fold_entry *entry)
{
    const struct envelope *e = entry->envelope;
    if (!kind_known(e->kind))
        return ENTRY_UNKNOWN;
    if (!entry->ref_here || entry->work_broken)
        return ENTRY_FOREIGN;
    unsigned may = directory_authority(directory, e->author, e->hlc);
    const struct officer *officer = directory_officer(directory, e->author);
    bool good;
    if ((e->flags & FLAG_STATION) != 0)
        good = kind_is_read(e->kind) || station_may(fold, e);
    else if (e->kind == KIND_OPENING_APPROVED || e->kind == KIND_OPENING)
        good = opening_holds(directory, entry); /* a paper is no officer */
    else if ((may & MAY_WRITE) == 0 ||
             (e->kind == KIND_CASE_KEY && entry->grants != NULL &&
              memcmp(entry->grants->key_ids[0].at, e->key_tag, sizeof e->key_tag) != 0))
        good = false;
    else if (e->kind == KIND_CASE_KEY)
        good = !fold->known || is_reader(fold, e->author) || (may & MAY_LEAD) != 0;
    else if (e->kind == KIND_GRANT)
        good = (may & MAY_LEAD) != 0 ||
               holds(fold, officer, e->author, granted(entry->grants), e->hlc);
    else if (e->kind == KIND_REVOCATION)
        good = is_reader(fold, e->author) || (may & MAY_LEAD) != 0;
    else if (e->kind == KIND_CASE_FACT)
        good = fold->known && holds(fold, officer, e->author, entry->parts, e->hlc);
    else
        good = true;
    if (!good)
        return ENTRY_FOREIGN;
    return entry->twice ? ENTRY_TWICE : ENTRY_COUNTS;
}

/* ---- effects ---- */

static void reader_put(struct case_fold *fold, const struct grant_box *box, uint64_t hlc, bool anew)
{
    struct fold_reader *reader = reader_of(fold, box->recipient);
    if (reader == NULL) {
        if (fold->reader_count == FOLD_READERS_MAX)
            return;
        fold->readers = fold_more(fold->arena, fold->readers, fold->reader_count, sizeof *reader);
        reader = &fold->readers[fold->reader_count++];
        *reader = (struct fold_reader){ .recipient = box->recipient };
    }
    if (anew || reader->mask == 0) {
        reader->mask = 0;
        reader->since_hlc = hlc;
    }
    reader->mask |= box->mask;
    reader->expiry_s = box->expiry_s;
    reader->dirty = true;
}

/* Boxes for named officers and for the office; pairs, partners and codes are no readers here. */
static void grants_take(struct case_fold *fold, const struct grants *grants, uint64_t hlc)
{
    for (size_t i = 0; grants != NULL && i < grants->count; i++) {
        const struct grant_box *box = &grants->at[i];
        if (box->type == GRANT_OFFICE)
            fold->office_mask |= box->mask;
        if (box->type == GRANT_OFFICER)
            reader_put(fold, box, hlc, false);
    }
}

/* A new epoch is for those whom it names; all others keep only the past. */
static void epoch_take(struct case_fold *fold, const struct fold_entry *entry)
{
    const struct envelope *e = entry->envelope;
    bool notes_only = fold->known && granted(entry->grants) == 1u << PART_NOTES;
    if (!fold->known) {
        fold->opener = e->author;
        fold->opened_hlc = e->hlc;
        fold->epoch_hlc = e->hlc;
        fold->sop = e->sop;
    } else if (!notes_only) {
        for (size_t i = 0; i < fold->reader_count; i++) {
            fold->readers[i].mask &= 1u << PART_NOTES; /* P goes its own way */
            fold->readers[i].dirty = true;
        }
        fold->office_mask = 0;
    }
    fold->epoch = entry->id;
    grants_take(fold, entry->grants, e->hlc);
}

static void revoke(struct case_fold *fold, struct id officer)
{
    struct fold_reader *reader = reader_of(fold, officer);
    if (reader == NULL)
        return;
    reader->mask = 0;
    reader->dirty = true;
}

/* NULL: one place too many. */
static struct fold_place *place_of(struct case_fold *fold, const struct step_row *row)
{
    for (size_t i = 0; i < fold->place_count; i++)
        if (step_row_cmp(&fold->places[i].row, row) == 0)
            return &fold->places[i];
    if (fold->place_count == FOLD_PLACES_MAX)
        return NULL;
    fold->places = fold_more(fold->arena, fold->places, fold->place_count, sizeof *fold->places);
    struct fold_place *place = &fold->places[fold->place_count++];
    *place = (struct fold_place){ .row = *row };
    return place;
}

static void rows_take(struct case_fold *fold, struct str bytes, uint64_t hlc)
{
    struct step_row *rows;
    size_t count;
    if (!step_rows_read(fold->scratch, bytes, &rows, &count))
        return;
    for (size_t i = 0; i < count; i++) {
        struct fold_place *place = place_of(fold, &rows[i]);
        if (place == NULL)
            continue;
        bool same =
            step_waits(place->row.state) && step_waits(rows[i].state) && place->since_hlc != 0;
        place->since_hlc = same ? place->since_hlc : hlc;
        place->row = rows[i];
        place->dirty = true;
    }
}

static void working_take(struct case_fold *fold, enum working_sort sort, struct str bytes)
{
    struct working *rows;
    size_t count;
    if (!working_read(fold->scratch, bytes, &rows, &count))
        return;
    for (size_t i = 0; i < count; i++) {
        struct fold_working *found = NULL;
        for (size_t k = 0; k < fold->working_count && found == NULL; k++) {
            struct fold_working *one = &fold->workings[k];
            if (one->sort == sort && one->working.field == rows[i].field &&
                id_eq(one->working.subject, rows[i].subject))
                found = one;
        }
        if (found == NULL && fold->working_count == FOLD_WORKINGS_MAX)
            continue;
        if (found == NULL) {
            fold->workings =
                fold_more(fold->arena, fold->workings, fold->working_count, sizeof *found);
            found = &fold->workings[fold->working_count++];
        }
        *found = (struct fold_working){ .sort = sort, .working = rows[i], .dirty = true };
    }
}

/* A correction replaces the tokens of what it corrects. */
static void tokens_take(struct case_fold *fold, const struct fold_entry *entry, struct str bytes)
{
    struct id *tokens;
    size_t count;
    if (!tokens_read(fold->scratch, bytes, &tokens, &count))
        return;
    struct hash slot = hash_is_zero(entry->envelope->ref) ? entry->id : entry->envelope->ref;
    if (fold->loaded) {
        fold->dropped = fold_more(fold->arena, fold->dropped, fold->dropped_count, sizeof slot);
        fold->dropped[fold->dropped_count++] = slot;
    }
    size_t kept = 0;
    for (size_t i = 0; i < fold->token_count; i++)
        if (!hash_eq(fold->tokens[i].slot, slot))
            fold->tokens[kept++] = fold->tokens[i];
    struct fold_token *all = arena_array(fold->arena, struct fold_token, kept + count + 1);
    if (kept > 0)
        memcpy(all, fold->tokens, kept * sizeof *all);
    for (size_t i = 0; i < count; i++)
        all[kept++] = (struct fold_token){ tokens[i], slot };
    fold->tokens = all;
    fold->token_count = kept;
}

static void state_take(struct case_fold *fold, int64_t inner)
{
    enum case_state before = fold->state;
    if (inner == INNER_CASE_CLOSE)
        fold->state = CASE_CLOSED;
    else if (inner == INNER_CASE_REOPEN)
        fold->state = CASE_OPEN;
    else if (fold->state == CASE_CLOSED && inner != INNER_CASE_LINK)
        fold->state = CASE_LATE_ENTRY; /* "tutup, ada susulan": counts as open (1.8) */
    fold->moved = fold->moved || before != fold->state;
}

static void scalars_take(struct case_fold *fold, const struct facts *work)
{
    const struct fact *fact = facts_find(work, FACT_ALIAS);
    if (fact != NULL && fact->type == FACT_TEXT && fact->value.n <= ALIAS_BYTES_MAX)
        fold->alias = str_copy(fold->arena, fact->value);
    if (facts_find(work, FACT_RESPONSIBLE) != NULL)
        fold->responsible = facts_get_id(work, FACT_RESPONSIBLE);
    fold->moved = fold->moved || facts_find(work, FACT_RESPONSIBLE) != NULL ||
                  facts_find(work, FACT_RISK) != NULL;
    fold->risk = (uint32_t)facts_number(work, FACT_RISK, fold->risk);
    fold->channel = (uint32_t)facts_number(work, FACT_CHANNEL, fold->channel);
    fold->safe = (uint32_t)facts_number(work, FACT_SAFE, fold->safe);
    fold->paper = fold->paper || facts_number(work, FACT_PAPER, 0) == 1;
}

static void fact_take(struct case_fold *fold, const struct fold_entry *entry)
{
    const struct facts *work = entry->work;
    fold->changed_hlc = entry->envelope->hlc;
    if (work == NULL)
        return;
    int64_t inner = facts_number(work, FACT_INNER, 0);
    if (fold->happened_min == STEP_NO_DUE)
        fold->happened_min = facts_number(work, FACT_HAPPENED, STEP_NO_DUE);
    scalars_take(fold, work);
    state_take(fold, inner);
    if (facts_find(work, FACT_ROWS) != NULL)
        rows_take(fold, facts_str(work, FACT_ROWS), entry->envelope->hlc);
    if (facts_find(work, FACT_CONSENT) != NULL)
        working_take(fold, WORKING_CONSENT, facts_str(work, FACT_CONSENT));
    if (facts_find(work, FACT_WORKING) != NULL)
        working_take(fold, WORKING_FACT, facts_str(work, FACT_WORKING));
    if (facts_find(work, FACT_TOKENS) != NULL)
        tokens_take(fold, entry, facts_str(work, FACT_TOKENS));
}

enum standing fold_take(struct case_fold *fold, const struct directory *directory,
                        const struct fold_entry *entry)
{
    const struct envelope *e = entry->envelope;
    enum standing standing = fold_stand(fold, directory, entry);
    fold->last_hlc = e->hlc;
    fold->last_log = e->log;
    fold->last_seq = e->seq;
    fold->unopened += entry->work_locked;
    if (standing == ENTRY_TWICE) {
        fold->doubled =
            fold_more(fold->arena, fold->doubled, fold->doubled_count, sizeof *fold->doubled);
        fold->doubled[fold->doubled_count++] = entry->id;
    }
    if (standing != ENTRY_COUNTS)
        return standing;
    if (e->kind == KIND_CASE_KEY) {
        epoch_take(fold, entry);
        fold->known = true;
        fold->changed_hlc = e->hlc;
    } else if (e->kind == KIND_GRANT || e->kind == KIND_OPENING) {
        grants_take(fold, entry->grants, e->hlc);
    } else if (e->kind == KIND_REVOCATION) {
        revoke(fold, entry->revoked);
    } else if (e->kind == KIND_CASE_FACT) {
        fact_take(fold, entry);
    }
    return standing;
}

unsigned fold_lists(const struct case_fold *fold, const struct fold_place *place)
{
    uint32_t state = place->row.state;
    unsigned lists = 0;
    if (fold->state == CASE_CLOSED)
        return (state & STEP_DEVIATION) != 0 ? 1u << 3 : 0;
    if (step_waits(state))
        lists |= 1u << 1;
    if ((state & STEP_STATE_MASK) == STEP_WAITS_SECOND)
        lists |= 1u << 2;
    if ((state & STEP_DEVIATION) != 0)
        lists |= 1u << 3;
    return lists;
}
