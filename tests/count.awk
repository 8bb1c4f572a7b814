# count.awk: sums the test cases of a JUnit report: passed failed skipped.
# With names=1 it lists the failed ones instead, with names=2 the skipped ones.
function finish() {
  if (case_name == "") return
  if (state == "failed") { failed++; if (names == 1) print case_name }
  else if (state == "skipped") { skipped++; if (names == 2) print case_name }
  else passed++
  case_name = ""
}
/<testcase/ {
  finish()
  case_name = $0; sub(/.*<testcase /, "", case_name)
  class = case_name; sub(/.*classname="/, "", class); sub(/".*/, "", class)
  if (!sub(/^.*[^s]name="/, "", case_name)) sub(/^name="/, "", case_name)
  sub(/".*/, "", case_name)
  case_name = class ": " case_name
  state = "passed"
}
/<failure|<error/ { state = "failed" }
/<skipped/ { state = "skipped" }
END { finish(); if (!names) print passed + 0, failed + 0, skipped + 0 }
