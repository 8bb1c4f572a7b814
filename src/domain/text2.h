/*
 * domain/text2 - a text of a definition in both languages, standing where it
 * is used ("{ id: ..., en: ... }").  A shipped definition has both; a draft may
 * have only the Indonesian one.  Bytes live as long as the definition.
 */
#ifndef DOMAIN_TEXT2_H
#define DOMAIN_TEXT2_H

#include "base/str.h"

struct text2 {
    struct str in_id, in_en; /* `in_en` is empty only in a draft */
};

#endif
