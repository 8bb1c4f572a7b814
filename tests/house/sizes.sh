#!/bin/sh
# sizes ROOT: files up to 600 lines, headers 150, functions 60; exceptions stand in tools/LONG with a reason.
cd "$1" || exit 2
excused() { grep -qE "^$1[[:space:]]+[^[:space:]]" tools/LONG 2>/dev/null; }
bad=0
for file in $(find src tools tests bench pages sql assets -type f \
  \( -name '*.[ch]' -o -name '*.sh' -o -name '*.awk' -o -name '*.sql' -o -name '*.html' -o -name '*.css' -o -name '*.mjs' -o -name '*.js' \) \
  ! -path '*/node_modules/*' 2>/dev/null | sort); do
  lines=$(wc -l <"$file") most=600
  case $file in *.h) most=150 ;; esac
  [ "$lines" -le "$most" ] || excused "$file" || { echo "$file: $lines lines, at most $most"; bad=1; }
done
long=$(find src tools tests bench -name '*.[ch]' -type f ! -path '*/node_modules/*' | sort |
  ctags -L - --languages=C --kinds-C=f --fields=+ne -f - --excmd=number 2>/dev/null |
  awk -F'\t' '{ line = end = 0
    for (i = 4; i <= NF; i++) { if ($i ~ /^line:/) line = substr($i, 6); if ($i ~ /^end:/) end = substr($i, 5) }
    if (end - line + 1 > 60) print $2 ":" $1 ":" line ":" end - line + 1 }')
for one in $long; do
  file=${one%%:*} rest=${one#*:}; name=${rest%%:*}
  excused "$file:$name" || { echo "$file:${rest#*:}" | awk -F: -v name="$name" '{ print $1 ":" $2 ": " name "() has " $3 " lines, at most 60" }'; bad=1; }
done
# An exception for what is gone or short again must go too.
[ ! -f tools/LONG ] || while read -r what reason; do
  case $what in '' | '#'*) continue ;; esac
  [ -n "$reason" ] || { echo "tools/LONG: $what has no reason"; bad=1; }
  [ -f "${what%%:*}" ] || { echo "tools/LONG: ${what%%:*} does not exist"; bad=1; }
done <tools/LONG
exit $bad
