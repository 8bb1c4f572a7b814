#!/bin/sh
# empty ROOT BUILD: tests/EMPTY names only suites that really have no test.
suites=$(grep -oE '"suite": \[[^]]*\]' "$2/meson-info/intro-tests.json" | grep -oE 'teduh:[a-z]+' | sort -u)
bad=0
[ ! -f "$1/tests/EMPTY" ] || while IFS=: read -r suite reason; do
  case $suite in '' | '#'*) continue ;; esac
  [ -n "$reason" ] || { echo "tests/EMPTY: $suite has no reason"; bad=1; }
  echo "$suites" | grep -qx "teduh:$suite" && { echo "tests/EMPTY: $suite has tests; delete the line"; bad=1; }
done <"$1/tests/EMPTY"
exit $bad
