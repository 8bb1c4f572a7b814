# suites.sh: how ./test builds and runs one set of suites and counts what happened.
# Sourced from the root of the project.

passed=0 failed=0 skipped=0 failures=
started=$(date +%s)

say() { printf '%4d s  %s\n' $(($(date +%s) - started)) "$*"; }

# note_failure WHAT: one more failed; named again at the end.
note_failure() {
  failed=$((failed + 1))
  failures="$failures
  $1"
  say "FAILED: $1"
}

# finish: names the failures, prints the last line and leaves with the verdict.
finish() {
  [ -z "$failures" ] || printf 'Failed:%s\n' "$failures"
  if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"
  else echo "$passed passed, $failed failed"; fi
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

# need WHAT WORD...: the packages of one step; without them the step cannot run, and that is a failure.
need() {
  local what=$1; shift
  packages_need "$@" && return 0
  note_failure "packages for $what"
  return 1
}

# build FOLDER COMPILER [MESON OPTION...]: configure once, compile without a warning.
build() {
  local folder=$1 compiler=$2; shift 2
  if [ ! -f "$folder/build.ninja" ]; then
    CC=$compiler meson setup "$folder" "$@" >"$folder.log" 2>&1 || {
      tail -20 "$folder.log"; note_failure "meson setup $folder ($compiler)"; return 1; }
  fi
  # ./start configures without the tests.
  if grep -q '"name": "tests", "value": false' "$folder/meson-info/intro-buildoptions.json"; then
    meson configure "$folder" -Dtests=true >"$folder.log" 2>&1 || { note_failure "meson configure $folder"; return 1; }
  fi
  ninja -C "$folder" >"$folder.log" 2>&1 || {
    grep -E -A6 'error|FAILED|warning' "$folder.log" | head -40
    note_failure "compile $folder ($compiler)"; return 1; }
}

# suite_is_empty FOLDER SUITE: no test of that suite is declared.
suite_is_empty() { [ -z "$(meson test -C "$1" --list --suite "$2" 2>/dev/null | grep -Ev '^(ninja|No suitable tests)' | grep .)" ]; }

# run FOLDER SUITE...: runs the suites and adds each test case of the report to the sums.
# A suite without a test is a failure, unless tests/EMPTY says why it has none yet.
run() {
  local folder=$1 suite report counts wanted=(); shift
  for suite in "$@"; do
    if ! suite_is_empty "$folder" "$suite"; then wanted+=(--suite "$suite")
    elif grep -qs "^$suite:" tests/EMPTY; then
      skipped=$((skipped + 1))
      echo "  skipped in $folder: suite $(grep "^$suite:" tests/EMPTY)"
    else note_failure "$folder: suite $suite has no tests"; fi
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  report=$folder/meson-logs/testlog.junit.xml
  rm -f "$report"
  # The limits of tests are for an idle machine; sanitizers and neighbours make everything slower.
  meson test -C "$folder" --no-rebuild --timeout-multiplier 6 --print-errorlogs "${wanted[@]}" >"$folder.test" 2>&1 || true
  if [ ! -s "$report" ]; then
    tail -20 "$folder.test"; note_failure "$folder: $* did not run"; return 0
  fi
  counts=$(awk -f tests/count.awk "$report")
  set -- $counts
  passed=$((passed + $1)); failed=$((failed + $2)); skipped=$((skipped + $3))
  if [ "$2" -gt 0 ]; then
    sed -n '/FAIL\|ERROR\|TIMEOUT\|not ok/p; /^stderr:/,/^―/p' "$folder.test" | head -120
    failures="$failures
$(awk -v names=1 -f tests/count.awk "$report" | sed "s|^|  $folder: |")"
  fi
  [ "$3" -eq 0 ] || awk -v names=2 -f tests/count.awk "$report" | sed "s|^|  skipped in $folder: |"
}
