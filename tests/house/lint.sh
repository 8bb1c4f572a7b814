#!/bin/sh
# lint ROOT: words that must never appear, after tools/words.lint.
cd "$1" || exit 2
{
  for lang in id en; do
    [ ! -f words/$lang.po ] || awk -f tests/house/words.awk words/$lang.po | awk -F'\t' -v OFS='\t' -v lang=$lang '
      { print "words/" lang ".po", lang, ($1 ~ /(\.|_)(title|button|notice)$/ ? "title" : "words"), $1, $2 }'
  done
  # In a definition and in stories each text stands as { id: "...", en: "..." }; other scalars are codes.
  find sop tests/story tests/screen -name '*.yaml' -type f 2>/dev/null | sort | xargs -r awk -v OFS='\t' '
    /^[ \t]*#/ { next }
    { line = $0
      while (match(line, /(^|[{, \t])(id|en):[ \t]*("([^"\\]|\\.)*"|\047[^\047]*\047)/)) {
        part = substr(line, RSTART, RLENGTH); line = substr(line, RSTART + RLENGTH)
        lang = part; sub(/^[{, \t]*/, "", lang); lang = substr(lang, 1, 2)
        sub(/^[^"\047]*["\047]/, "", part); sub(/["\047]$/, "", part)
        print FILENAME ":" FNR, lang, "other", "", part
      } }'
  [ ! -d pages ] || find pages -name '*.html' -type f | sort | xargs -r awk -v OFS='\t' '
    { gsub(/\t/, " "); gsub(/\{\{[^}]*\}\}/, ""); kind = $0 ~ /<title>/ ? "title" : "other"
      gsub(/<[^>]*>/, " "); print FILENAME ":" FNR, "id", kind, "", $0 }'
  [ ! -f doc/petugas.md ] || awk -v OFS='\t' '{ gsub(/\t/, " "); print FILENAME ":" FNR, "id", "other", "", $0 }' doc/petugas.md
  # File names that a person may see on a stick or in a list of downloads.
  find pages words sop assets -type f 2>/dev/null | sort | awk -v OFS='\t' '{ n = $0; sub(/.*\//, "", n); print $0, "id", "title", n, n }'
} | awk -f tests/house/lint.awk tools/words.lint tools/words.allow -
