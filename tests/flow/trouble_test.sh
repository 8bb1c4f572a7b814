#!/bin/sh
# trouble_test TEDUH: a full disk and offices that cannot be opened, as officers and administrators see them.  TAP.
# The disk is a small file system of memory, mounted where nobody else sees it.
teduh=$1 n=0 bad=0
if [ -z "$TEDUH_OWN_MOUNTS" ]; then
  for how in "unshare -m" "unshare -rm"; do
    $how sh -c 'mount -t tmpfs -o size=1m tmpfs /mnt' 2>/dev/null && exec env TEDUH_OWN_MOUNTS=1 $how "$0" "$@"
  done
  echo "1..0 # SKIP no file system can be mounted here"; exit 0
fi
dir=$(mktemp -d /tmp/teduh-flow-XXXXXX) || exit 1
server=
stop() { [ -z "$server" ] || { kill "$server"; wait "$server"; server=; } 2>/dev/null; }
trap 'stop; umount "$dir/disk" 2>/dev/null; rm -rf "$dir"' EXIT
ok() { name=$1; shift; n=$((n + 1)); if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; bad=1; fi; }
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
has() { case $1 in *"$2"*) return 0 ;; esac; echo "# not there: $2"; return 1; }
lacks() { case $1 in *"$2"*) echo "# there: $2"; return 1 ;; esac; }
quietly() { "$@" >/dev/null 2>&1; }

data=$dir/disk/data
start() { # start [OPTION]...
  rm -f "$data/run/address" "$dir/jar"
  "$teduh" serve --data "$data" --listen 127.0.0.1:0 --lang id "$@" >"$dir/out" 2>&1 & server=$!
  for i in $(seq 200); do [ -s "$data/run/address" ] && break; sleep 0.05; done
  url=$(cat "$data/run/address")
}
page() { curl -s -m 30 -b "$dir/jar" -c "$dir/jar" "$@"; }
field() { grep -o "name=\"$1\" value=\"[^\"]*\"" "$dir/form" | head -1 | sed 's/.*value="//; s/"$//'; }
send() { # send PATH FIELD=VALUE...: opens the form, sends it; the status
  path=$1; shift
  page "${url}banten$path" >"$dir/form"
  for pair; do shift; set -- "$@" --data-urlencode "$pair"; done
  page -o "$dir/answer" -w '%{http_code}' -H "Origin: ${url%/}" --data-urlencode "csrf=$(field csrf)" \
    --data-urlencode "permintaan=$(field permintaan)" "$@" "${url}banten$path"
}
log_in() { send /masuk "nama=${1:-manajer}" "sandi=$(grep "^banten	${1:-manajer}	" "$data/latihan.txt" | cut -f4)"; }
notes() { page "${url}banten$case_path/riwayat" | grep -o 'catatan ke [0-9]*' | sort -u | wc -l | tr -d ' '; }

mkdir "$dir/disk"
mount -t tmpfs -o size=72m tmpfs "$dir/disk" || exit 1
"$teduh" init --demo 2 --code banten --data "$data" >/dev/null || exit 1
cp -a "$data" "$dir/sound"

# A full disk: what was acknowledged stays, what was not is said and kept, reading goes on, room mends it.
start
ok "the manager logs in" is "$(log_in)" 303
case_path=$(page "${url}banten/kasus" | grep -o '/kasus/[0-9A-Z]*' | head -1)
ok "a note is saved" is "$(send "$case_path/catatan" 'isi=catatan ke 1' bagian=S)" 303
dd if=/dev/zero of="$dir/disk/fill" bs=4k >/dev/null 2>&1
saved=1 status=
for i in $(seq 2 400); do
  # The first refusal gives the reserve to the disk; it is filled up too.
  dd if=/dev/zero of="$dir/disk/fill" bs=4k oflag=append conv=notrunc >/dev/null 2>&1
  status=$(send "$case_path/catatan" "isi=catatan ke $i" bagian=S)
  [ "$status" = 303 ] || break
  saved=$i
done
ok "a note that finds no room is refused" is "$status" 503
ok "by the form itself, which says why" has "$(cat "$dir/answer")" "Disk server penuh: ini belum tersimpan"
ok "and still holds what was typed" has "$(cat "$dir/answer")" "catatan ke $i</textarea>"
ok "every page says so in a red line" has "$(page "${url}banten/hari-ini")" "Disk server penuh. Membaca"
ok "reading goes on" is "$(notes)" "$saved"
mv "$dir/jar" "$dir/jar.manajer"
ok "a call is taken all the same" is "$(log_in aduan)$(send /aduan/panggilan hasil=present simpan=lanjut)" 303303
mv "$dir/jar.manajer" "$dir/jar"
rm "$dir/disk/fill"
for i in $(seq 100); do page "${url}banten/hari-ini" | grep -q 'Disk server penuh' || break; sleep 0.1; done
ok "with room again the red line goes" lacks "$(page "${url}banten/hari-ini")" "Disk server penuh"
ok "and the note is saved" is "$(send "$case_path/catatan" "isi=catatan ke $((saved + 1))" bagian=S)" 303
ok "each note is there once" is "$(notes)" "$((saved + 1))"
ok "the reserve stands again" is "$(stat -c %s "$data/kantor/banten/reserve")" 16777216
stop
ok "the record is whole" quietly "$teduh" audit verify --data "$data"

# Offices that cannot be opened: nobody is told that something may have been saved, nothing is changed.
place=kantor/banten
files() { (cd "$data/$place" && sha256sum log.db keyring.db station.key 2>&1); }
broken() { # broken WHAT COMMAND: then a look at the log-in page, a log-in, and the log
  rm -rf "$data"; cp -a "$dir/sound" "$data"
  (cd "$data/$place" && eval "$2")
  before=$(files)
  start
  ok "$1: the log-in page says so" has "$(page "${url}banten/masuk")" "Kantor ini tidak dapat dibuka"
  ok "$1: in English too" has "$(page -H 'Accept-Language: en' "${url}banten/masuk")" "This office cannot be opened"
  ok "$1: with a status of its own" is "$(page -o /dev/null -w '%{http_code}' "${url}banten/masuk")" 502
  ok "$1: what is sent is not called uncertain" lacks "$(page -d nama=manajer -H "Origin: ${url%/}" "${url}banten/masuk")" "Belum pasti"
  stop
  ok "$1: the log says what to do" has "$(cat "$dir/out")" "kantor banten tidak dibuka. Periksa dengan: teduh audit verify"
  ok "$1: and why" has "$(cat "$dir/out")" "$3"
  ok "$1: nothing was changed" is "$(files)" "$before"
}
broken "an unreadable keyring" 'printf broken | dd of=keyring.db conv=notrunc 2>/dev/null' "keyring: Catatan rusak"
broken "no keyring" 'rm keyring.db' "keyring.db: Berkas kantor tidak ditemukan"
broken "an empty log" ': >log.db' "log.db: Catatan rusak"
broken "half a log" 'truncate -s 200000 log.db' "Catatan rusak"
broken "no key of the station" 'rm station.key' "Kunci stasiun tidak ada"
broken "half a key of the station" 'truncate -s 7 station.key' "Kunci stasiun tidak cocok"

# A clock that runs backwards: the office goes on, says so, and the order of the record stays.
rm -rf "$data"; cp -a "$dir/sound" "$data"
start --now 2027-06-10T09:00:00+07:00
log_in >/dev/null
ok "a note of the tenth of June" is "$(send "$case_path/catatan" 'isi=catatan ke 1' bagian=S)" 303
stop
start --now 2027-06-05T09:00:00+07:00
log_in >/dev/null
ok "five days back the office goes on" is "$(send "$case_path/catatan" 'isi=catatan ke 2' bagian=S)" 303
ok "every page says that the clock is doubted" has "$(page "${url}banten/hari-ini")" "Jam server diragukan"
stop
ok "the record names the entries of doubted time" has "$("$teduh" audit verify --data "$data" --lang en)" "the clock was doubted then"
ok "and is whole" quietly "$teduh" audit verify --data "$data"
start --now 2027-06-12T09:00:00+07:00
log_in >/dev/null
ok "with the clock set right the red line goes" lacks "$(page "${url}banten/hari-ini")" "Jam server diragukan"
ok "and both notes are there, in their order" is "$(page "${url}banten$case_path/riwayat" | grep -o 'catatan ke [0-9]' | tr '\n' ' ')" "catatan ke 2 catatan ke 1 "
stop

# The record is checked from outside while the office works (once a day, or when asked): a changed byte stands on every page.
rm -rf "$data"; cp -a "$dir/sound" "$data"
start
ok "the manager logs in to a sound office" is "$(log_in)" 303
kill -USR1 "$server"; sleep 3
ok "a sound record passes its check" lacks "$(page "${url}banten/hari-ini")$(cat "$dir/out")" "aily check"
log=$data/$place/log.db
for part in 3 4 5 6 7 8; do # one place may hold nothing
  printf 'XXXXXXXXXXXXXXXX' | dd of="$log" bs=1 seek=$(($(stat -c %s "$log") * part / 10)) conv=notrunc 2>/dev/null
done
kill -USR1 "$server"
for i in $(seq 200); do grep -q 'audit verify' "$dir/out" && break; sleep 0.1; done
ok "a changed byte is found" has "$(cat "$dir/out")" "banten: "
ok "the log says what to do" has "$(cat "$dir/out")" "teduh audit verify --office banten"
for i in $(seq 50); do page "${url}banten/hari-ini" | grep -q 'Pemeriksaan harian' && break; sleep 0.1; done
ok "every page says so" has "$(page "${url}banten/kasus")" "Pemeriksaan harian menemukan"
stop

# A disk that cannot be written.
rm -rf "$data"; cp -a "$dir/sound" "$data"; mkdir -p "$data/run"
# Whoever still reads the record after the server's end is waited for.
for i in $(seq 300); do mount -o remount,ro "$dir/disk" 2>/dev/null && break; sleep 0.1; done
timeout 60 "$teduh" serve --data "$data" --listen 127.0.0.1:0 --lang id >"$dir/out" 2>&1; status=$?
ok "a server on a disk that cannot be written does not start" is "$status" 1
ok "and says why" has "$(cat "$dir/out")" "tidak dapat ditulis"
mount -o remount,rw "$dir/disk"
echo "1..$n"
exit $bad
