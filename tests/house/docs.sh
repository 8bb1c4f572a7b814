#!/bin/sh
# docs ROOT: every file, folder, function and type of ours that a document names exists, every document that a comment
# names too, decisions have a number each, and every command named is one of the table.
cd "$1" || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C
{
  for doc in *.md doc/*.md doc/decisions/*.md tests/PROMISES.md; do
    [ -f "$doc" ] || continue
    grep -oE '`(\./)?(src|tests|tools|bench|doc|sql|pages|words|sop|assets|\.ci)/[A-Za-z0-9_./-]*`|\]\([A-Za-z0-9_./-]+\)' "$doc" |
      sed 's/^`//; s/`$//; s/^](//; s/)$//; s|^\./||' | sort -u | while read -r path; do
      case $path in doc/*|src/*|tests/*|tools/*|bench/*|sql/*|pages/*|words/*|sop/*|assets/*|.ci/*) from=. ;; *) from=$(dirname "$doc") ;; esac
      [ -e "$from/$path" ] || [ -e "$from/$path.c" ] || echo "$doc names $path, which does not exist"
    done
  done

  # `name.c` without its folder, `function()`, `struct name`, `enum name`.
  find src tests tools bench sql pages words sop assets doc -type f -not -path '*/node_modules/*' 2>/dev/null | sed 's|.*/||' | sort -u >"$tmp/names"
  find src tools bench -name '*.[ch]' -type f 2>/dev/null | xargs cat 2>/dev/null |
    grep -oE '\<(struct|enum) [a-z_0-9]+|\<[a-z_0-9]+\(' | sort -u >"$tmp/said"
  for doc in *.md doc/*.md doc/decisions/*.md tests/PROMISES.md; do
    [ -f "$doc" ] || continue
    grep -oE '`[a-z_0-9-]+\.(c|h|sql|html|sh|mjs|js|po|csv|yaml|awk)`' "$doc" | tr -d '`' | sort -u |
      comm -23 - "$tmp/names" | sed "s|^|$doc names the file |; s|$|, which does not exist|"
    grep -oE '`([a-z_0-9]+\(\)|(struct|enum) [a-z_0-9]+)`' "$doc" | tr -d '`)' | sort -u |
      comm -23 - "$tmp/said" | sed "s|^|$doc names |; s|($|()|; s|$|, which does not exist|"
  done

  # A paper that is not here cannot be read by who reads the comment.
  grep -rnoE '[A-Za-z0-9_./-]+\.md\b|\<(settled|sop-language|ux|architecture) [0-9][0-9.]*' --include='*.[ch]' --include='*.sql' \
    --include='*.awk' --include='*.sh' --include='*.mjs' --include='*.yaml' --include='meson.build' --include='*.html' \
    src sql tools tests bench pages sop 2>/dev/null | grep -v '^tests/house/' | grep -v /node_modules/ |
    while IFS=: read -r file line name; do
      [ -e "$name" ] || [ -e "doc/$name" ] || [ -e "$(dirname "$file")/$name" ] ||
        echo "$file:$line names $name, which does not exist"
    done

  ls doc/decisions 2>/dev/null | cut -c 1-4 | sort | uniq -d | sed 's/^/doc\/decisions: two have the number /'
  for doc in doc/decisions/*.md; do
    number=$(basename "$doc" | cut -c 1-4)
    [ ! -f "$doc" ] || head -1 "$doc" | grep -q "^# $number " || echo "$doc: its heading is not \"# $number ...\""
  done
  grep -rnoE 'doc/decisions/[0-9]{4}\b' src sql tools tests doc ./*.md 2>/dev/null | grep -v '^tests/house/' | while IFS=: read -r file line name; do
    ls "$name"-*.md >/dev/null 2>&1 || echo "$file:$line names $name, which does not exist"
  done

  # `teduh NAME ...`: a row of src/cli/commands.h.
  [ ! -f src/cli/commands.h ] ||
    sed -n 's/^ *row("\([^"]*\)".*/\1/p' src/cli/commands.h | awk '
      FILENAME == "-" { known[$0] = 1; split($0, w, " "); first[w[1]] = 1; next }
      { rest = $0
        while (match(rest, /`(build\/)?teduh [a-z][a-z -]*/)) {
          said = substr(rest, RSTART + 1, RLENGTH - 1); rest = substr(rest, RSTART + RLENGTH)
          sub(/^(build\/)?teduh /, "", said); n = split(said, w, " ")
          if (!((w[1] " " w[2]) in known) && !(w[1] in known) && !(n == 1 && (w[1] in first)))
            printf "%s:%d names the command teduh %s, which does not exist\n", FILENAME, FNR, w[1] " " w[2]
        } }' - $(ls ./*.md doc/*.md doc/decisions/*.md 2>/dev/null)
} | grep . && exit 1
exit 0
