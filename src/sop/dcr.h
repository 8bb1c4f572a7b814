/*
 * sop/dcr - a plain Dynamic Condition Response graph as a definition, so that
 * the textbook's semantics and ours are one engine.
 *
 * Events become steps with the one outcome `done` that anybody may do; the five
 * relations become after, then, opens, drops and waits_for.  No clocks, no
 * guards, no subjects.  Source: DCR XML as written by DCR-js.
 */
#ifndef SOP_DCR_H
#define SOP_DCR_H

#include "domain/tables.h"
#include "text/xml.h"

/* ERR_INVALID with why.at = `name`, line: dcr.unknown_event, dcr.unknown_relation, sop.double. */
MUST_USE enum err dcr_read(struct ctx *ctx, struct str name, struct str text,
                           struct definition **out);

#endif
