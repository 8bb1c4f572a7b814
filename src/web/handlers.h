/*
 * web/handlers - the handlers of all pages and JSON answers, by file.
 *
 * Each reads what was sent, calls its deed and writes the answer; the table
 * that calls them is routes.c.  Those of the office, of accounts and of what is
 * about no single case stand in handlers_office.h.
 */
#ifndef WEB_HANDLERS_H
#define WEB_HANDLERS_H

#include "web/handlers_office.h"

/* log_in_pages.c */
HANDLER(root_show);
HANDLER(log_in_show);
HANDLER(log_in_send);
HANDLER(log_in_api);
HANDLER(log_out_send);
HANDLER(log_out_api);
/* lock_pages.c */
HANDLER(lock_show);
HANDLER(lock_send);
HANDLER(lock_api);
/* saved_pages.c */
HANDLER(saved_page);
HANDLER(saved_api);
/* today_pages.c */
HANDLER(today_show);
HANDLER(today_api);
/* cases_pages.c */
HANDLER(cases_show);
HANDLER(cases_api);
HANDLER(cases_search);
HANDLER(cases_search_api);
/* complaint_pages.c */
HANDLER(complaints_show);
HANDLER(complaints_api);
HANDLER(call_show);
HANDLER(call_send);
HANDLER(call_api);
HANDLER(call_draft);
HANDLER(call_draft_api);
/* paper_pages.c */
HANDLER(paper_show);
HANDLER(paper_send);
HANDLER(paper_api);
/* casefile_pages.c, history_pages.c, entry_pages.c, share_pages.c */
HANDLER(casefile_show);
HANDLER(casefile_reveal);
HANDLER(casefile_api);
HANDLER(history_show);
HANDLER(history_api);
HANDLER(entry_page);
HANDLER(entry_api);
HANDLER(access_show);
HANDLER(access_api);
/* step_pages.c */
HANDLER(step_show);
HANDLER(step_form_api);
HANDLER(step_send);
HANDLER(step_api);
HANDLER(step_draft);
HANDLER(draft_api);
/* step_acts_pages.c */
HANDLER(skip_show);
HANDLER(skip_send);
HANDLER(skip_api);
HANDLER(move_show);
HANDLER(move_send);
HANDLER(move_api);
HANDLER(countersign_show);
HANDLER(countersign_send);
HANDLER(countersign_api);
/* sign_pages.c */
HANDLER(waiting_show);
HANDLER(waiting_api);
HANDLER(sign_show);
HANDLER(sign_send);
HANDLER(sign_api);
HANDLER(reviews_show);
HANDLER(reviews_api);
HANDLER(review_send);
HANDLER(review_api);
/* consent_pages.c */
HANDLER(consent_show);
HANDLER(consent_send);
HANDLER(consent_api);
HANDLER(withdraw_api);
/* note_pages.c */
HANDLER(note_show);
HANDLER(note_send);
HANDLER(note_api);
HANDLER(correct_show);
HANDLER(entry_page);
HANDLER(entry_api);
HANDLER(correct_send);
HANDLER(correct_api);
HANDLER(fact_show);
HANDLER(fact_send);
HANDLER(fact_api);
/* share_pages.c */
HANDLER(share_show);
HANDLER(share_send);
HANDLER(share_api);
HANDLER(share_end_api);
/* close_pages.c */
HANDLER(close_show);
HANDLER(close_send);
HANDLER(close_api);
HANDLER(reopen_show);
HANDLER(reopen_send);
HANDLER(reopen_api);
/* link_pages.c */
HANDLER(alias_show);
HANDLER(alias_send);
HANDLER(alias_api);
HANDLER(link_show);
HANDLER(link_send);
HANDLER(link_api);
/* notice_pages.c */
HANDLER(notices_show);
HANDLER(notices_api);
HANDLER(notice_seen_send);
HANDLER(notice_seen_api);
/* sop_pages.c */
HANDLER(sop_show);
HANDLER(sop_send);
HANDLER(sop_adopt_api);
HANDLER(sop_confirm_api);
/* key_pages.c */
HANDLER(card_api);
HANDLER(card_confirm_api);
HANDLER(token_api);
HANDLER(token_end_api);
/* screening_pages.c */
HANDLER(screening_page);
HANDLER(screening_send);
HANDLER(screening_api);
/* A page shown again with what went wrong. */
typedef void (*handler)(struct visit *visit, enum err err);
/* Answers a writing act: back to its case with a word about it, or the page again. */
void act_answer(struct visit *visit, enum err err, const struct act_done *done, handler again);
void act_answer_api(struct visit *visit, enum err err, const struct act_done *done);
/* Answers a writing deed: {"entry": …}; NULL: {} and 200. */
void api_done(struct visit *visit, const struct act_done *done);

#endif
