/*
 * base/banned - functions that do not compile here, because a length, a lock
 * or an error cannot be seen at the call.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/* The libraries' own headers come first, so that only our calls are refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__GNUC__) && !defined(TEDUH_TEST)
#pragma GCC poison strcpy strcat strncpy strncat stpcpy sprintf vsprintf strtok gets
#pragma GCC poison gmtime localtime asctime ctime system popen atoi atol atoll
#endif

#endif
