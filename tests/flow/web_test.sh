#!/bin/sh
# web_test TEDUH: one office over HTTP with curl: a call, its first steps, two signatures, the API, the commands.  TAP.
teduh=$1 n=0 bad=0
dir=$(mktemp -d /tmp/teduh-web-XXXXXX) || exit 1
trap '[ -z "$server" ] || kill $server 2>/dev/null; wait; rm -rf "$dir"' EXIT
server=
ok() { name=$1; shift; n=$((n + 1)); if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; bad=1; fi; }
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
has() { case $1 in *"$2"*) return 0 ;; esac; echo "# not there: $2"; return 1; }
quietly() { "$@" >/dev/null 2>&1; }

page() { curl -s -m 20 -b "$dir/jar.$who" -c "$dir/jar.$who" "$@"; }
field() { grep -o "name=\"$1\" value=\"[^\"]*\"" "$dir/form" | head -1 | sed 's/.*value="//; s/"$//'; }
# send PATH FIELD=VALUE...: opens the form of that path, sends it; status and where it leads
send() {
  path=$1; shift
  page "${url}banten$path" >"$dir/form"
  for pair; do shift; set -- "$@" --data-urlencode "$pair"; done
  page -o "$dir/answer" -w '%{http_code} %{redirect_url}' -H "Origin: ${url%/}" --data-urlencode "csrf=$(field csrf)" \
    --data-urlencode "permintaan=$(field permintaan)" "$@" "${url}banten$path"
}
log_in() { # as $who
  send /masuk "nama=$who" "sandi=$(grep "^banten	$who	" "$dir/latihan.txt" | cut -f4)"
}

quietly "$teduh" init --demo 1 --code banten --data "$dir" || exit 1
"$teduh" serve --data "$dir" --listen 127.0.0.1:0 >"$dir/out" 2>&1 & server=$!
for i in $(seq 200); do [ -s "$dir/run/address" ] && break; sleep 0.05; done
url=$(cat "$dir/run/address")

who=aduan
ok "an intake officer logs in" is "$(log_in | cut -c1-3)" 303
answer=$(send /aduan/panggilan "hasil=present" "simpan=lanjut")
case_path=/${answer#*banten/}
ok "a call with almost nothing known is saved" has "$answer" "/banten/kasus/"
ok "its board shows the next step" has "$(page "${url}banten$case_path")" "Pastikan aman"
ok "the first step is done" is "$(send "$case_path/langkah/S1.02" "hasil=in_person" | cut -c1-3)" 303
ok "what is wrong is said and kept" has "$(send /aduan/panggilan 'person.age_stated=enam' simpan=lanjut >/dev/null; cat "$dir/answer")" 'value="enam"'
key=${case_path#/kasus/}

ok "the commands see the same case" has "$("$teduh" case show "$key" --office banten --demo-login aduan --data "$dir")" "S1.03"
ok "a command does what a page does" is "$(quietly "$teduh" step do "$key" S1.02 --outcome in_person --reason not_relevant --words Ulang --office banten --demo-login aduan --data "$dir"; echo $?)" 0
ok "an unknown case is refused with 1" is "$(quietly "$teduh" case show ZZZZZZZZ --office banten --demo-login aduan --data "$dir"; echo $?)" 1
ok "a secret that others may read is refused" is "$(echo rahasia >"$dir/s"; chmod 644 "$dir/s"; quietly "$teduh" case list --office banten --as aduan --secret-file "$dir/s" --data "$dir"; echo $?)" 1

manager=manajer; quietly "$teduh" case show "$key" --office banten --demo-login manajer --data "$dir" || manager=manajer2
assessor=$("$teduh" officer list --office banten --demo-login kepala --data "$dir" | grep "	asesor	" | cut -f1)
who=$manager
ok "the manager logs in" is "$(log_in | cut -c1-3)" 303
ok "and gives the assessor access" is "$(send "$case_path/bagikan" "petugas=$assessor" peran=identification_officer | cut -c1-3)" 303
who=asesor; log_in >/dev/null
ok "the first of two signs the result" is "$(send "$case_path/langkah/S1.11" hasil=insufficient 'reasons=Belum ditemui' simpang=not_safe simpang_kata=Diawasi | cut -c1-3)" 303
who=kepala; log_in >/dev/null
sign=$(page "${url}banten/tanda-tangan" | grep -o "/tanda-tangan/$key/[0-9a-f]*" | head -1)
ok "it waits for the second" has "$sign" "/tanda-tangan/$key/"
ok "who agrees" is "$(send "$sign" jawaban=setuju | cut -c1-3)" 303

ok "without a session the API says so" is "$(curl -s -o /dev/null -w '%{http_code}' "${url}banten/api/v1/kasus")" 401
ok "a form from elsewhere is refused" is "$(page -o /dev/null -w '%{http_code}' -H 'Origin: https://elsewhere.example' -d x=1 "${url}banten/kasus")" 403
ok "a body that is no form is a plain 400" is "$(page -o /dev/null -w '%{http_code}' -H "Origin: ${url%/}" -d 'a=%zz' "${url}banten/kasus")" 400
ok "the document is found without an office" has "$(curl -sL "${url}api/openapi.json")" '"openapi":"3.1.0"'
ok "the document is served" has "$(curl -s "${url}banten/api/openapi.json")" '"openapi":"3.1.0"'
echo "1..$n"
exit $bad
