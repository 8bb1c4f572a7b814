/*
 * main/offices - which offices an installation holds.
 *
 *     DIR/kantor/CODE/   one folder an office: log.db, keyring.db (store/office.h)
 *     DIR/run/           teduh.sock, lock, address: what a running server needs
 *     DIR/tls/           authority and certificate
 *
 * A code is the public short name in addresses: 1 to 32 of a-z, 0-9 and '-',
 * beginning with a letter; words that the gate answers itself are not codes.
 */
#ifndef MAIN_OFFICES_H
#define MAIN_OFFICES_H

#include "base/base.h"

enum { OFFICE_CODE_MAX = 32, OFFICES_MAX = 1024 };

bool office_code_good(struct str code);
/* "DIR/kantor/CODE", NUL-ended. */
const char *office_folder(struct arena *arena, struct str dir, struct str code);
/* True when the folder is there. */
bool office_exists(struct arena *arena, struct str dir, struct str code);
/* Codes in byte order; how many there are.  ERR_MISSING cli.no_data: no such installation. */
MUST_USE enum err offices_list(struct ctx *ctx, struct str dir, struct str *codes, size_t *count);

#endif
