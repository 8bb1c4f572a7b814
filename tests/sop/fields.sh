#!/bin/sh
# fields ROOT: the numbers of form fields are for ever.  fields.list holds every number ever given out, with
# its form and key; a number that stands there may vanish from the forms, never name something else, and a new one is
# added to the list in the same change.
cd "$1" || exit 2
forms=sop/ppt-2021/forms
given=$(mktemp) || exit 2
trap 'rm -f "$given"' EXIT
{
  # "block at key" of the blocks, then the fields; a field that uses a block stands for all of the block's.
  awk '/^ *- block: /{ b = $3 } /\{ at: /{ n = $0; sub(/.*\{ at: /, "", n); sub(/,.*/, "", n)
       k = $0; sub(/.*key: /, "", k); sub(/,.*/, "", k); print "block", b, n, k }' $forms/blocks.yaml
  awk 'FNR == 1 { f = FILENAME; sub(/.*\//, "", f); sub(/\.yaml/, "", f) }
       /^  - \{ key: /{ k = $0; sub(/.*- \{ key: /, "", k); sub(/,.*/, "", k)
       n = $0; sub(/[^,]*, no: /, "", n); sub(/,.*/, "", n)
       b = ""; if ($0 ~ /, block: /) { b = $0; sub(/.*, block: /, "", b); sub(/[, }].*/, "", b) }
       print "field", f, n, k, b }' $forms/F*.yaml
} | awk '$1 == "block" { i = ++many[$2]; at[$2, i] = $3; key[$2, i] = $4; next }
         NF == 4 { print $3, $2, $4; next }
         { for (i = 1; i <= many[$5]; i++) print $3 + at[$5, i], $2, $4 "." key[$5, i] }' | sort -n > "$given"
awk '$1 == "#" { next }
     FILENAME ~ /fields.list$/ { was[$1] = $2 " " $3; next }
     { n++
       if (seen[$1]++) { print "number " $1 " stands twice"; bad = 1 }
       if (!($1 in was)) { print "number " $1 " (" $2 " " $3 ") is new: add it to tests/sop/fields.list"; bad = 1 }
       else if (was[$1] != $2 " " $3) { print "number " $1 " was " was[$1] ", now " $2 " " $3; bad = 1 } }
     END { if (n < 300) { print "only " n " fields were read"; bad = 1 }; exit bad }' tests/sop/fields.list "$given"
