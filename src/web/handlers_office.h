/*
 * web/handlers_office - handlers of the office, of accounts, and of lists that
 * are about no single case.
 */
#ifndef WEB_HANDLERS_OFFICE_H
#define WEB_HANDLERS_OFFICE_H

#include "web/visit.h"

/* A row declares its handlers, so that the table and this list cannot differ. */
#define HANDLER(name) void name(struct visit *visit)

/* notice_pages.c */
HANDLER(notices_show);
HANDLER(notices_api);
HANDLER(notice_send);
HANDLER(notice_api);
/* officer_pages.c */
HANDLER(officers_show);
HANDLER(officers_send);
HANDLER(officers_api);
HANDLER(officer_show);
HANDLER(officer_send);
HANDLER(officer_api);
HANDLER(officer_confirm_api);
HANDLER(officer_retire_api);
HANDLER(officer_reset_send);
HANDLER(officer_reset_api);
/* office_pages.c, account_pages.c, clock_pages.c, openapi.c */
HANDLER(office_show);
HANDLER(office_api);
HANDLER(account_show);
HANDLER(account_send);
HANDLER(pin_api);
HANDLER(passphrase_api);
HANDLER(clock_show);
HANDLER(clock_send);
HANDLER(clock_api);
HANDLER(openapi_show);
HANDLER(help_show);
/* card_pages.c */
HANDLER(card_show);
HANDLER(card_send);
HANDLER(card_issue_api);
HANDLER(card_api);

#endif
