/*
 * web/flash - one sentence for the next page after a form was sent.
 *
 * It travels neither in the address (which could be forged or kept in a
 * history) nor on disk: the process keeps the last few by session.  When the
 * process ends in between, the sentence is lost and nothing else.
 */
#ifndef WEB_FLASH_H
#define WEB_FLASH_H

#include "base/base.h"

enum { FLASH_KEPT_MAX = 256, FLASH_AGE_MS_MAX = 120000 };

/* Keeps a key of words/ (a literal) for the session's next page. */
void flash_keep(struct id session, const char *key, int64_t now_ms);
/* The key kept for this session, once; NULL when there is none or it is too old. */
const char *flash_take(struct id session, int64_t now_ms);

#endif
