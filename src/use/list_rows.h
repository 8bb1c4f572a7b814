/*
 * use/list_rows - from rows of the tables to lines of a list.  Inside use/ only.
 */
#ifndef USE_LIST_ROWS_H
#define USE_LIST_ROWS_H

#include "store/tasks.h"
#include "use/desk_inside.h"
#include "use/today_list.h"

/* Holds more of the case than W: can open it. */
MUST_USE enum err case_held(struct desk_ctx *desk, struct id casefile, bool *held);
MUST_USE enum err task_line_of(struct desk_ctx *desk, const struct task_row *row,
                               struct task_line *out);
MUST_USE enum err case_line_of(struct desk_ctx *desk, const struct case_row *row,
                               struct case_line *out);
/* One read entry per officer, list and 15 minutes. */
MUST_USE enum err list_noted(struct desk_ctx *desk, uint32_t list);

/* The newest act of this inner kind at a place, read from W alone; 0: done or skipped. */
MUST_USE enum err place_newest(struct desk_ctx *desk, const struct task_row *row, uint32_t inner,
                               struct place_act *out);

enum { LIST_TODAY = 101, LIST_CASES, LIST_WAITING, LIST_REVIEW, LIST_NOTICES };

#endif
