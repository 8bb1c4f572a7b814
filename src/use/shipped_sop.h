/* use/shipped_sop - the definition that comes with the program, as a bundle (sop/bundle.h);
 * an office adopts it at its start. */
#ifndef USE_SHIPPED_SOP_H
#define USE_SHIPPED_SOP_H

#include "base/base.h"

struct str shipped_sop(void);

#endif
