#!/bin/sh
# tidy ROOT BUILD: clang-tidy over every file of src/ that BUILD compiles, after .clang-tidy.
cd "$1" || exit 2
command -v clang-tidy >/dev/null || { echo "clang-tidy is not here"; exit 77; }
out=$(find src -name '*.c' -type f | sort | xargs -P 2 -n 4 clang-tidy -p "$2" --quiet 2>/dev/null |
  grep -E '(error|warning):' | sed "s|[^ ]*/\.\./||; s|^$1/||" | sort -u)
[ -z "$out" ] || { echo "$out"; exit 1; }
