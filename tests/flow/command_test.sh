#!/bin/sh
# command_test PROBE: commands beside a running server, and what the server refuses to do.  TAP.
probe=$1 n=0 bad=0
dir=$(mktemp -d /tmp/teduh-flow-XXXXXX) || exit 1
trap 'kill $server 2>/dev/null; wait; rm -rf "$dir"' EXIT
ok() { # ok NAME CONDITION...
  name=$1; shift; n=$((n + 1))
  if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; bad=1; fi
}
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
status() { "$@" >/dev/null 2>&1; echo $?; }
started() { for i in $(seq 100); do [ -s "$dir/run/address" ] && return 0; sleep 0.05; done; return 1; }

mkdir -p "$dir/kantor/uji" "$dir/kantor/dua" "$dir/kantor/Buruk" "$dir/kantor/aset"
ok "a command without a server says so" is "$(status "$probe" ask GET /uji/jam --data "$dir")" 1
"$probe" serve --data "$dir" --listen 127.0.0.1:0 >/dev/null 2>&1 &
server=$!
ok "the server tells its address" started
ok "a command is answered" is "$("$probe" ask POST /uji/gema halo --data "$dir" | grep body)" "body 4 halo"
ok "a command cannot say where it comes from" is "$("$probe" ask GET /uji/gema --data "$dir" | grep way)" "way 1"
ok "a password of a command is derived too" is "$("$probe" ask POST /uji/sandi kunci --data "$dir" | wc -c)" 64
ok "a big answer arrives whole" is "$("$probe" ask GET /uji/besar --data "$dir" | wc -c)" 3145728
ok "an office that does not exist is missing" is "$(status "$probe" ask GET /tiga/gema --data "$dir")" 1
ok "a name that climbs is no office" is "$(status "$probe" ask GET /../gema --data "$dir")" 1
ok "only good names are offices" is "$("$probe" offices --data "$dir" | cut -f1 | tr '\n' ' ')" "dua uji "
ok "the socket is its owner's alone" is "$(stat -c %a "$dir/run/teduh.sock")" 600
ok "the folder of the run is its owner's alone" is "$(stat -c %a "$dir/run")" 700
ok "a second server refuses" is "$(status timeout 20 "$probe" serve --data "$dir" --listen 127.0.0.1:0)" 1
kill $server; wait $server
ok "the server ends well" is $? 0

touch "$dir/sungguhan"
ok "a real office has the real clock" is "$(status "$probe" serve --data "$dir" --listen 127.0.0.1:0 --now 2027-01-01T00:00:00+07:00)" 1
ok "a real office speaks no plain HTTP to a network" is "$(status "$probe" serve --data "$dir" --listen 0.0.0.0:0 --plain)" 1
rm "$dir/sungguhan"
ok "practice speaks no plain HTTP to the world" is "$(status "$probe" serve --data "$dir" --listen 0.0.0.0:0 --plain)" 1
ok "an address that is none is refused" is "$(status "$probe" serve --data "$dir" --listen somewhere)" 1
ok "an unknown option is wrong usage" is "$(status "$probe" serve --data "$dir" --fast)" 2
ok "a bug ends with its own status" is "$(status "$probe" bug)" 70
ok "a bug says where, and no data" is "$("$probe" bug 2>&1 | sed 's/probe.c:[0-9]*/probe.c/; s|bug: .*/|bug: |')" \
  "<2>bug: probe.c: must(cli->command == NULL)"
ok "a folder without data is refused" is "$(status "$probe" serve --data "$dir/run")" 1
echo "1..$n"
exit $bad
