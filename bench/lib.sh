# lib.sh: what the scripts of bench/ share: a folder of our own, an office served on loopback, log-in, pages, floors.
# Sourced from the root of the project, after tools/packages.sh.

rounds=5 slice=250 # of an interleaved measurement; milliseconds each
children=()

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# bench_begin TARGET...: what is missing is said, then the programs are built and $work is made, on the disk of the clone
# (in memory a durable commit would cost nothing).  Whatever a run that was killed left behind is removed.
bench_begin() {
  local old command
  packages_need $packages_build curl=curl || exit 1
  for command in curl awk od ninja; do command -v "$command" >/dev/null || fail "bench: $command is missing"; done
  [ -f build/build.ninja ] || CC=${CC:-gcc} meson setup build -Dtests=false >/dev/null || exit 1
  ninja -C build teduh teduh-gate teduh-press "$@" >build/bench.log 2>&1 || { grep -E 'error|FAILED|ninja:' build/bench.log | tail -8 >&2; fail "bench: the build failed, see build/bench.log"; }
  for old in build/bench.run.*; do
    [ ! -d "$old" ] || [ -d "/proc/${old##*.}" ] || rm -rf "$old"
  done
  work=$PWD/build/bench.run.$$
  mkdir -p "$work" || exit 1
  trap tidy EXIT
  trap 'exit 130' INT TERM HUP
}

tidy() {
  local child
  trap - EXIT
  for child in "${children[@]}"; do kill "$child" 2>/dev/null; done
  for child in "${children[@]}"; do wait "$child" 2>/dev/null; done
  rm -rf "$work"
}

# stop PID: ends a child of ours and waits for it.
stop() {
  local kept=() child
  kill "$1" 2>/dev/null
  wait "$1" 2>/dev/null
  for child in "${children[@]}"; do [ "$child" = "$1" ] || kept+=("$child"); done
  children=("${kept[@]}")
}

now_ms() { echo $(($(date +%s%N) / 1000000)); }
median() { sort -n | awk '{ at[NR] = $1 } END { print NR ? at[int((NR + 1) / 2)] : 0 }'; }

# family PID: the process and all its descendants.
family() {
  local pid=$1 child
  echo "$pid"
  for child in $(cat "/proc/$pid/task/$pid/children" 2>/dev/null); do family "$child"; done
}

# pss PID: proportional set size in KiB.
pss() { awk '/^Pss:/ { print $2 }' "/proc/$1/smaps_rollup" 2>/dev/null || echo 0; }
# process_name PID: gate, desk CODE, parent.
process_name() {
  { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null | awk '{ sub(".*/", "", $1); sub("teduh-", "", $1); print $2 == "serve" ? "parent" : $2 == "desk" ? $2 : $1 }'
}

# --- an office ------------------------------------------------------------------------------------------------------

# fill CODE CASES ENTRIES LONG: an office in $data, made by deeds.
fill() { build/bench/fill "$data" "$@" >>"$work/fill.log" || fail "bench: filling the office failed"; }
# filled NAME COMMAND...: $data as the command leaves it, or, with --keep FOLDER, as it left it there in an earlier run.
filled() {
  local name=$1
  shift
  rm -rf "$data"
  if [ -n "${kept:-}" ] && [ -f "$kept/$name/latihan.txt" ]; then
    cp -a "$kept/$name" "$data" || exit 1
    say "  (filled in an earlier run)"
    return
  fi
  "$@"
  tail -1 "$work/fill.log" >"$data/filled"
  [ -z "${kept:-}" ] || { mkdir -p "$kept" && rm -rf "$kept/$name" && cp -a "$data" "$kept/$name"; } || exit 1
}
# named CODE WORD: what bench/fill says of an office.
named() { awk -F'\t' -v w="$2" '$1 == w { print $2; exit }' "$data/$1.txt"; }

# serve [PROGRAM]: serves $data; sets parent, address, port.
serve() {
  rm -f "$data/run/address"
  "${1:-build/teduh}" serve --data "$data" --listen 127.0.0.1:0 >"$work/serve.log" 2>&1 &
  parent=$!
  children+=("$parent")
  for _ in $(seq 3000); do
    [ -s "$data/run/address" ] && break
    kill -0 "$parent" 2>/dev/null || break
    sleep 0.002
  done
  [ -s "$data/run/address" ] || { tail -5 "$work/serve.log" >&2; fail "bench: the office is not served"; }
  address=$(cat "$data/run/address") address=${address%/} port=${address##*:}
}

# hidden HTML NAME: value of a hidden field.
hidden() { grep -o "<input[^>]*name=\"$2\"[^>]*>" "$1" | sed -n 's/.*value="\([^"]*\)".*/\1/p' | head -1; }

# log_in CODE: as the officer bench/fill made; sets cookie.  Asks again where opening the office took longer than the gate waits.
log_in() {
  local try
  for try in 1 2 3 4; do
    log_in_once "$1" && return
  done
  sed 's/<[^>]*>//g' "$work/after.html" | grep . | head -5 >&2
  fail "bench: no log-in at $1"
}
log_in_once() {
  local page=$work/page.html jar=$work/jar login name word
  login=$(awk -F'\t' -v o="$1" '$1 == o && /case_manager/ { print $2 "\t" $4; exit }' "$data/latihan.txt")
  name=${login%%	*} word=${login#*	}
  rm -f "$jar"
  curl -s -c "$jar" -o "$page" "$address/$1/masuk"
  curl -s -b "$jar" -c "$jar" -o "$work/after.html" -H "Origin: $address" -H 'Sec-Fetch-Site: same-origin' \
    --data-urlencode "nama=$name" --data-urlencode "sandi=$word" --data-urlencode "csrf=$(hidden "$page" csrf)" \
    --data-urlencode "permintaan=$(hidden "$page" permintaan)" "$address/$1/masuk"
  cookie=$(awk '$0 ~ /teduh/ { print $6 "=" $7 }' "$jar" | tail -1)
  [ -n "$cookie" ]
}

# send PATH FIELD=VALUE...: a form of the office sent with curl, as a browser would.
send() {
  local path=$1 fields=() field
  shift
  curl -s -H "Cookie: $cookie" -o "$work/form.html" "$address$path"
  for field in "$@"; do fields+=(--data-urlencode "$field"); done
  curl -s -o "$work/sent.html" -w '%{http_code}' -H "Cookie: $cookie" -H "Origin: $address" -H 'Sec-Fetch-Site: same-origin' \
    --data-urlencode "csrf=$(hidden "$work/form.html" csrf)" --data-urlencode "permintaan=$(hidden "$work/form.html" permintaan)" \
    "${fields[@]}" "$address$path"
}

# form_token PATH: the token that a form of this page is sent with.
form_token() {
  curl -s -H "Cookie: $cookie" -o "$work/form.html" "$address$1"
  hidden "$work/form.html" csrf
}

# plan_pages FILE PATH...: a plan for bench/load (path, cookie) of these pages.
plan_pages() {
  local file=$1 path
  shift
  for path in "$@"; do printf '%s\t%s\n' "$path" "$cookie"; done >"$file"
}

# plan_paths KIND FILE: the same of all cases of a kind (case, long) of the office $code.
plan_paths() { awk -F'\t' -v k="$1" -v o="/$code" -v c="$cookie" '$1 == k { print o $2 "\t" c }' "$data/$code.txt" >"$2"; }

# plan_search FILE: looking for the rare name through the form.
plan_search() {
  printf '/%s/kasus\t%s\tcsrf=%s&permintaan=%%REQUEST%%&cari=%s\n' "$code" "$cookie" "$(form_token "/$code/kasus")" "$(named "$code" name)" >"$1"
}

# plan_notes FILE: a note added through its form, to all ordinary cases in turn.
plan_notes() {
  local first token
  first=$(named "$code" case)
  token=$(form_token "/$code$first/catatan")
  awk -F'\t' -v o="/$code" -v c="$cookie" -v t="$token" '$1 == "case" {
    print o $2 "/catatan\t" c "\tcsrf=" t "&permintaan=%REQUEST%&isi=Telepon+ke+rumah+sakit+%N%&bagian=S&simpan=ya" }' "$data/$code.txt" >"$1"
}

# keep_page PLAN NAME: the answer to the first line of a plan, as $work/NAME.head and NAME.body for a floor.
keep_page() {
  local path cookie body
  IFS=$'\t' read -r path cookie body <"$1"
  body=${body//%REQUEST%/$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')}
  curl -s -D "$work/$2.head" -o "$work/$2.body" -H "Cookie: $cookie" ${body:+-H "Origin: $address" -H 'Sec-Fetch-Site: same-origin' --data "$body"} "$address$path"
  grep -q '^HTTP/1.1 200' "$work/$2.head" || { head -1 "$work/$2.head" >&2; fail "bench: $path is not answered with a page"; }
}

# --- measuring ------------------------------------------------------------------------------------------------------

declare -A series_port series_pids series_plan
# series NAME PORT PIDS PLAN: one of those that are measured in turn.
series() { series_port[$1]=$2 series_pids[$1]=$3 series_plan[$1]=$4; }

# floor_begin MODE NAME [ROWS]: a floor that sends the page NAME; becomes the series MODE.
floor_begin() {
  local mode=$1 out=$work/$1.out pid
  shift
  : >"$out"
  build/bench/floor "$mode" "$work/$1.head" "$work/$1.body" ${2:+"$2"} >"$out" &
  pid=$!
  children+=("$pid")
  for _ in $(seq 1000); do [ -s "$out" ] && break; kill -0 "$pid" 2>/dev/null || break; sleep 0.01; done
  [ -s "$out" ] || fail "bench: the floor '$mode' does not serve the page"
  sleep 0.05
  floor_pids+=("$pid")
  echo / >"$work/floor.plan"
  series "$mode" "$(cat "$out")" "$(family "$pid")" "$work/floor.plan"
}
floor_pids=()
floors_end() {
  local pid
  for pid in "${floor_pids[@]}"; do stop "$pid"; done
  floor_pids=()
}

# load NAME CONNECTIONS MS [MOST]: one turn of a series.
load() {
  local pid watched=()
  for pid in ${series_pids[$1]}; do watched+=(-p "$pid"); done
  build/bench/load -c "$2" -t "$3" ${4:+-n "$4"} "${watched[@]}" ${keep:+-l "$keep"} "${series_port[$1]}" "${series_plan[$1]}" ||
    fail "bench: $1 does not answer"
}

# record KIND FIELD...: a line of what was measured.
record() { (IFS=$'\t'; printf '%s\n' "$*") >>"$work/record"; }

# interleave SIZE OFFICES WHAT CONNECTIONS NAME...: all series in turn, $rounds times; a line each, and one of all together.
# The series office asks at most $most a turn, after before_turn where there is such a function.
interleave() {
  local size=$1 offices=$2 what=$3 connections=$4 round name limit line keep=''
  shift 4
  for name in "$@"; do
    rm -f "$work/$name.lat"
    [ "$name" = office ] && [ -n "${most:-}" ] || load "$name" "$connections" 60 >/dev/null || exit 1
  done
  for round in $(seq "$rounds"); do
    for name in "$@"; do
      limit=''
      if [ "$name" = office ]; then
        limit=${most:-}
        ! declare -F before_turn >/dev/null || before_turn
      fi
      keep=$work/$name.lat
      line=$(load "$name" "$connections" "$slice" $limit) || exit 1
      record S "$size" "$offices" "$what" "$connections" "$name" "$round" $line
    done
    [ ! -f "$work/$what.calls" ] || record X "$size" "$what" "$connections" "$round" "$(build/bench/floor crypto 30 "$work/$what.calls")"
  done
  latencies "$size" "$offices" "$what" "$connections" "$@"
}

# latencies SIZE OFFICES WHAT CONNECTIONS NAME...: of all rounds together.
latencies() {
  local size=$1 offices=$2 what=$3 connections=$4 name
  shift 4
  for name in "$@"; do
    record L "$size" "$offices" "$what" "$connections" "$name" $(build/bench/load -s "$work/$name.lat")
  done
}
