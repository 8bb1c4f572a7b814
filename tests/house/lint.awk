# lint.awk: judges lines "where<TAB>lang<TAB>kind<TAB>key<TAB>text" by tools/words.lint and tools/words.allow.
# kind: words, title or other.  Whole words in gawk's \y; mawk lacks it, so it is built from its own classes.
function bounded(e) {
  gsub(/\\y/, "@", e)
  sub(/^@/, "(^|[^a-z])", e); gsub(/@\(/, "(^|[^a-z])(", e); gsub(/\|@/, "|(^|[^a-z])", e)
  gsub(/@/, "([^a-z]|$)", e)
  return e
}
BEGIN { FS = "\t" }
FILENAME ~ /words\.lint$/ {
  if ($0 ~ /^(#|[ \t]*$)/) next
  rules++; where[rules] = $0; sub(/: .*/, "", where[rules])
  rest = substr($0, length(where[rules]) + 3)
  say[rules] = rest; sub(/.*: /, "", say[rules])
  expr[rules] = bounded(substr(rest, 1, length(rest) - length(say[rules]) - 2))
  next
}
FILENAME ~ /words\.allow$/ {
  if ($0 ~ /^(#|[ \t]*$)/) next
  n = index($0, ": "); file = substr($0, 1, n - 1); rest = substr($0, n + 2)
  n = index(rest, ": ")
  if (!n) { print FILENAME ": no reason: " $0; bad = 1; next }
  allowed++; afile[allowed] = file; atext[allowed] = tolower(substr(rest, 1, n - 1)); next
}
{
  text = tolower($5)
  for (i = 1; i <= rules; i++) {
    w = where[i]
    if (w == "id" && $2 != "id" || w == "en" && $2 != "en") continue
    if (w == "words" && !($2 == "id" && ($3 == "words" || $3 == "title"))) continue
    if (w == "en-words" && !($2 == "en" && ($3 == "words" || $3 == "title"))) continue
    if (w == "title" && $3 != "title") continue
    if (text !~ expr[i]) continue
    pass = 0
    for (a = 1; a <= allowed; a++)
      if (index($1, afile[a]) == 1 && (atext[a] == "*" || tolower($4) == atext[a] || index(text, atext[a]) == 1)) pass = used[a] = 1
    if (!pass) { printf "%s: %s \"%s\": say %s\n", $1, $4, $5, say[i]; bad = 1 }
  }
}
END {
  for (a = 1; a <= allowed; a++) if (!used[a]) { print "tools/words.allow: allows nothing: " afile[a] ": " atext[a]; bad = 1 }
  exit bad
}
