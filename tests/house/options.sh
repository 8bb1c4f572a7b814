#!/bin/sh
# options ROOT: every option that C takes stands in the table of commands (or is common to all), so that help, manual page
# and completion know it; and every option of the table is taken.
cd "$1" || exit 2
taken=$(cat src/cli/*.c src/main/*.c 2>/dev/null | grep -oE 'cli_(flag|option|number)\([&a-z>-]+, "--[a-z-]+"' | grep -oE '\-\-[a-z-]+' | sort -u)
said=$(cat src/cli/commands.h src/cli/usage.h | grep -E '"' | grep -oE '\-\-[a-z-]+' | sort -u)
{
  for option in $taken; do case $option in --version) continue ;; esac
    echo "$said" | grep -qx -- "$option" || echo "src/cli/commands.h: no usage names $option"; done
  for option in $said; do echo "$taken" | grep -qx -- "$option" || echo "src/cli/commands.h: nothing takes $option"; done
} | grep . && exit 1
exit 0
