#!/bin/sh
# content ROOT: what the parts of the shipped definition say of each other, and what its stories and vignettes must cover.
# The reader checks form and names of the graph; this checks what only agrees between files.
cd "$1" || exit 2
sop=sop/ppt-2021
bad=0
tell() { echo "$*"; bad=1; }
words() { tr -s ' ' '\n' | sort -u; }
# missing WHAT A B: every word of A (one a line, sorted) is in B.
missing() { for w in $(printf '%s\n' "$2" | words); do printf '%s\n' "$3" | words | grep -qx -- "$w" || tell "$1: $w"; done; }

# Values of an enum or multi: words before "{ id:" in the braces after "values:".
values() { grep "key: $2," "$sop/forms/$1.yaml" | sed 's/.*values: {//' | grep -o '[A-Za-z0-9_]*: { id' | sed 's/:.*//'; }

missing "partners.yaml has a kind that F32 does not offer" "$(sed -n 's/^  - kind: //p' $sop/partners.yaml)" "$(values F32 partner_kind)"
missing "screen.yaml has a purpose that F33 cannot count" \
  "$(sed -n '/^  E3:/,/^elements/s/^    - { code: \([a-z_]*\),.*/\1/p' $sop/screen.yaml)" "$(values F33 exploitation)"
missing "screen.yaml has an observation that F02 does not offer" "$(sed -n 's/^  - { o: \([A-Z0-9]*\),.*/\1/p' $sop/screen.yaml)" "$(values F02 observations)"
missing "reasons.yaml has a change reason that F34 does not offer" \
  "$(sed -n '/^change:/,/^why:/s/^  - { reason: \([a-z_]*\),.*/\1/p' $sop/reasons.yaml)" "$(values F34 change_reason)"
missing "consents.yaml has a consent that F06 does not offer" "$(sed -n 's/^  - consent: //p' $sop/consents.yaml)" "$(values F06 consent_kind)"
missing "a consent leads to a step that is not there" "$(sed -n 's/^    refused_path: //p' $sop/consents.yaml)" "$(sed -n 's/^  - id: \([A-Za-z0-9.]*\).*/\1/p' $sop/S?.yaml)"
missing "screen.yaml suggests a result that the case does not know" "$(sed -n 's/^  - { result: \([a-z_]*\),.*/\1/p' $sop/screen.yaml)" \
  "$(sed -n '/^  ident:/,/^  agencies2/s/^      \([a-z_]*\): {.*/\1/p' $sop/definition.yaml)"

# Every step and deadline says where it comes from; one that calls itself law names its article.
for f in $sop/S?.yaml; do
  awk '/^  - id: /{ if (id && !mark) print FILENAME ": " id " has no mark"; id = $3; mark = 0 } /^    mark: [TKPH]$/{ mark = 1 }
       END { if (!mark) print FILENAME ": " id " has no mark" }' "$f"
done | grep . && bad=1
awk '/^D[0-9]+:/{ if (d && !m) print d " has no mark"; if (d && law && !b) print d " is law without basis"; d = $1; m = law = b = 0 }
     /^  mark: [TKPH]$/{ m = 1 } /^  kind: law$/{ law = 1 } /^  basis: /{ b = 1 }
     END { if (!m) print d " has no mark" }' $sop/deadlines.yaml | grep . && bad=1
for f in $sop/forms/F*.yaml; do grep -q '^mark: [TKPH]$' "$f" || tell "$f has no mark"; done

# Every sentence of a refusal is met in a story; every clock that a story can miss is missed in one.
for why in $(sed -n '/^why:/,$s/^  \([a-z0-9_.]*\): {.*/\1/p' $sop/reasons.yaml); do
  grep -qE "why: \"?$why\"? }" tests/story/*.yaml || echo "$why"
done | awk '{ print "no story is refused by " $1; bad = 1 } END { exit bad }' || bad=1

# A row's story names it in its title; D13 has no date to be late, D56 is the clock of a review.
for row in $(sed -n 's/^\(D[0-9]*\):.*/\1/p' $sop/deadlines.yaml); do
  case $row in D13 | D56) continue ;; esac
  grep 'story: ' tests/story/missed.yaml | grep -qw "$row" || tell "no story of missed.yaml names $row"
done

# The vignettes: each row twice, each suggested result twice, each group four times, children, men, people not trafficked.
cat tests/screen/*.yaml | awk '
  /^  - vignette: /{ n++ }
  /^      row: /{ row[$2]++ } /^      result: /{ result[$2]++ }
  /^    groups: /{ gsub(/[\[\],]/, ""); for (i = 2; i <= NF; i++) group[$i]++ }
  /^    person: .*sex: male/{ men++ } /^    person: .*child_at_act: yes/{ children++ }
  END {
    if (n < 60) { print "only " n " vignettes"; bad = 1 }
    for (i = 1; i <= 17; i++) { r = sprintf("R%02d", i); if (row[r] < 2) { print r " has " row[r] + 0; bad = 1 } }
    m = split("victim presumed_victim witness_only not_tppo insufficient", want, " ")
    for (i = 1; i <= m; i++) if (result[want[i]] < 2) { print want[i] " has " result[want[i]] + 0; bad = 1 }
    m = split("deceptive_recruitment coercive_recruitment recruitment_by_vulnerability exploitative_conditions coercion_at_destination vulnerability_at_destination forced_labour child abk scam_compound bride organ", want, " ")
    for (i = 1; i <= m; i++) if (group[want[i]] < 4) { print want[i] " has " group[want[i]] + 0; bad = 1 }
    if (children < 10 || men < 6 || result["not_tppo"] < 8) { print "too few children, men or people not trafficked"; bad = 1 }
    exit bad }' || bad=1
exit $bad
