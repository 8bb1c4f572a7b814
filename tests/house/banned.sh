#!/bin/sh
# banned EXCEPTIONS ARCHIVE...: no allocation and no exit from the arena above base/; exceptions name object,
# symbol and reason (tools/ALLOWED).  What base/banned.h poisons does not compile at all.
list=$1; shift
bad=0
for archive in "$@"; do
  nm -u -A "$archive" 2>/dev/null | awk '{ split($1, at, ":"); print at[2], $NF }' | sort -u |
    grep -E ' (malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|getline|alloca|abort|exit|atexit|rand|srand|random|setjmp|longjmp|_setjmp|signal|gethostbyname|mktemp|tmpnam|getenv|setlocale)$'
done | while read -r object symbol; do
  grep -qE "^${object%.c.o}[[:space:]]+$symbol[[:space:]]+[^[:space:]]" "$list" || echo "${object%.o}: asks for $symbol"
done | grep . && bad=1
exit $bad
