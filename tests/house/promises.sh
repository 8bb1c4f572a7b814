#!/bin/sh
# promises ROOT: each line of tests/PROMISES.md names what shows it, and that exists; an open promise says "open: why".
cd "$1" || exit 2
awk -F'|' '
  /^\|[ -]+\|/ || $0 !~ /^\|/ || $2 ~ /^ *(Promise|#) *$/ { next }
  { shown = $3
    if (shown ~ /^ *open: *[^ ]/) next
    if (shown !~ /`/) { printf "tests/PROMISES.md:%d: nothing shows it\n", FNR; next }
    while (match(shown, /`[^`]+`/)) {
      name = substr(shown, RSTART + 1, RLENGTH - 2); shown = substr(shown, RSTART + RLENGTH)
      sub(/^\.\//, "", name); split(name, part, /[ :#]/)
      print "exists " FNR " " part[1]
    } }' tests/PROMISES.md | while read -r word line path; do
  if [ "$word" != exists ]; then echo "$word $line $path"
  elif [ ! -e "$path" ]; then echo "tests/PROMISES.md:$line: $path does not exist"; fi
done | grep . && exit 1
exit 0
