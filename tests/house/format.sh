#!/bin/sh
# format ROOT: every C file is as .clang-format writes it.
cd "$1" || exit 2
command -v clang-format >/dev/null || { echo "clang-format is not here"; exit 77; }
find src tools tests bench -name '*.[ch]' -type f ! -path '*/node_modules/*' | sort |
  xargs clang-format --dry-run -Werror 2>&1 | awk -F: '/error:/ { seen[$1]++ }
    END { for (f in seen) { print f ": run clang-format -i on it"; bad = 1 } exit bad }'
