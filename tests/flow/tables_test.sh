#!/bin/sh
# tables_test TEDUH SHUFFLE: the same entries make the same tables in whatever order they arrived, asked of the program.  TAP.
teduh=$1 shuffle=$2 n=0 bad=0
dir=$(mktemp -d /tmp/teduh-tables-XXXXXX) || exit 1
trap 'rm -rf "$dir"' EXIT
ok() { name=$1; shift; n=$((n + 1)); if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; bad=1; fi; }
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
has() { case $1 in *"$2"*) return 0 ;; esac; echo "# not there: $2"; return 1; }
quietly() { "$@" >/dev/null 2>&1; }
hash() { "$teduh" tables --hash --demo-login case_manager --data "$1" 2>&1; }

quietly "$teduh" init --demo 3 --code banten --data "$dir/a" || exit 1
phrase=$(grep "^banten	manajer	" "$dir/a/latihan.txt" | cut -f4)
printf '%s\n' "$phrase" >"$dir/phrase"; chmod 600 "$dir/phrase"
first=$(hash "$dir/a")
ok "an officer of practice gets the hash" eval 'echo "$first" | grep -qE "^[0-9a-f]{64} \([0-9]+\)$"'
ok "the same with a passphrase from a file" is "$("$teduh" tables --hash --as manajer --secret-file "$dir/phrase" --data "$dir/a")" "$first"
ok "and typed on the terminal" has "$(printf '%s\n' "$phrase" | script -qec "'$teduh' tables --hash --data '$dir/a' --as manajer" /dev/null)" "${first% *}"
printf 'salah\n' >"$dir/wrong"; chmod 600 "$dir/wrong"
ok "a wrong passphrase gets none" is "$(quietly "$teduh" tables --hash --as manajer --secret-file "$dir/wrong" --data "$dir/a"; echo $?)" 1
for seed in 1 2 3; do
  cp -r "$dir/a" "$dir/b$seed"
  quietly "$shuffle" "$dir/b$seed/kantor/banten/log.db" "$seed" || exit 1
  ok "arrived in order number $seed: the same tables" is "$(hash "$dir/b$seed")" "$first"
  ok "and nothing is wrong with the record" quietly "$teduh" audit verify --data "$dir/b$seed"
done
safe() { # safe CASE LOGIN: writes one entry, if that officer may in that case
  "$teduh" step do "$1" S1.02 --outcome in_person --reason not_relevant --words Ulang --demo-login "$2" --data "$dir/a" --lang en 2>&1
}
key=$("$teduh" case list --demo-login case_manager --data "$dir/a" | head -1 | cut -f1)
more() {
  for who in $(cut -f2 "$dir/a/latihan.txt"); do quietly safe "$key" "$who" && return 0; done
  return 1
}
ok "reading a case changes no table" eval 'quietly "$teduh" case list --demo-login case_manager --data "$dir/a" && [ "$(hash "$dir/a")" = "$first" ]'
ok "one entry more" more
ok "makes another hash" eval '[ "$(hash "$dir/a")" != "$first" ]'
ok "a command that is refused says why" has "$(safe "$key" manajer)$(safe "$key" kepala)" "teduh: Your role does not do this step."
echo "1..$n"
exit $bad
