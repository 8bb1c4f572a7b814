#!/bin/sh
# replay.sh TEDUH GRAPH.xml: every judged trace beside the graph gets the same verdict and marking from us.
traces=${2%.xml}.traces.jsonl
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
sed 's/^{"trace":\[[^]]*\],/{/' "$traces" >"$tmp/want"
"$1" sop replay "$2" "$traces" >"$tmp/got" || exit 1
[ "$(wc -l <"$tmp/got")" -eq 400 ] || { echo "$traces: not 400 traces"; exit 1; }
diff "$tmp/want" "$tmp/got"
