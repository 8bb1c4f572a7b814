#!/bin/sh
# user_test TEDUH: serve --user NAME leaves nothing of root's rights in any process, and each is fenced.  TAP.
teduh=$1 n=0 bad=0
[ "$(id -u)" = 0 ] && id nobody >/dev/null 2>&1 || { echo "1..0 # SKIP only root can give rights away"; exit 0; }
dir=$(mktemp -d /tmp/teduh-flow-XXXXXX) || exit 1
server=
stop() { [ -z "$server" ] || { kill "$server"; wait "$server"; server=; } 2>/dev/null; }
trap 'stop; rm -rf "$dir"' EXIT
ok() { name=$1; shift; n=$((n + 1)); if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; bad=1; fi; }
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
child() { pgrep -P "$server" -f "$1" | head -1; }
of() { grep "^$2:" "/proc/$1/status" | tr -s '\t ' ' ' | cut -d' ' -f2-; }

data=$dir/data
"$teduh" init --demo 1 --code banten --data "$data" >/dev/null || exit 1
chown -R nobody "$data"; chmod 755 "$dir"
"$teduh" serve --data "$data" --listen 127.0.0.1:0 --user nobody >"$dir/out" 2>&1 & server=$!
for i in $(seq 200); do [ -s "$data/run/address" ] && break; sleep 0.05; done
url=$(cat "$data/run/address")
ok "the office is served" is "$(curl -s -m 20 -o /dev/null -w '%{http_code}' "${url}banten/masuk")" 200
who=$(id -u nobody)
fenced() { # fenced WHAT PID
  ok "$1: every number of the user is the new one" is "$(of "$2" Uid)" "$who $who $who $who"
  ok "$1: no group of root" is "$(of "$2" Groups | tr ' ' '\n' | grep -cx 0)" 0
  ok "$1: no right beyond a user's, and none to come" is "$(of "$2" CapEff) $(of "$2" CapPrm)" "0000000000000000 0000000000000000"
  ok "$1: no memory image after a crash" is "$(grep '^Max core file size' "/proc/$2/limits" | tr -s ' ' | cut -d' ' -f5,6)" "0 0"
}
fenced parent "$server"
fenced gate "$(child teduh-gate)"
fenced desk "$(child 'teduh desk')"
for what in teduh-gate 'teduh desk'; do
  ok "$what: calls are filtered, and no program it could start gets more" is "$(of "$(child "$what")" Seccomp) $(of "$(child "$what")" NoNewPrivs)" "2 1"
done
kill -9 "$(child 'teduh desk')"; sleep 0.3
ok "the next desk can be started without root" is "$(curl -s -m 20 -o /dev/null -w '%{http_code}' "${url}banten/masuk")" 200
fenced "the next desk" "$(child 'teduh desk')"
kill -9 "$(child teduh-gate)"; sleep 0.5
ok "and the next gate" is "$(curl -s -m 20 -o /dev/null -w '%{http_code}' "${url}banten/masuk")" 200
stop
ok "a user that does not exist is refused" is "$("$teduh" serve --data "$data" --listen 127.0.0.1:0 --user tidak-ada >/dev/null 2>&1; echo $?)" 1
echo "1..$n"
exit $bad
