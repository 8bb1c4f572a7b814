#!/bin/sh
# docs ROOT: every file and folder of ours that a document names exists.
cd "$1" || exit 2
bad=0
for doc in *.md doc/*.md doc/decisions/*.md tests/PROMISES.md; do
  [ -f "$doc" ] || continue
  grep -oE '`(\./)?(src|tests|tools|bench|doc|sql|pages|words|sop|assets|\.ci)/[A-Za-z0-9_./-]*`|\]\([A-Za-z0-9_./-]+\)' "$doc" |
    sed 's/^`//; s/`$//; s/^](//; s/)$//; s|^\./||' | sort -u | while read -r path; do
    case $path in doc/*|src/*|tests/*|tools/*|bench/*|sql/*|pages/*|words/*|sop/*|assets/*|.ci/*) from=. ;; *) from=$(dirname "$doc") ;; esac
    [ -e "$from/$path" ] || [ -e "$from/$path.c" ] || echo "$doc names $path, which does not exist"
  done
done | grep . && bad=1
exit $bad
