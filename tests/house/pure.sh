#!/bin/sh
# pure BASE ARCHIVE...: an archive (or ARCHIVE:object,object) asks for nothing but base, itself and memory moves:
# no clock, no file, no allocation but the arena.  BASE is the archive of base/, and "+FILE" a further archive whose
# functions may be asked for.  "-PREFIX" allows the functions of one library (libsodium's for the envelope).
base=$1; shift
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
defined() { nm --defined-only -g "$1" 2>/dev/null | awk 'NF == 3 { print $3 }'; }
# Of base: all but what reads the machine's clock or draws chance.
defined "$base" | grep -vxE 'clock_now_ms|id_random' >"$tmp/may"
printf '%s\n' memcpy memmove memset memcmp memchr memmem strlen strcmp strchr __stack_chk_fail \
  __memcpy_chk __memmove_chk __memset_chk _GLOBAL_OFFSET_TABLE_ bsearch qsort >>"$tmp/may"
prefixes='^$' bad=0
for one in "$@"; do
  case $one in
    +*) defined "${one#+}" >>"$tmp/may"; continue ;;
    -*) prefixes="$prefixes|^${one#-}"; continue ;;
  esac
  archive=${one%%:*} objects=
  case $one in *:*) objects=$(echo "${one#*:}" | tr , '\n' | sed 's/$/.c.o/') ;; esac
  [ -s "$archive" ] || { echo "$archive: not built"; exit 2; }
  defined "$archive" >"$tmp/own"
  nm -u -A "$archive" 2>/dev/null | awk '{ split($1, at, ":"); print at[2], $NF }' | sort -u >"$tmp/asked"
  while read -r object symbol; do
    [ -z "$objects" ] || printf '%s\n' "$objects" | grep -qx "$object" || continue
    grep -qx "$symbol" "$tmp/own" "$tmp/may" && continue
    echo "$symbol" | grep -qE "$prefixes" && continue
    echo "$archive: $object asks for $symbol"; bad=1
  done <"$tmp/asked"
done
exit $bad
