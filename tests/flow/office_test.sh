#!/bin/sh
# office_test TEDUH: the whole program, from init to a session that outlives the death of its processes.  TAP.
teduh=$1 n=0 bad=0
dir=$(mktemp -d /tmp/teduh-flow-XXXXXX) || exit 1
trap '[ -z "$server" ] || kill $server 2>/dev/null; wait; rm -rf "$dir"' EXIT
server=
ok() { name=$1; shift; n=$((n + 1)); if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; bad=1; fi; }
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
has() { case $1 in *"$2"*) return 0 ;; esac; echo "# not there: $2"; return 1; }
lacks() { case $1 in *"$2"*) echo "# there: $2"; return 1 ;; esac; }

start() {
  rm -f "$dir/run/address"
  "$teduh" serve --data "$dir" --listen 127.0.0.1:0 >"$dir/out" 2>&1 & server=$!
  for i in $(seq 200); do [ -s "$dir/run/address" ] && break; sleep 0.05; done
  url=$(cat "$dir/run/address")
}
page() { curl -s -m 20 -b "$dir/jar" -c "$dir/jar" "$@"; }
status() { page -o /dev/null -w '%{http_code}' "$@"; }
field() { printf %s "$1" | grep -o "name=\"$2\" value=\"[^\"]*\"" | head -1 | sed 's/.*value="//; s/"$//'; }
log_in() { # log_in NAME PASSPHRASE: status of the answer
  form=$(page "${url}banten/masuk")
  status -H "Origin: ${url%/}" --data-urlencode "csrf=$(field "$form" csrf)" --data-urlencode "permintaan=$(field "$form" permintaan)" \
    --data-urlencode "nama=$1" --data-urlencode "sandi=$2" "${url}banten/masuk"
}
child() { pgrep -P "$server" -f "$1" | head -1; }

quietly() { "$@" >/dev/null 2>&1; }
ok "a practice installation is made" quietly "$teduh" init --demo 2 --code banten --data "$dir"
row=$(grep "^banten	manajer	" "$dir/latihan.txt") phrase=$(printf %s "$row" | cut -f4)
start
ok "the only office is gone to at once" is "$(page -o /dev/null -w '%{redirect_url}' "$url")" "${url}banten/"
ok "the log-in page answers" is "$(status "${url}banten/masuk")" 200
ok "no page of the office without log-in" is "$(page -o /dev/null -w '%{http_code} %{redirect_url}' "${url}banten/hari-ini" | cut -c1-3)" 303
ok "a wrong passphrase does not open" is "$(log_in manajer salah)" "$(log_in tidak-ada salah)"
ok "the right one does" is "$(log_in manajer "$phrase")" 303
ok "her page answers" is "$(status "${url}banten/hari-ini")" 200
kill -9 "$(child 'teduh desk')"; sleep 0.2
ok "the session outlives the death of the desk" is "$(status "${url}banten/hari-ini"; :)" 200
kill -9 "$(child teduh-gate)"; sleep 0.5
ok "and of the gate" is "$(status "${url}banten/hari-ini")" 200
old=$server; kill -9 $old; wait $old 2>/dev/null
start
ok "and of the parent" is "$(status "${url}banten/hari-ini")" 200
ok "no log holds a name or a passphrase" lacks "$(cat "$dir/out")" "$phrase"
kill $server; wait $server
ok "a planned end is a good end" is $? 0
start
ok "and closes the session" is "$(page -o /dev/null -w '%{http_code}' "${url}banten/hari-ini")" 303
ok "files of the record are their owner's alone" is "$(find "$dir/kantor" -type f -perm /077 | wc -l)" 0
# Who asks: by a file that nobody else may read, on the terminal, or in practice by role; the only office needs no name.
printf '%s\n' "$phrase" >"$dir/phrase" && chmod 600 "$dir/phrase"
as() { "$teduh" office show --data "$dir" --lang en "$@" 2>&1; }
ok "a command takes the passphrase from a file" has "$(as --as manajer --secret-file "$dir/phrase")" "cases_open"
chmod 640 "$dir/phrase"
ok "not from one that others may read" has "$(as --as manajer --secret-file "$dir/phrase")" "$dir/phrase"
ok "nor from a link" eval 'chmod 600 "$dir/phrase"; ln -s phrase "$dir/link"; lacks "$(as --as manajer --secret-file "$dir/link")" cases_open'
ok "it asks on the terminal" has "$(printf '%s\n' "$phrase" | script -qec "'$teduh' office show --data '$dir' --lang en --as manajer" /dev/null)" "cases_open"
ok "and without a terminal it does not wait" lacks "$(setsid -w "$teduh" office show --data "$dir" --as manajer </dev/null 2>&1)" "cases_open"
ok "in practice a role will do" has "$(as --demo-login case_manager)" "cases_open"
kill $server; wait $server; server=
ok "the tables have a hash" eval '"$teduh" tables --hash --demo-login case_manager --data "$dir" >"$dir/hash" && grep -qE "^[0-9a-f]{64} \([0-9]+\)$" "$dir/hash"'
ok "the same by another officer's key" is "$("$teduh" tables --hash --as manajer --secret-file "$dir/phrase" --data "$dir")" "$(cat "$dir/hash")"
echo "1..$n"
exit $bad
