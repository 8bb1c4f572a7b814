#!/bin/bash
# start_test ROOT BUILD: ./start makes a practice office, serves it, and the second time keeps it.  TAP.
# Only where BUILD is the folder that ./start builds in; installing packages is not tried here.
root=$1 n=0 bad=0
[ "$(realpath "$2")" = "$(realpath "$root")/build" ] || { echo "1..0 # SKIP ./start builds in build/"; exit 0; }
dir=$(mktemp -d /tmp/teduh-flow-XXXXXX) || exit 1
server=
trap '[ -z "$server" ] || kill $server 2>/dev/null; wait; rm -rf "$dir"' EXIT
ok() { # ok NAME CONDITION...
  local said=$1; shift; n=$((n + 1))
  if "$@"; then echo "ok $n - $said"; else echo "not ok $n - $said"; sed 's/^/# /' "$dir/out"; bad=1; fi
}
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
has() { grep -qF -- "$1" "$dir/out" || { echo "# not said: $1"; return 1; }; }
status() { "$root/start" "$@" >"$dir/out" 2>&1; echo $?; }

start() {
  rm -f "$dir/data/run/address"
  "$root/start" --data "$dir/data" --listen 127.0.0.1:0 "$@" >"$dir/out" 2>&1 & server=$!
  for i in $(seq 1200); do [ -s "$dir/data/run/address" ] && break; kill -0 $server 2>/dev/null || break; sleep 0.1; done
  url=$(cat "$dir/data/run/address" 2>/dev/null)
}
stop() { kill -TERM $server; wait $server; local code=$?; server=; return $code; }
front() { curl -s -m 20 -o "$dir/page" -w '%{http_code}' "$url"; }

ok "an unknown option is wrong usage" is "$(status --nonsense)" 2
ok "an option without its value too" is "$(status --data)" 2
ok "it says what it takes" eval 'is "$(status --help)" 0 && has --listen && has --empty && has --now && has --build-only'
ok "it stops after the build when asked" eval 'is "$(status --build-only --data "$dir/none")" 0 && has build/teduh && [ ! -e "$dir/none" ]'

start --empty --now 2027-03-01T22:40:00+07:00
ok "an office is made and served" is "$(front)" 200
ok "its address is said" has "$url"
ok "and who may log in" eval 'has kepala && has aduan && has manajer'
ok "the ministry, eight regencies and cities, a mission and an NGO are offered" eval '
  for office in kementerian pandeglang lebak kab-tangerang tangerang cilegon kab-serang serang tangsel perwakilan yayasan; do
    grep -q "/$office/" "$dir/page" || { echo "# not there: $office"; false; break; }; done'
cp "$dir/data/latihan.txt" "$dir/before"
ok "it ends well" stop
start
ok "it starts again" is "$(front)" 200
ok "and keeps the data" eval 'has "$dir/data" && cmp -s "$dir/before" "$dir/data/latihan.txt" && [ ! -e "$dir/data.new" ]'
ok "and ends again" stop
echo "1..$n"
exit $bad
