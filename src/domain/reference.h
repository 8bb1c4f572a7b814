/*
 * domain/reference - what a definition says beside the graph: the law it rests
 * on, its roles, kinds of consent, reasons, services and stages.  Texts only;
 * no effect on the marking but the guards of the stages.
 */
#ifndef DOMAIN_REFERENCE_H
#define DOMAIN_REFERENCE_H

#include "domain/guard.h"
#include "domain/text2.h"

struct role_def {
    struct str id;
    struct text2 title;
};

struct law {
    struct str key, mark, by; /* by: the article that replaced it */
    struct text2 title, says;
    struct range binds;  /* of definition.words: who is bound */
    struct str from, to; /* days it is valid, may be empty */
    bool offence;
};

struct consent_def {
    struct str id, per, mark;
    struct text2 title, asks, refused;
    struct range gives; /* of definition.words */
};

enum reason_of { REASON_DEVIATION, REASON_CLOCK, REASON_CHANGE, REASON_WHY };

struct reason {
    enum reason_of of;
    struct str id; /* REASON_WHY: the `why` of a need, with its sentence */
    struct text2 title;
};

struct service {
    struct str id;
    struct text2 title, purpose;
};

struct stage {
    struct str id;
    struct text2 title;
    struct guard when;
};

enum rule_kind { RULE_NEVER, RULE_ALWAYS, RULE_WHENEVER };
/* Against whom it is proved: who follows the SOP, one officer who deviates, or two. */
enum rule_even { EVEN_FOLLOWING, EVEN_ALONE, EVEN_TWO };

struct rule {
    struct str id;
    enum rule_kind kind;
    enum rule_even even;
    uint32_t step, other, row; /* never STEP [while pending OTHER]; always OTHER before STEP;
                                  whenever STEP leads to OTHER within ROW */
    struct guard without, when, unless, released;
    struct range basis; /* of definition.words */
};

#endif
