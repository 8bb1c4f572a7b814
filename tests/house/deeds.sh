#!/bin/sh
# deeds ROOT: everything a page can do, the API and a command can do.  Every deed is a route; every route that writes
# from a page has its JSON twin; doc/api.md lists every operation and nothing else.
cd "$1" || exit 2
routes=src/web/routes.c bad=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
# One line a route: verb, deed, page, api, name.
awk '/^ *\{ (GET|POST), /{ line = $0; name = line; sub(/^[^{]*\{ */, "", line)
     n = split(line, part, /, */); verb = part[1]; k = 3
     for (i = 3; i <= n; i++) if (part[i] ~ /^(&[a-z_]+_deed|NULL)$/) { k = i; break }
     op = part[k + 3]; gsub(/[" ]/, "", op); deed = part[k]; page = part[k + 1]; api = part[k + 2]
     gsub(/ /, "", deed); gsub(/ /, "", page); gsub(/ /, "", api)
     print verb, deed, page, api, op }' $routes >"$tmp/routes"
[ -s "$tmp/routes" ] || { echo "$routes: no route was read"; exit 1; }
awk '$1 == "POST" && $3 != "NULL" && $4 == "NULL" && $5 != "case.reveal" && $5 != "step.do.subject" {
       print "a page does " $5 ", the API cannot"; bad = 1 } END { exit bad }' "$tmp/routes" || bad=1
# Deeds that stand inside another operation, and which.
inside="log_in_ask:log_in log_in:log_in person_check:complaint.open case_safe:case.show password_salt:passphrase.change
passphrase_draw:officer.add screen_lock:lock step_decline:sign typing_load:complaint.draft typing_drop:step.do"
for deed in $(grep -rhoE '^DEED_DECLARE\([a-z_]+\)' src/use/*.h | sed 's/.*(//; s/)//'); do
  grep -q "&${deed}_deed " "$tmp/routes" && continue
  at=
  for row in $inside; do [ "${row%%:*}" = "$deed" ] && at=${row#*:}; done
  [ -n "$at" ] && awk -v at="$at" '$5 == at && $4 != "NULL" { found = 1 } END { exit !found }' "$tmp/routes" && continue
  echo "the deed $deed has no route"; bad=1
done
awk '$4 != "NULL" { print $5 }' "$tmp/routes" | sort >"$tmp/operations"
sed -n 's/^| \([a-z_.]*\) | .* | .* | `call \([a-z_.]*\)`.*/\1 \2/p' doc/api.md | awk '$1 == $2 { print $1 }' | sort >"$tmp/told"
comm -23 "$tmp/operations" "$tmp/told" | sed 's/^/doc\/api.md lacks /' | grep . && bad=1
comm -13 "$tmp/operations" "$tmp/told" | sed 's/^/doc\/api.md tells of what is not there: /' | grep . && bad=1
exit $bad
