# parts.sh: what bench/run measures, one function each.  Every line of `record` is explained at the head of table.awk.

longs_of() { echo $(($1 / 5 < 64 ? $1 / 5 : 64)); }

estimate() {
  local size all=$((8 * many * entries))
  for size in $sizes; do all=$((all + size * entries)); done
  say "$all entries will be written by deeds, at some hundreds a second (about $((all / 450 / 60 + 1)) minutes), then measured; the machine is best left alone."
}

# bytes_measure SIZE: what lies on the disk of a closed office.
bytes_measure() {
  local folder=$data/kantor/$code n
  n=$(named "$code" entries)
  record F "entries|$1" "$n"
  record F "log_bytes_per_entry|$1" $(($(stat -c %s "$folder/log.db") / n))
  record F "keyring_bytes_per_entry|$1" $(($(stat -c %s "$folder/keyring.db") / n))
  record F "note_bytes|$1" "$(named "$code" entry_bytes)"
}

# plans: what is asked of the office that is served now.
plans() {
  plan_pages "$work/today.plan" "/$code/hari-ini"
  plan_pages "$work/list.plan" "/$code/kasus?lihat=semua"
  plan_pages "$work/case.plan" "/$code$(named "$code" long)"
  plan_paths long "$work/read.plan"
  plan_search "$work/search.plan"
  plan_notes "$work/own.plan"
}

# --- counted, never timed -------------------------------------------------------------------------------------------

counts() { cp "$work/counted/teduh.counts" "$work/$1.counts"; }
# counted SIZE WHAT N: N requests of a plan; what each of them costs in calls.
counted() {
  local n
  counts before
  n=$(load counted 1 60000 "$3" | awk '{ print $5 == 0 ? $7 : 0 }')
  counts after
  [ "$n" -gt 0 ] || fail "bench: $2 is refused"
  build/bench/floor counts "$work/before.counts" "$work/after.counts" "$n" >"$work/$2.calls"
  build/bench/floor statements "$work/before.counts" "$work/after.counts" "$n" | sort -rn | head -4 |
    while IFS=$'\t' read -r us runs text; do record T "$1" "$2" "$us" "$runs" "$text"; done
  while read -r name calls bytes; do record C "$1" "$2" "$name" "$calls" "$bytes"; done <"$work/$2.calls"
}

# clock_on SECONDS: the practice clock so much further: 16 minutes, and the next reading is recorded again; a day, and the
# officer may search thirty times again.
clock_on() {
  [ "$clock_s" -gt 0 ] || clock_s=$(date +%s)
  clock_s=$((clock_s + $1))
  case $(send "/$code/latihan/waktu" "waktu=$(TZ=UTC-7 date -d "@$clock_s" +%Y-%m-%dT%H:%M)") in
    303) ;;
    *) fail "bench: the practice clock does not move" ;;
  esac
}

# least_calls WHAT: of the counted calls of a case page no more than it takes: one box, each part of its 50 entries once,
# the hash of each body once.
least_calls() {
  awk -v parts="$(named "$code" entry_parts)" '
    function least(most) { if ($2 > most) { $3 *= most / $2; $2 = most } }
    $1 == "box_open" { least(1) } $1 == "aead_open" { least(50 * parts) } $1 == "sha256" { least(50) } $1 ~ /keypair|blake2b|kdf/ { next } { print }
  ' "$work/$1.calls" >"$work/least" && mv "$work/least" "$work/$1.calls"
}

count_office() {
  local what c n
  serve "$work/counted/teduh"
  log_in "$code"
  plans
  for what in today list case search; do
    series counted "$port" "" "$work/$what.plan"
    load counted 1 60000 3 >/dev/null
    counted "$1" "$what" 20
  done
  clock_on 960
  series counted "$port" "" "$work/read.plan"
  counted "$1" read "$(longs_of "$1")"
  least_calls case
  least_calls read
  head -1 "$work/own.plan" >"$work/one.plan"
  series counted "$port" "" "$work/own.plan"
  counted "$1" entry 20
  for what in own one; do
    for c in $connections; do
      series counted "$port" "" "$work/$what.plan"
      counts before
      n=$(load counted "$c" $((slice * 2)))
      counts after
      record B "$1" "$what" "$c" $(echo "$n" | awk '{ print $7, $5 }') \
        $(build/bench/floor counts "$work/before.counts" "$work/after.counts" 1 | awk '/^flush/ { printf "%.0f ", $2 }')
    done
  done
  stop "$parent"
  printf 'aead_seal 1 %s\nsign 1 208\nsha256 3 1024\n' $(($(named "$code" entry_bytes) - 288)) >"$work/seal.calls"
}

# --- opening --------------------------------------------------------------------------------------------------------

# opened: ms of the first log-in with its first page, of the same once the office is open, processor time of the desk.
opened() {
  local from middle desk cpu
  serve
  curl -s -o /dev/null "$address/$code/masuk"
  for desk in $(family "$parent"); do [ "$(process_name "$desk")" != desk ] || break; done
  cpu=$(cut -d' ' -f1 "/proc/$desk/schedstat")
  from=$(now_ms)
  log_in "$code"
  curl -s -o /dev/null -H "Cookie: $cookie" "$address/$code/hari-ini"
  middle=$(now_ms)
  cpu=$(($(cut -d' ' -f1 "/proc/$desk/schedstat") - cpu))
  log_in "$code"
  curl -s -o /dev/null -H "Cookie: $cookie" "$address/$code/hari-ini"
  echo $((middle - from)) $(($(now_ms) - middle)) $((cpu / 1000000)) >>"$work/opened"
  stop "$parent"
}

open_measure() {
  local how
  for how in snapshot fold; do
    rm -f "$work/opened"
    for _ in $(seq "$folds"); do
      [ $how = snapshot ] || build/bench/floor forget "$data/kantor/$code/keyring.db" || exit 1
      opened
    done
    record F "open_first_ms|$how|$1" "$(awk '{ print $1 }' "$work/opened" | median)"
    record F "open_again_ms|$how|$1" "$(awk '{ print $2 }' "$work/opened" | median)"
    record F "open_cpu_ms|$how|$1" "$(awk '{ print $3 }' "$work/opened" | median)"
    record F "open_ms|$how|$1" "$(awk '{ print $1 - $2 }' "$work/opened" | median)"
  done
}

# --- pages ----------------------------------------------------------------------------------------------------------

# page_measure SIZE WHAT: one page and its floors at each number of connections.
page_measure() {
  local c
  keep_page "$work/$2.plan" "$2"
  record F "page_bytes|$2|$1" "$(stat -c %s "$work/$2.body")"
  floor_begin http "$2"
  floor_begin pair "$2"
  floor_begin page "$2" $(($1 * entries))
  series office "$port" "$(family "$parent")" "$work/$2.plan"
  for c in $connections; do interleave "$1" 1 "$2" "$c" http pair page office; done
  floors_end
}

# limited_measure SIZE WHAT SECONDS MOST: the same, the clock so much further before each turn of the office, which asks
# at most so often.
limited_measure() {
  local most=$4 seconds=$3
  before_turn() { clock_on "$seconds"; }
  clock_on "$seconds"
  page_measure "$1" "$2"
  unset -f before_turn
}

pages_measure() {
  local what
  serve
  log_in "$code"
  plans
  for what in today list case; do page_measure "$1" "$what"; done
  bytes_sent "$1"
  limited_measure "$1" read 960 "$(longs_of "$1")"
  limited_measure "$1" search 90000 30
}

# bytes_sent SIZE: compressed bytes of the first page load with all it links, and of later pages.
bytes_sent() {
  local path all=0 n page
  size_of() { curl -s --compressed -o "$work/page.html" -w '%{size_download} %{size_header}' ${2:+-H "Cookie: $2"} "$address$1" | awk '{ print $1 + $2 }'; }
  for page in "masuk" "hari-ini" "kasus?lihat=semua" "$(named "$code" long | cut -c2-)"; do
    n=$(size_of "/$code/$page" "$([ "$page" = masuk ] || echo "$cookie")") all=$n
    for path in $(grep -oE '(src|href)="/aset/[^"#]*' "$work/page.html" | sed 's/.*"//' | sort -u); do
      all=$((all + $(size_of "$path")))
    done
    case $page in kasus/*) page=case ;; esac
    record F "load_first_bytes|$page|$1" "$all"
    record F "load_later_bytes|$page|$1" "$n"
  done
}

# --- entries --------------------------------------------------------------------------------------------------------

# entries_measure SIZE: a note through its form, each writer on cases of its own or all on one (a fresh one each turn),
# beside bare durable commits of one entry and of as many as there are writers.
entries_measure() {
  local c round bytes turn=0 what line
  bytes=$(named "$code" entry_bytes)
  floor_begin page case $(($1 * entries))
  for c in $connections; do
    rm -f "$work"/*.lat
    for round in $(seq "$rounds"); do
      turn=$((turn + 1))
      record K "$1" "$c" "$round" $(build/bench/floor commit "$work/commit.db" "$bytes" "$slice" 1) \
        $(build/bench/floor commit "$work/commit.db" "$bytes" "$slice" "$c")
      sed -n "$((turn % $(wc -l <"$work/own.plan") + 1))p" "$work/own.plan" >"$work/one.plan"
      series own "$port" "$(family "$parent")" "$work/own.plan"
      series one "$port" "$(family "$parent")" "$work/one.plan"
      for what in page own one; do
        line=$(keep=$work/$what.lat load "$what" "$c" "$slice") || exit 1
        record S "$1" 1 entry "$c" "$what" "$round" $line
      done
      record X "$1" entry "$c" "$round" "$(build/bench/floor crypto 200 "$work/seal.calls")"
    done
    latencies "$1" 1 entry "$c" page own one
    rm -f "$work"/commit.db*
  done
  floors_end
}

memory_measure() {
  local pid
  for pid in $(family "$parent"); do record F "pss_kib|$(process_name "$pid")|$1" "$(pss "$pid")"; done
}

# --- eight offices --------------------------------------------------------------------------------------------------

codes=(satu dua tiga empat lima enam tujuh lapan)
# eight_fill CASES: eight offices of that size, two at a time.
eight_fill() {
  local i pid
  for i in 0 2 4 6; do
    build/bench/fill "$data" "${codes[i]}" "$1" "$entries" "$(longs_of "$1")" >>"$work/fill.log" &
    pid=$!
    children+=("$pid")
    fill "${codes[i + 1]}" "$1" "$entries" "$(longs_of "$1")"
    wait "$pid" || fail "bench: filling the office failed"
  done
}

# eight_measure CASES: eight offices of that size behind one gate, against one of them alone.
eight_measure() {
  local what c pid plans
  data=$work/data
  filled "eight.$1.$entries" eight_fill "$1"
  idle_measure
  serve
  for code in "${codes[@]}"; do
    log_in "$code"
    plans
    for what in today case own; do head -64 "$work/$what.plan" >"$work/$what.$code"; done
  done
  rm -f "$work"/*.calls
  for what in today case own; do
    plans=()
    for code in "${codes[@]}"; do plans+=("$work/$what.$code"); done
    paste -d'\n' "${plans[@]}" >"$work/$what.eight"
    series one "$port" "$(family "$parent")" "$work/$what.satu"
    series eight "$port" "$(family "$parent")" "$work/$what.eight"
    for c in 8 64; do interleave "$1" 8 "$what" "$c" one eight; done
  done
  record F "pss_kib|all|eight" "$(for pid in $(family "$parent"); do pss "$pid"; done | awk '{ n += $1 } END { print n }')"
  stop "$parent"
  rm -rf "$data"
}

# idle_measure: nobody logged in; from the command to the first page, and the memory then.
idle_measure() {
  local from pid
  rm -f "$work/cold"
  for _ in 1 2 3 4 5; do
    from=$(now_ms)
    serve
    curl -s -o /dev/null "$address/satu/masuk"
    echo $(($(now_ms) - from)) $(family "$parent" | while read -r pid; do cut -d' ' -f1 "/proc/$pid/schedstat"; done | awk '{ n += $1 } END { print n / 1e6 }') >>"$work/cold"
    [ "$(wc -l <"$work/cold")" -eq 5 ] || stop "$parent"
  done
  record F cold_start_ms "$(awk '{ print $1 }' "$work/cold" | median)"
  record F cold_start_cpu_ms "$(awk '{ print $2 }' "$work/cold" | median)"
  sleep 1
  for pid in $(family "$parent"); do record F "pss_kib|$(process_name "$pid")|idle" "$(pss "$pid")"; done
  stop "$parent"
}
