#!/bin/sh
# why ROOT: each reason and sentence that C names has its words: a key of ctx_fail() or words_say() that words/ lacks
# would be a general sentence, or the end of the process.
cd "$1" || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
awk -f tests/house/words.awk words/id.po | cut -f 1 | sort -u >"$tmp/have"
find src -name '*.c' -type f | sort | while read -r file; do
  tr '\n' ' ' <"$file" | grep -oE '\<(ctx_fail|ctx_fail_at|words_say|words_fill|words_why|cli_say|cli_line|borang_field|borang_choice|visit_go|chrome_view)\([^;"]*"[a-z_0-9]+(\.[a-z_0-9-]+)+"' |
    grep -oE '"[^"]*"$' | tr -d '"' | sort -u | awk -v f="$file" '{ print $0 "\t" f }'
done | sort -u >"$tmp/said"
awk -F'\t' 'NR == FNR { have[$1] = 1; next } !($1 in have) { print $2 ": no words for \"" $1 "\""; bad = 1 } END { exit bad }' "$tmp/have" "$tmp/said"
