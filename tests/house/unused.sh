#!/bin/sh
# unused ROOT: a function that a header declares is called by another file; what waits for its caller stands in
# tools/UNUSED with the reason, as long as it waits.
cd "$1" || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
find src tests bench tools -name '*.[ch]' -type f ! -path '*/node_modules/*' 2>/dev/null | sort | xargs awk -f tests/house/unused.awk | sort >"$tmp/found"
grep -vE '^(#|$)' tools/UNUSED 2>/dev/null | sed 's/[[:space:]].*//' >"$tmp/waits"
sed 's/^[^:]*: \([^:]*\):.*/\1/' "$tmp/found" >"$tmp/names"
{
  while read -r line; do
    name=$(echo "$line" | sed 's/^[^:]*: \([^:]*\):.*/\1/')
    grep -qxF "$name" "$tmp/waits" || grep '\*$' "$tmp/waits" | sed 's/\*$//' | while read -r family; do
      case $name in "$family"*) echo "$name" ;; esac; done | grep -q . || echo "$line"
  done <"$tmp/found"
  grep -v '\*$' "$tmp/waits" | while read -r name; do
    grep -qxF "$name" "$tmp/names" || echo "tools/UNUSED: $name is called by now"; done
} | grep . && exit 1
exit 0
