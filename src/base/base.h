/* base/base - what every layer may use: libc only, no domain knowledge. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include "base/arena.h"
#include "base/banned.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/err.h"
#include "base/id.h"
#include "base/must.h"
#include "base/str.h"

#endif
