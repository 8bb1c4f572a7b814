# layers.awk: a file includes a layer that src/LAYERS does not allow it.
# Run from the root: awk -f tests/house/layers.awk src/LAYERS src/*/*.[ch]
FILENAME == "src/LAYERS" {
  if ($0 ~ /^#/ || NF == 0) next
  layer = $1; sub(/:$/, "", layer); known[layer] = 1; may[layer, layer] = 1
  for (i = 2; i <= NF; i++) may[layer, $i] = 1
  next
}
FNR == 1 {
  split(FILENAME, at, "/")
  if (!known[at[2]]) { printf "%s: folder %s has no line in src/LAYERS\n", FILENAME, at[2]; bad = 1 }
}
/^[ \t]*#[ \t]*include[ \t]+"/ {
  name = $0; sub(/^[^"]*"/, "", name); sub(/".*/, "", name)
  if (split(name, to, "/") < 2) {
    # A header without a folder is made by the build (queries, pages, words), and only its own layer sees it.
    if (!may[at[2], "made:" name]) { printf "%s:%d: \"%s\" names no layer\n", FILENAME, FNR, name; bad = 1 }
  } else if (!known[to[1]] || !may[at[2], to[1]]) {
    printf "%s:%d: %s may not use %s\n", FILENAME, FNR, at[2], to[1]; bad = 1
  }
}
END { exit bad }
