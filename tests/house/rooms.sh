#!/bin/sh
# rooms ROOT: no SQL, markup or sentence in C.  tools/SAID excuses the sentences of a file: "path reason".
cd "$1" || exit 2
[ ! -f tools/SAID ] || awk '$1 !~ /^#/ && NF == 1 { print "tools/SAID: " $1 " has no reason"; bad = 1 } END { exit bad }' tools/SAID || exit 1
find src -name '*.[ch]' -type f | sort | xargs awk -v said=tools/SAID -f tests/house/rooms.awk
