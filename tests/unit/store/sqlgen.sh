#!/bin/sh
# sqlgen.sh SQLGEN: a faulty statement stops the build, with file and line.
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
printf 'CREATE TABLE entry (\n    id ID NOT NULL,\n    seq COUNT NOT NULL\n);\n' >"$tmp/0001_a.sql"
n=0; bad=0
# refuse NAME LINE WORD: reads statements from stdin
refuse() {
  n=$((n + 1)); cat >"$tmp/q.sql"
  if "$sqlgen" probe "$tmp/h.h" "$tmp/c.c" "$tmp/0001_a.sql" "$tmp/q.sql" 2>"$tmp/err"; then
    echo "not ok $n - $1: was taken"; bad=1
  elif grep -q "q.sql:$2: .*$3" "$tmp/err"; then echo "ok $n - $1"
  else echo "not ok $n - $1: said $(cat "$tmp/err")"; bad=1; fi
}
sqlgen=$1
echo 1..7
printf -- '-- a: one\nSELECT id, sq\n  FROM entry;\n' >"$tmp/in"; refuse "a misspelt column" 2 "no such column: sq" <"$tmp/in"
printf -- '-- a: one\nSELECT id\n  FROM entri;\n' >"$tmp/in"; refuse "a misspelt table" 2 "no such table: entri" <"$tmp/in"
printf -- '-- a: many\nSELECT id FROM entry;\n' >"$tmp/in"; refuse "a list without a limit" 2 "rows_max" <"$tmp/in"
printf -- '-- a: one\nSELECT count(*) AS n FROM entry;\n' >"$tmp/in"; refuse "a result without a type" 2 "needs a line" <"$tmp/in"
printf -- '-- a: one\nSELECT id FROM entry WHERE seq = :nr;\n' >"$tmp/in"; refuse "a parameter without a type" 2 "needs a line" <"$tmp/in"
printf -- 'SELECT id FROM entry;\n' >"$tmp/in"; refuse "a statement without heading" 1 "heading" <"$tmp/in"
n=$((n + 1)); printf -- '-- a: one\nSELECT id FROM entry WHERE seq = :seq;\n' >"$tmp/q.sql"
if "$sqlgen" probe "$tmp/h.h" "$tmp/c.c" "$tmp/0001_a.sql" "$tmp/q.sql" && grep -q 'int64_t seq;' "$tmp/h.h"; then
  echo "ok $n - a good statement gets its types"; else echo "not ok $n - a good statement gets its types"; bad=1; fi
exit $bad
