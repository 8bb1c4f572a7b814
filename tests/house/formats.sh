#!/bin/sh
# formats ROOT: doc/formats.md lists every kind, inner kind and fact that the headers number, under its name, and no other;
# of a fact also whether it may stand in W.
cd "$1" || exit 2
awk '
  function plain(name) { name = tolower(name); gsub(/_/, " ", name); return name }
  # Numbers of the headers: "enum NAME {" with explicit or counted values.
  FILENAME ~ /\.h$/ && /^enum [a-z_]+ \{/ {
    list = $2 == "entry_kind" ? "Kinds of entries" : $2 == "inner_kind" ? "Inner kinds of a case fact" : $2 == "program_fact" ? "Facts" : ""
    value = -1; next
  }
  FILENAME ~ /\.h$/ && /^\}/ { list = "" }
  FILENAME ~ /\.h$/ && list != "" && match($0, /^ *[A-Z][A-Z_]+/) {
    name = substr($0, RSTART, RLENGTH); sub(/^ */, "", name)
    if (match($0, /= *[0-9]+/)) { value = substr($0, RSTART, RLENGTH); sub(/= */, "", value); value += 0 } else value++
    said = name; sub(/^(KIND|INNER|FACT)_/, "", said); said = plain(said)
    if (list ~ /^Inner/) sub(/ /, ".", said)
    want[list, value] = said; source[list, value] = name
    if (list == "Facts") part[value] = $0 ~ /\/\* W:/ ? "W" : $0 ~ /\/\* I:/ ? "I" : ""
    next
  }
  FILENAME ~ /\.md$/ && /^## / { list = substr($0, 4); next }
  FILENAME ~ /\.md$/ && /^\| [0-9]+ \|/ && (list == "Facts" || list ~ /^(Kinds of|Inner)/) {
    split($0, cell, / *\| */); n = cell[2] + 0; found[list, n]++
    if (!((list, n) in want)) printf "doc/formats.md: %s: no header has %d\n", list, n
    else if (want[list, n] != cell[3]) printf "doc/formats.md: %s: %d is %s (%s), not \"%s\"\n", list, n, want[list, n], source[list, n], cell[3]
    else if (list == "Facts" && part[n] != "" && part[n] != cell[4]) printf "doc/formats.md: fact %d stands in %s, not in %s\n", n, part[n], cell[4]
    else if (list == "Facts" && part[n] == "" && cell[4] !~ /^(content|any)$/) printf "doc/formats.md: src/domain/facts.h does not say that fact %d stands in %s\n", n, cell[4]
  }
  END { for (key in want) if (found[key] != 1) { split(key, at, SUBSEP); printf "doc/formats.md: %s: %s (%d) stands %d times\n", at[1], source[key], at[2], found[key] } }
' src/seal/envelope.h src/domain/facts.h doc/formats.md | grep . && exit 1
exit 0
