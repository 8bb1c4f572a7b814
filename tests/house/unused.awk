# unused.awk: of the functions that the headers of src/ declare: those that nothing calls, and those that only the file
# which defines them calls (tests count here), one a line: HEADER: FUNCTION: what is wrong.
# Reads the .h and .c of src/, tests/ and bench/, and the generators of tools/, whose strings are C.
FNR == 1 { inside = skipping = depth = 0; statement = "" }
{
  line = FILENAME ~ /^tools\// ? $0 : code($0)
  macro = line ~ /^#/ || skipping
  skipping = macro && line ~ /\\$/
  body = depth > 0 # of a static inline
  if (FILENAME ~ /^src\/.*\.h$/ && !macro) declared(line)
  if (FILENAME ~ /\.h$/ && !macro && !body) next
  program = FILENAME ~ /^(src|tools)\//
  while (match(line, /[a-z_][a-z_0-9]+/)) {
    name = substr(line, RSTART, RLENGTH); line = substr(line, RSTART + RLENGTH)
    if (program) said[name]++
    if (!((FILENAME, name) in seen)) { seen[FILENAME, name] = 1; files[name]++ }
  }
}
# Without comments and strings.
function code(text,   out, piece, end) {
  out = ""
  while (text != "") {
    if (inside) {
      end = index(text, "*/")
      if (end == 0) return out
      text = substr(text, end + 2); inside = 0
    } else if (match(text, /\/\*|\/\/|"([^"\\]|\\.)*"/)) {
      piece = substr(text, RSTART, 2); out = out substr(text, 1, RSTART - 1) " "
      if (piece == "//") return out
      if (piece == "/*") { inside = 1; text = substr(text, RSTART + 2) } else text = substr(text, RSTART + RLENGTH)
    } else return out text
  }
  return out
}
# Gathers declarations at the outermost level: TYPE name(...); and DEED_DECLARE(name);
function declared(text,   i, c) {
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    if (c == "{") depth++
    else if (c == "}") { if (--depth == 0) statement = "" }
    else if (depth == 0 && c == ";") { note(statement); statement = "" }
    else if (depth == 0) statement = statement c
  }
  statement = statement " "
}
function note(s,   name) {
  if (s ~ /typedef|static|extern/) return
  gsub(/PRINTF_LIKE\([^)]*\)|__attribute__\(\([^)]*\)+/, "", s)
  if (match(s, /DEED_DECLARE\([a-z_0-9]+/)) name = substr(s, RSTART + 13, RLENGTH - 13)
  else if (match(s, /[a-z_][a-z_0-9]*\(/)) name = substr(s, RSTART, RLENGTH - 1)
  else return
  if (!(name in home)) home[name] = FILENAME
}
END {
  for (name in home)
    if (said[name] <= 1) print home[name] ": " name ": nothing calls it"
    else if (files[name] <= 1) print home[name] ": " name ": only its own file calls it"
}
