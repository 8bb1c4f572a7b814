#!/bin/sh
# backup_test TEDUH: one office is written to, backed up, lost, and brought back by the two archives; bad archives are refused.  TAP.
teduh=$1 n=0 bad=0
dir=$(mktemp -d /tmp/teduh-backup-XXXXXX) || exit 1
trap '[ -z "$server" ] || kill $server 2>/dev/null; wait; rm -rf "$dir"' EXIT
server=
ok() { name=$1; shift; n=$((n + 1)); if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; bad=1; fi; }
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
has() { case $1 in *"$2"*) return 0 ;; esac; echo "# not there: $2, in: $1"; return 1; }
quietly() { "$@" >/dev/null 2>&1; }
start() { # start DATA
  "$teduh" serve --data "$1" --listen 127.0.0.1:0 >>"$dir/out" 2>&1 & server=$!
  for i in $(seq 200); do [ -s "$1/run/address" ] && break; sleep 0.05; done
  url=$(cat "$1/run/address")
}
stop() { kill "$server"; wait "$server"; server=; }
page() { curl -s -m 20 -b "$dir/jar.$who" -c "$dir/jar.$who" "$@"; }
field() { grep -o "name=\"$1\" value=\"[^\"]*\"" "$dir/form" | head -1 | sed 's/.*value="//; s/"$//'; }
send() { # send PATH FIELD=VALUE...: opens the form of that path and sends it; status and where it leads
  path=$1; shift
  page "${url}banten$path" >"$dir/form"
  for pair; do shift; set -- "$@" --data-urlencode "$pair"; done
  page -o "$dir/answer" -w '%{http_code} %{redirect_url}' -H "Origin: ${url%/}" --data-urlencode "csrf=$(field csrf)" \
    --data-urlencode "permintaan=$(field permintaan)" "$@" "${url}banten$path"
}
log_in() { send /masuk "nama=$who" "sandi=$(grep "^banten	$who	" "$dir/a/latihan.txt" | cut -f4)"; }
entries() { "$teduh" audit verify --json --data "$1" | grep -o '"entries":[0-9]*' | cut -d: -f2; }
restore() { # restore RECORD KEYS: into a folder of its own; what it says, and its status
  rm -rf "$dir/new"; LANG=C "$teduh" restore "$1" "$2" --office banten --data "$dir/new" --lang en 2>&1; echo "status $?"
}
refused() { # refused NAME RECORD KEYS FILE WORDS: status 1, says which file and what to do, leaves no office
  said=$(restore "$2" "$3")
  ok "$1 is refused" has "$said" "status 1"
  ok "it says which file and what to do" eval 'has "$said" "$4" && has "$said" "$5"'
  ok "nothing is left of it" eval '[ ! -e "$dir/new/kantor/banten" ] && [ -z "$(ls "$dir/new/kantor")" ]'
}

quietly "$teduh" init --demo 2 --code banten --data "$dir/a" || exit 1
start "$dir/a"
who=aduan; log_in >/dev/null
answer=$(send /aduan/panggilan "hasil=present" "simpan=lanjut")
case_path=/${answer#*banten/} key=${answer##*/kasus/}
ok "a call is saved" has "$answer" "/banten/kasus/"
ok "the first step of it" is "$(send "$case_path/langkah/S1.02" "hasil=in_person" | cut -c1-3)" 303
page "${url}banten/saya/kartu" >"$dir/form"
card=$(field kartu)
ok "she makes herself a recovery card" is "$(page -o /dev/null -w '%{http_code}' -H "Origin: ${url%/}" --data-urlencode "csrf=$(field csrf)" \
  --data-urlencode "permintaan=$(field permintaan)" --data-urlencode "kartu=$card" --data-urlencode "kembali=$card" "${url}banten/saya/kartu")" 303
ok "two archives are written beside the running server" quietly "$teduh" backup "$dir/simpan" --office banten --data "$dir/a"
ok "for their owner alone" is "$(find "$dir/simpan.record" "$dir/simpan.keys" -perm /077 | wc -l)" 0
ok "the record says by itself that it is whole" quietly "$teduh" audit verify "$dir/simpan.record" --data "$dir/a"
stop
had=$(entries "$dir/a")
rm -rf "$dir/a/kantor"

head -c 30000 "$dir/simpan.record" >"$dir/putus.record"
head -c 30000 "$dir/simpan.keys" >"$dir/putus.keys"
cp "$dir/simpan.record" "$dir/bit.record"
at=$(grep -abo TDE1 "$dir/bit.record" | head -1 | cut -d: -f1)
printf '\001' | dd of="$dir/bit.record" bs=1 seek=$((at + 230)) conv=notrunc 2>/dev/null
quietly "$teduh" init --demo 1 --code asing --data "$dir/b" && quietly "$teduh" backup "$dir/asing" --office asing --data "$dir/b"
refused "a record that was cut" "$dir/putus.record" "$dir/simpan.keys" "putus.record" "Use another copy"
refused "a record with a changed byte" "$dir/bit.record" "$dir/simpan.keys" "bit.record" "Use another copy"
refused "keys that were cut" "$dir/simpan.record" "$dir/putus.keys" "putus.keys" "Use another copy"
refused "keys of another office" "$dir/simpan.record" "$dir/asing.keys" "asing.keys" "Use the newest KEYS archive of the same office"
refused "the two in the wrong order" "$dir/simpan.keys" "$dir/simpan.record" "simpan.keys" "RECORD archive (.record) first"

said=$(restore "$dir/simpan.record" "$dir/simpan.keys")
ok "the office is brought back" has "$said" "status 0"
ok "with every entry and a new beginning" is "$(entries "$dir/new")" $((had + 1))
ok "and verifies" quietly "$teduh" audit verify --data "$dir/new"
cp "$dir/a/latihan.txt" "$dir/new/latihan.txt"
start "$dir/new"; rm "$dir/jar.$who"
ok "her passphrase does not open it: no archive holds one" is "$(log_in | cut -c1-3)" 403
ok "her recovery card does" is "$(send /masuk "nama=$who" "sandi=$card" | cut -c1-3)" 303
ok "and she finds the case with its step" has "$(page "${url}banten$case_path/riwayat")" "Pastikan aman"
ok "and writes on" is "$(send "$case_path/langkah/S1.02" hasil=by_phone simpang=not_relevant simpang_kata=Lagi | cut -c1-3)" 303
stop
ok "which verifies too" quietly "$teduh" audit verify --data "$dir/new"
ok "what is there already is not written over" is "$(quietly "$teduh" restore "$dir/simpan.record" "$dir/simpan.keys" --office banten --data "$dir/new"; echo $?)" 1
echo "1..$n"
exit $bad
