#!/bin/sh
# words ROOT: both languages have the same keys, every key a text with the same places, and no key is unused.
cd "$1" || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
bad=0
for lang in id en; do
  [ -f words/$lang.po ] || { echo "words/$lang.po is missing"; exit 1; }
  awk -f tests/house/words.awk words/$lang.po >"$tmp/$lang"
  cut -f 1 "$tmp/$lang" | sort | uniq -d | sed "s|^|words/$lang.po: twice: |" | grep . && bad=1
  awk -F'\t' -v f=words/$lang.po '$2 == "" { print f ": no text: " $1; bad = 1 } END { exit bad }' "$tmp/$lang" || bad=1
  cut -f 1 "$tmp/$lang" | sort -u >"$tmp/$lang.keys"
  # The places ({name}) of each text, in order of their names.
  awk -F'\t' '{ n = 0; t = $2; places = ""
    while (match(t, /\{[a-z_0-9]+\}/)) { places = places "\n" substr(t, RSTART, RLENGTH); t = substr(t, RSTART + RLENGTH) }
    m = split(places, p, "\n"); for (i = 2; i <= m; i++) print $1 "\t" p[i] }' "$tmp/$lang" | sort -u >"$tmp/$lang.places"
done
comm -23 "$tmp/id.keys" "$tmp/en.keys" | sed 's|^|words/en.po lacks |' | grep . && bad=1
comm -13 "$tmp/id.keys" "$tmp/en.keys" | sed 's|^|words/id.po lacks |' | grep . && bad=1
comm -3 "$tmp/id.places" "$tmp/en.places" | sed 's|^|places differ: |' | grep . && bad=1
if command -v msgfmt >/dev/null; then
  for lang in id en; do msgfmt --check-format -o /dev/null words/$lang.po || bad=1; done
fi
# Used: named in a page, in C, in a definition or in the script; or its family is ("state.{x}" in tools/WORDS).
find pages src sop assets tools tests/screen -type f \( -name '*.html' -o -name '*.[ch]' -o -name '*.yaml' -o -name '*.js' \) 2>/dev/null |
  xargs cat 2>/dev/null | grep -oE '[a-z0-9_]+(\.[a-z0-9_]+)+' | sort -u >"$tmp/used"
families=$(grep -vE '^(#|$)' tools/WORDS 2>/dev/null | awk '{ print "^" $1 }' | paste -sd'|')
comm -23 "$tmp/id.keys" "$tmp/used" | grep -vE "${families:-^$}" | sed 's|^|words/: nobody says |' | grep . && bad=1
exit $bad
