# count.awk: sums the test cases of a JUnit report: passed failed skipped.
# With names=1 it lists the failed ones instead, with names=2 the skipped ones.
BEGIN { RS = "<" }
function attribute(name,    value) {
  value = " " $0
  if (!sub(".* " name "=\"", "", value)) return ""
  sub(/".*/, "", value)
  return value
}
function finish() {
  if (label == "") return
  count[state]++
  if (names == 1 && state == "failed" || names == 2 && state == "skipped") print label
  label = ""
}
/^testcase / { finish(); label = attribute("classname") ": " attribute("name"); state = "passed" }
/^failure|^error/ { state = "failed" }
/^skipped/ { state = "skipped" }
END { finish(); if (!names) print count["passed"] + 0, count["failed"] + 0, count["skipped"] + 0 }
