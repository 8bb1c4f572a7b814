#include "domain/facts.h"

#include <string.h>

enum { WORKING_ROW = 2 + 1 + ID_BYTES };

int step_row_cmp(const struct step_row *a, const struct step_row *b)
{
    if (a->step != b->step)
        return a->step < b->step ? -1 : 1;
    return id_cmp(a->subject, b->subject);
}

bool step_waits(uint32_t state)
{
    uint32_t s = state & STEP_STATE_MASK;
    return s == STEP_OPEN || s == STEP_WAITS_SECOND || s == STEP_DONE_OPEN;
}

struct str step_rows_write(struct arena *arena, struct step_row *rows, size_t count)
{
    must(count <= STEP_ROWS_MAX);
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && step_row_cmp(&rows[k - 1], &rows[k]) > 0; k--) {
            struct step_row keep = rows[k];
            rows[k] = rows[k - 1];
            rows[k - 1] = keep;
        }
    unsigned char *at = arena_alloc(arena, count * STEP_ROW_BYTES + 1);
    for (size_t i = 0; i < count; i++) {
        unsigned char *row = at + i * STEP_ROW_BYTES;
        must(i == 0 || step_row_cmp(&rows[i - 1], &rows[i]) < 0);
        put_u32(row, rows[i].step);
        put_u32(row + 4, rows[i].state);
        memcpy(row + 8, rows[i].subject.at, ID_BYTES);
        put_u64(row + 24, (uint64_t)rows[i].due_min);
    }
    return (struct str){ (const char *)at, count * STEP_ROW_BYTES };
}

bool step_rows_read(struct arena *arena, struct str bytes, struct step_row **rows, size_t *count)
{
    if (bytes.n % STEP_ROW_BYTES != 0 || bytes.n / STEP_ROW_BYTES > STEP_ROWS_MAX)
        return false;
    *count = bytes.n / STEP_ROW_BYTES;
    *rows = arena_array(arena, struct step_row, *count + 1);
    for (size_t i = 0; i < *count; i++) {
        const unsigned char *from = (const unsigned char *)bytes.at + i * STEP_ROW_BYTES;
        struct step_row *row = &(*rows)[i];
        row->step = get_u32(from);
        row->state = get_u32(from + 4);
        memcpy(row->subject.at, from + 8, ID_BYTES);
        row->due_min = (int64_t)get_u64(from + 24);
        if (i > 0 && step_row_cmp(row - 1, row) >= 0)
            return false;
    }
    return true;
}

struct str tokens_write(struct arena *arena, struct id *tokens, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && id_cmp(tokens[k - 1], tokens[k]) > 0; k--) {
            struct id keep = tokens[k];
            tokens[k] = tokens[k - 1];
            tokens[k - 1] = keep;
        }
    struct buf buf = buf_open(arena, TOKENS_MAX * ID_BYTES);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || !id_eq(tokens[i - 1], tokens[i]))
            buf_bytes(&buf, tokens[i].at, ID_BYTES);
    must(buf_done(&buf));
    return buf_str(&buf);
}

bool tokens_read(struct arena *arena, struct str bytes, struct id **tokens, size_t *count)
{
    if (bytes.n % ID_BYTES != 0 || bytes.n / ID_BYTES > TOKENS_MAX)
        return false;
    *count = bytes.n / ID_BYTES;
    *tokens = arena_array(arena, struct id, *count + 1);
    if (bytes.n > 0)
        memcpy(*tokens, bytes.at, bytes.n);
    for (size_t i = 1; i < *count; i++)
        if (id_cmp((*tokens)[i - 1], (*tokens)[i]) >= 0)
            return false;
    return true;
}

static int working_cmp(const struct working *a, const struct working *b)
{
    if (a->field != b->field)
        return a->field < b->field ? -1 : 1;
    return id_cmp(a->subject, b->subject);
}

struct str working_write(struct arena *arena, struct working *rows, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && working_cmp(&rows[k - 1], &rows[k]) > 0; k--) {
            struct working keep = rows[k];
            rows[k] = rows[k - 1];
            rows[k - 1] = keep;
        }
    unsigned char *at = arena_alloc(arena, count * WORKING_ROW + 1);
    for (size_t i = 0; i < count; i++) {
        unsigned char *row = at + i * WORKING_ROW;
        must(i == 0 || working_cmp(&rows[i - 1], &rows[i]) < 0);
        put_u16(row, rows[i].field);
        row[2] = rows[i].value;
        memcpy(row + 3, rows[i].subject.at, ID_BYTES);
    }
    return (struct str){ (const char *)at, count * WORKING_ROW };
}

bool working_read(struct arena *arena, struct str bytes, struct working **rows, size_t *count)
{
    if (bytes.n % WORKING_ROW != 0 || bytes.n / WORKING_ROW > STEP_ROWS_MAX)
        return false;
    *count = bytes.n / WORKING_ROW;
    *rows = arena_array(arena, struct working, *count + 1);
    for (size_t i = 0; i < *count; i++) {
        const unsigned char *from = (const unsigned char *)bytes.at + i * WORKING_ROW;
        struct working *row = &(*rows)[i];
        row->field = get_u16(from);
        row->value = from[2];
        memcpy(row->subject.at, from + 3, ID_BYTES);
        if (i > 0 && working_cmp(row - 1, row) >= 0)
            return false;
    }
    return true;
}
