#!/bin/sh
# listed ROOT: each C file stands in the meson.build of its folder (or of the one above), and each test too.
cd "$1" || exit 2
bad=0
for file in $(find src tools tests bench -name '*.c' -type f ! -path '*/node_modules/*' | sort); do
  folder=$(dirname "$file") name=$(basename "$file" .c)
  grep -qE "['/]$name(\.c)?'" "$folder/meson.build" "$(dirname "$folder")/meson.build" 2>/dev/null ||
    { echo "$file is in no meson.build"; bad=1; }
done
for file in $(find tests/house -name '*.sh' ! -name format.sh -type f | sort); do # format: PROMISES.md
  grep -qE "'$(basename "$file" .sh)(\.sh)?'" tests/house/meson.build || { echo "$file is not run"; bad=1; }
done
exit $bad
