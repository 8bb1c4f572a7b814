# suites.sh: how ./test builds and runs one set of suites and counts what happened.

passed=0 failed=0 skipped=0 failures=

# build FOLDER COMPILER [MESON OPTION...]: configure once, compile without a warning.
build() {
  local folder=$1 compiler=$2; shift 2
  [ -f "$folder/build.ninja" ] || CC=$compiler meson setup "$folder" "$@" >"$folder.log" 2>&1 || {
    tail -20 "$folder.log"; note_failure "meson setup $folder"; return 1; }
  ninja -C "$folder" >"$folder.log" 2>&1 || { grep -E 'error|FAILED|warning' "$folder.log" | head -30; note_failure "compile $folder"; return 1; }
}

note_failure() { failed=$((failed + 1)); failures="$failures
  $1"; }

# run FOLDER SUITE...: runs the suites and adds each test case of the report to the sums.
run() {
  local folder=$1 suite report counts; shift
  local wanted=()
  for suite in "$@"; do wanted+=(--suite "$suite"); done
  report=$folder/meson-logs/testlog.junit.xml
  rm -f "$report"
  meson test -C "$folder" --no-rebuild --print-errorlogs "${wanted[@]}" >"$folder.test" 2>&1 || true
  if [ ! -s "$report" ]; then
    if grep -q 'No suitable tests' "$folder.test"; then note_failure "$folder: no tests in: $*"; else
      tail -20 "$folder.test"; note_failure "$folder: $* did not run"; fi
    return 0
  fi
  counts=$(awk -f tests/count.awk "$report")
  set -- $counts
  passed=$((passed + $1)); failed=$((failed + $2)); skipped=$((skipped + $3))
  if [ "$2" -gt 0 ]; then
    grep -E '^ *[0-9]+/[0-9]+ .*(FAIL|ERROR|TIMEOUT)' "$folder.test" | head -40
    failures="$failures
$(awk -v names=1 -f tests/count.awk "$report" | sed "s|^|  $folder: |")"
  fi
  [ "$3" -eq 0 ] || awk -v names=2 -f tests/count.awk "$report" | sed "s|^|  skipped in $folder: |"
}
