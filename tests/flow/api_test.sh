#!/bin/sh
# api_test TEDUH SOP: a machine with its token, and what a page can do done by command and by JSON alone.  TAP.
teduh=$1 sop=$2 n=0 bad=0
dir=$(mktemp -d /tmp/teduh-api-XXXXXX) || exit 1
trap '[ -z "$server" ] || kill $server 2>/dev/null; wait; rm -rf "$dir"' EXIT
server=
ok() { name=$1; shift; n=$((n + 1)); if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; bad=1; fi; }
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
has() { case $1 in *"$2"*) return 0 ;; esac; echo "# not there: $2 in: $1" | cut -c1-300; return 1; }
quietly() { "$@" >/dev/null 2>&1; }
as() { who=$1; shift; "$teduh" "$@" --office banten --demo-login "$who" --data "$dir"; }
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

quietly "$teduh" init --demo 1 --code banten --data "$dir" || exit 1
"$teduh" serve --data "$dir" --listen 127.0.0.1:0 >"$dir/out" 2>&1 & server=$!
for i in $(seq 200); do [ -s "$dir/run/address" ] && break; sleep 0.05; done
url=$(cat "$dir/run/address")banten/api/v1

# A machine: two signatures make it an officer, its own log-in draws the token.
echo "kuda laut biru muda" >"$dir/first"; chmod 600 "$dir/first"
ok "a machine is added" quietly as sistem officer add --login mesin --name Mesin --roles machine,intake_officer --start-file "$dir/first"
id=$(as kepala call officer.list all=yes | tr '{' '\n' | grep '"login":"mesin"' | member officer)
ok "and a second person agrees" quietly as kepala officer confirm "$id"
mesin() { "$teduh" call "$@" --office banten --as mesin --secret-file "$dir/first" --data "$dir"; }
token=$(mesin token.issue | member token)
ok "its token is drawn once" has "$token" "$id."
ok "nobody else gets a token" is "$(quietly as aduan call token.issue; echo $?)" 1
bearer() { curl -s -m 20 -H "Authorization: Bearer $token" "$@"; }
key=00112233445566778899aabbccddeeff
now=$(date -u +%Y-%m-%dT%H:%M:00Z)
complain() { bearer -H 'Content-Type: application/json' -H "Idempotency-Key: $key" -d "{\"outcome\":\"present\",\"values\":{\"received_at\":\"$now\",\"channel\":\"phone\",\"person.called_name\":\"Ning\"}}" "$url/aduan/panggilan"; }
answer=$(complain); case=$(echo "$answer" | member case)
ok "with the token it opens a complaint" has "$answer" '"case":"'
ok "the same key is answered once" is "$(complain | member case)" "$case"
ok "it sees what it holds" has "$(bearer "$url/kasus/$case")" "\"case\":\"$case\""
ok "it is no officer of people" is "$(bearer -o /dev/null -w '%{http_code}' "$url/tinjauan")" 404
ok "the token opens no page" is "$(bearer -o /dev/null -w '%{http_code}' "${url%/api/v1}/hari-ini")" 303
ok "a wrong token opens nothing" is "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $id.$key$key" "$url/kasus")" 401
ok "a token of nobody opens nothing" is "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $key.$key$key" "$url/kasus")" 401
old=$token
token=$(mesin token.issue | member token)
ok "a new token ends the old one" is "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $old" "$url/kasus")" 401
ok "and opens" is "$(bearer -o /dev/null -w '%{http_code}' "$url/kasus")" 200
ok "it can be ended" quietly mesin token.end
ok "then it opens nothing" is "$(bearer -o /dev/null -w '%{http_code}' "$url/kasus")" 401

# What a page can do, by name.
ok "all operations are listed" has "$("$teduh" call)" "note.add	POST	/kasus/:case/catatan"
ok "an unknown one is refused" is "$(quietly as aduan call note.eat; echo $?)" 1
case=$(as aduan call complaint.open outcome=present values.received_at="$now" values.channel=phone values.person.called_name=Wati | member case)
ok "a complaint by command" has "$case" ""
ok "a note" has "$(as aduan call note.add "$case" text="Sudah makan" compartment=S)" '"entry":"'
ok "a new name of the file" has "$(as aduan call alias.change "$case" alias=Sawo-99)" '"entry":"'
ok "which the list shows" has "$(as aduan call case.list which=open)" '"alias":"Sawo-99"'
other=$(as aduan call complaint.open outcome=present values.received_at="$now" values.channel=phone values.person.called_name=Adik | member case)
ok "two cases are linked" has "$(as aduan call case.link "$case" other="$other" relation=family)" '"entry":"'
ok "the timeline leads to the other" has "$(as aduan call case.history "$case")" "\"linked\":\"$other\""
ok "a link that is no relation is refused" is "$(quietly as aduan call case.link "$case" other="$other" relation=friend; echo $?)" 1
ok "a link to what is not there is refused" is "$(quietly as aduan call case.link "$case" other=ZZZZZZZZ relation=family; echo $?)" 1
entry=$(as aduan call case.history "$case" | tr '{' '\n' | sed -n 's/.*"entry":"\([0-9a-f]*\)".*Sudah makan.*/\1/p' | head -1)
ok "one entry" has "$(as aduan call entry.show "$case" "$entry")" "Sudah makan"

# A new definition, with two signatures and one text.
cp -r "$sop" "$dir/sop" && chmod -R u+w "$dir/sop"
sed -i 's/^  - id: S1.02$/  - id: S1.02 # lain/' "$dir/sop/S1.yaml"
before=$(as kepala call office.show | member sop_hash)
ok "a definition is proposed" quietly as sistem sop adopt "$dir/sop"
ok "not by one person twice" is "$(quietly as sistem sop confirm "$dir/sop"; echo $?)" 1
ok "not with another text" is "$(quietly as kepala sop confirm "$sop"; echo $?)" 1
ok "and agreed to" quietly as kepala sop confirm "$dir/sop"
after=$(as kepala call office.show | member sop_hash)
ok "it is the office's now" is "$([ -n "$after" ] && [ "$before" != "$after" ]; echo $?)" 0
ok "a running case keeps its own" has "$(as aduan call case.show "$case")" "\"case\":\"$case\""
echo broken >>"$dir/sop/S1.yaml"
ok "a broken one is refused" is "$(quietly as sistem sop adopt "$dir/sop"; echo $?)" 1
echo "1..$n"
exit $bad
