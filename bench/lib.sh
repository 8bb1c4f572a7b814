# lib.sh: what bench/run and bench/profile share: an office served on loopback, log-in, one wrk run, figures.
# Sourced from the root of the project, after $work (a folder of ours) and $port are set.

entries_of_case=20
children=()
tidy() {
  local child
  for child in "${children[@]}"; do kill "$child" 2>/dev/null; wait "$child" 2>/dev/null; done
  rm -rf "$work"
}

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# figure NAME VALUE: kept for the line of JSON.
figure() { printf '%s\t%s\n' "$1" "$2" >>"$work/figures"; }
# ratio A B: A / B with two digits.
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'; }

# ticks PID...: processor time spent so far by these processes, in clock ticks.
ticks() {
  local pid sum=0
  for pid in "$@"; do
    set -- $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null)
    sum=$((sum + ${12:-0} + ${13:-0}))
  done
  echo $sum
}

# family PID: the process and all its descendants.
family() {
  local pid=$1 child
  echo "$pid"
  for child in $(cat "/proc/$pid/task/$pid/children" 2>/dev/null); do family "$child"; done
}

# pss PID: proportional set size in KiB.
pss() { awk '/^Pss:/ { print $2 }' "/proc/$1/smaps_rollup" 2>/dev/null || echo 0; }

# measure NAME CONNECTIONS PIDS URL: one wrk run with METHOD, BODY, COOKIE, PATHS of the environment.
# Sets rps p50 p99 (µs) bad bytes requests cpu (µs of processor time a request), and keeps them as figures.
measure() {
  local name=$1 connections=$2 pids=$3 url=$4 before after line
  before=$(ticks $pids)
  line=$(wrk -t1 -c"$connections" -d"${seconds}s" --timeout 10s -s bench/request.lua "$url" 2>&1 | grep '^RESULT') ||
    fail "wrk did not finish: $name"
  after=$(ticks $pids)
  set -- $line
  rps=$2 p50=$3 p99=$4 bad=$(($5 + $6)) bytes=$7 requests=$8
  cpu=$(awk -v t=$((after - before)) -v n="$requests" -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.0f", n ? t / hz * 1e6 / n : 0 }')
  printf '%-58s %3d %9s %9s %9s %8s %7s\n' "$name" "$connections" "$rps" "$p50" "$p99" "$cpu" "$bad"
  figure "$name|$connections" "$rps $p50 $p99 $cpu $bad $bytes"
}

heading() {
  printf '\n%s\n%-58s %3s %9s %9s %9s %8s %7s\n' "$1" "" "con" "req/s" "p50 us" "p99 us" "cpu us" "bad"
}

# serve_floor MODE ARGUMENT: starts a floor on $port; sets pids.
serve_floor() {
  build/bench/floor "$1" "$port" "$2" &
  children+=($!); floor_pid=$!
  for _ in $(seq 50); do curl -s -o /dev/null "http://127.0.0.1:$port/" && break; sleep 0.05; done
  pids=$(family "$floor_pid")
}
end_floor() { kill "$floor_pid"; wait "$floor_pid" 2>/dev/null; }

# serve_office DATA: serves it on $port; sets parent and address.
serve_office() {
  build/teduh serve --data "$1" --listen "127.0.0.1:$port" >"$work/serve.log" 2>&1 &
  children+=($!); parent=$! address=http://127.0.0.1:$port
  for _ in $(seq 200); do curl -sf -o /dev/null "$address/sehat" && return 0; sleep 0.02; done
  tail -5 "$work/serve.log" >&2; fail "the office does not answer"
}
end_office() { kill "$parent"; wait "$parent" 2>/dev/null; }

# login_of DATA OFFICE ROLE: "name<TAB>passphrase" of a made-up officer.
login_of() { awk -F'\t' -v o="$2" -v r="$3" '$0 !~ /^#/ && $1 == o && (" " $3 " ") ~ (" " r " ") { print $2 "\t" $4; exit }' "$1/latihan.txt"; }

# hidden HTML NAME: value of a hidden field.
hidden() { grep -o "<input[^>]*name=\"$2\"[^>]*>" "$1" | sed -n 's/.*value="\([^"]*\)".*/\1/p' | head -1; }

# log_in OFFICE NAME PASSPHRASE: sets cookie.
log_in() {
  local page=$work/page.html jar=$work/jar
  rm -f "$jar"
  curl -s -c "$jar" -o "$page" "$address/$1/masuk"
  curl -s -b "$jar" -c "$jar" -o "$work/after.html" -H "Origin: $address" -H 'Sec-Fetch-Site: same-origin' \
    --data-urlencode "nama=$2" --data-urlencode "sandi=$3" --data-urlencode "csrf=$(hidden "$page" csrf)" \
    --data-urlencode "permintaan=$(hidden "$page" permintaan)" "$address/$1/masuk"
  cookie=$(awk '$0 ~ /teduh/ { print $6 "=" $7 }' "$jar" | tail -1)
  [ -n "$cookie" ] || { sed 's/<[^>]*>//g' "$work/after.html" | grep . | head -5 >&2; fail "no log-in at $1 as $2"; }
}

# open_bench_office CASES: an office of that size, made by bench/fill, served, one case manager logged in.
# Sets data code cookie case_path (of a case with 50 entries) name (rare) and the file $work/paths (of all cases).
open_bench_office() {
  local login
  data=$work/office.$1
  [ -d "$data" ] || build/bench/fill "$data" "$1" "$entries_of_case" >"$work/fill.log" 2>&1 ||
    { tail -5 "$work/fill.log" >&2; fail "bench/fill $1"; }
  code=$(awk -F'\t' '$1 == "office" { print $2; exit }' "$data/bench.txt")
  case_path=/$code$(awk -F'\t' '$1 == "long" { print $2; exit }' "$data/bench.txt")
  name=$(awk -F'\t' '$1 == "name" { print $2; exit }' "$data/bench.txt")
  awk -F'\t' -v o="/$code" '$1 == "case" { print o $2 }' "$data/bench.txt" >"$work/paths"
  login=$(login_of "$data" "$code" case_manager)
  serve_office "$data"
  log_in "$code" "${login%	*}" "${login#*	}"
}

# note_body PATH: sets note, the body of the form that adds a note to this case.
note_body() {
  curl -s -H "Cookie: $cookie" -o "$work/note.html" "$address$1/catatan"
  note="csrf=$(hidden "$work/note.html" csrf)&permintaan=%REQUEST%&isi=Telepon+ke+rumah+sakit+%N%&bagian=S&simpan=ya"
}
