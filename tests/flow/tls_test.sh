#!/bin/sh
# tls_test PROBE: the own authority and its certificate, as a browser and an attacker see them.  TAP.
probe=$1 n=0 bad=0
dir=$(mktemp -d /tmp/teduh-flow-XXXXXX) || exit 1
trap 'kill $server 2>/dev/null; wait; rm -rf "$dir"' EXIT
ok() { name=$1; shift; n=$((n + 1)); if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; bad=1; fi; }
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
fails() { ! "$@" >/dev/null 2>&1; }
started() { for i in $(seq 100); do [ -s "$dir/run/address" ] && return 0; sleep 0.05; done; return 1; }

mkdir -p "$dir/kantor/uji"
"$probe" serve --data "$dir" --listen 127.0.0.1:0 --tls >/dev/null 2>&1 &
server=$!
ok "the server tells its address" started
url=$(cat "$dir/run/address") authority=$dir/tls/authority.pem port=${url##*:}; port=${port%/}
asked() { curl -s -m 10 --cacert "$authority" "$@"; }
ok "who trusts the authority is served" is "$(asked "${url}uji/gema" | grep tls)" "tls 1"
ok "who does not is warned" fails curl -s -m 10 "${url}uji/gema"
ok "TLS 1.3 is spoken" is "$(asked --tlsv1.3 -o /dev/null -w '%{http_code}' "${url}uji/gema")" 200
ok "TLS 1.2 is spoken" is "$(asked --tls-max 1.2 -o /dev/null -w '%{http_code}' "${url}uji/gema")" 200
ok "TLS 1.1 is not" fails asked --tls-max 1.1 "${url}uji/gema"
ok "transport security is asked for" is "$(asked -D - -o /dev/null "${url}uji/gema" | grep -ci '^strict-transport-security')" 1
ok "a MiB of body arrives over TLS" is "$(head -c 1048576 /dev/zero | tr '\0' b | asked --data-binary @- "${url}uji/gema" | grep -o 'body 1048576')" "body 1048576"
ok "a big answer arrives over TLS" is "$(asked "${url}uji/besar" | wc -c)" 3145728
ok "fifty at once are answered" is "$(seq 50 | xargs -P 10 -I{} curl -s -m 10 --cacert "$authority" -o /dev/null -w '%{http_code}\n' "${url}uji/gema?{}" | sort | uniq -c | tr -s ' ')" " 50 200"
ok "plain HTTP on that port is not answered" fails curl -s -m 5 "http://127.0.0.1:$port/uji/gema"
ok "keys are their owner's alone" is "$(stat -c %a "$dir"/tls/*.key | sort -u)" 600
ok "the certificate follows from the authority" is "$(openssl verify -CAfile "$authority" "$dir/tls/server.pem" 2>&1 | sed 's/.*: //')" OK
openssl ecparam -name prime256v1 -genkey -noout -out "$dir/evil.key" 2>/dev/null
printf 'subjectAltName=DNS:bank.example\n' >"$dir/evil.ext"
openssl req -new -key "$dir/evil.key" -subj /CN=bank.example 2>/dev/null |
  openssl x509 -req -CA "$authority" -CAkey "$dir/tls/authority.key" -days 9 -extfile "$dir/evil.ext" -out "$dir/evil.pem" 2>/dev/null
ok "a stolen authority cannot vouch for a bank" fails openssl verify -CAfile "$authority" "$dir/evil.pem"
first=$(sha256sum <"$dir/tls/server.pem")
kill $server; wait $server 2>/dev/null; rm -f "$dir/run/address"
"$probe" serve --data "$dir" --listen 127.0.0.1:0 --tls >/dev/null 2>&1 &
server=$!
ok "it starts again" started
ok "a good certificate stays" is "$(sha256sum <"$dir/tls/server.pem")" "$first"
echo "1..$n"
exit $bad
