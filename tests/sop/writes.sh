#!/bin/sh
# writes ROOT: who does a step holds the compartments of its form (roles.yaml `grant`).  Whoever writes into a
# compartment can read it, so a field that its officer may not read is one that nobody fills in: found by playing
# the stories through the deeds, when a third of them were refused.
cd "$1/sop/ppt-2021" || exit 2
{
  awk '/^  - role: /{ r = $3 } /^    grant: /{ gsub(/[\[\],]/, ""); $1 = ""; print "grant", r, $0 }' roles.yaml
  awk '/^ *- block: /{ b = $3 } /\{ at: /{ k = $0; sub(/.*, in: /, "", k); print "block", b, substr(k, 1, 1) }' forms/blocks.yaml
  awk 'FNR == 1 { f = FILENAME; sub(/.*\//, "", f); sub(/\.yaml/, "", f) }
       /^  - \{ key: /{ k = $0; sub(/.*, key: /, "", k); key = $0; sub(/.*\{ key: /, "", key); sub(/,.*/, "", key)
         if ($0 ~ /, block: /) { b = $0; sub(/.*, block: /, "", b); sub(/[, }].*/, "", b); print "uses", f, b }
         else { c = $0; sub(/.*, in: /, "", c); print "field", f, substr(c, 1, 1), key } }' forms/F*.yaml
  awk 'function out() { if (id && form) { n = split(roles, a, " "); for (i = 1; i <= n; i++) print "step", id, form, a[i] } }
       /^  - id: /{ out(); id = $3; form = roles = "" }
       /^    form: /{ form = $2 } /^    role: /{ gsub(/[\[\],]/, ""); $1 = ""; roles = roles $0 }
       /^    sign: /{ gsub(/[\[\],]/, ""); roles = roles " " $2 } 
       END { out() }' S0.yaml S1.yaml S2.yaml S3.yaml S4.yaml S5.yaml S6.yaml
} | awk '
  # A head signs and holds no grant; partners and guests act through packets; the notes of P are their author'"'"'s own.
  function known(role, form, c) {
    return c == "P" || role ~ /^(coordinator|other_coordinator|dpo|advocate|hospital|dinsos|receiver|data_officer)$/ ||
      (form == "F11" && c == "H" && role ~ /^(victim_companion|return_officer)$/) || (role == "counsellor" && form == "F04" && c == "S")
  }
  $1 == "grant" { for (i = 3; i <= NF; i++) has[$2, $i] = 1; next }
  $1 == "block" { of[$2] = of[$2] $3; next }
  $1 == "uses" { for (i = 1; i <= length(of[$3]); i++) form[$2] = form[$2] substr(of[$3], i, 1); next }
  $1 == "field" { form[$2] = form[$2] $3; next }
  { steps++
    for (i = 1; i <= length(form[$3]); i++) {
      c = substr(form[$3], i, 1)
      if (!has[$4, c] && !known($4, $3, c) && !told[$2, $4, c]++) { print $2 ": " $4 " does not hold " c " of " $3; bad = 1 }
    } }
  END { if (steps < 100) { print "only " steps " steps were read"; bad = 1 }; exit bad }'
