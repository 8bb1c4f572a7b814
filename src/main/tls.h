/*
 * main/tls - an own authority and certificate for the network of an office,
 * so that nobody has to buy or wait for one.
 *
 *     DIR/tls/authority.pem, authority.key   ten years; installed on the officers' machines
 *     DIR/tls/server.pem, server.key         397 days; renewed 30 days before its end, and when
 *                                            this machine has got another name or address
 *
 * The authority may vouch only for this machine's name, .local names and
 * private addresses (name constraints): a stolen key cannot play a bank.
 * Keys are ECDSA P-256, files of keys 0600.
 */
#ifndef MAIN_TLS_H
#define MAIN_TLS_H

#include "main/listen.h"

/* Key, certificate and authority as PEM for this listening address; made or renewed as needed.
 * `machine_ms` is the machine's clock, never the practice one.  ERR_STORE tls.write, tls.make. */
MUST_USE enum err tls_lan(struct ctx *ctx, struct str dir, int64_t machine_ms, struct str *pem);

/* SHA-256 of the authority's certificate as people compare it: "AB:CD:…". */
MUST_USE enum err tls_fingerprint(struct ctx *ctx, struct str dir, struct str *out);

#endif
