/* use/shipped_demo - lists and stories of the practice installation, as a bundle (sop/bundle.h). */
#ifndef USE_SHIPPED_DEMO_H
#define USE_SHIPPED_DEMO_H

#include "base/base.h"

struct str shipped_demo(void);

#endif
