# rooms.awk: text in C that belongs elsewhere.  A line is looked at without its comments; what remains between
# double quotes is judged: SQL belongs in sql/, markup in pages/, sentences in words/ or a definition.
BEGIN { while ((getline one < said) > 0) if (one !~ /^#/ && split(one, word, /[ \t]+/) > 1) excused[word[1]] = 1 }
FNR == 1 { inside = 0 }
{
  line = $0; text = ""
  while (line != "") {
    if (inside) {
      at = index(line, "*/"); if (!at) break
      line = substr(line, at + 2); inside = 0; continue
    }
    c = substr(line, 1, 1)
    if (substr(line, 1, 2) == "//") break
    if (substr(line, 1, 2) == "/*") { inside = 1; line = substr(line, 3); continue }
    if (c == "'" && match(line, /^'(\\.|[^'\\])+'/)) { line = substr(line, RLENGTH + 1); continue }
    if (c == "\"" && match(line, /^"(\\.|[^"\\])*"/)) {
      text = text " " substr(line, 1, RLENGTH); line = substr(line, RLENGTH + 1); continue
    }
    line = substr(line, 2)
  }
  # A line to the log, a claim and an include are for engineers.
  if (text == "" || $0 ~ /^[ \t]*#/ || $0 ~ /(^|[^a-z_])(must|must_never|log_line|log_say)\(/) next
  if (tolower(text) ~ /"(select|insert into|insert or|update [a-z_]+ set|delete from|create (table|index|trigger|virtual)|pragma|begin|savepoint|rollback|commit|with [a-z_]+ as)( |;|")/)
    say("SQL in C")
  if (text ~ /<\/?[a-zA-Z!][a-zA-Z0-9]*( [^>]*)?\/?>/ && FILENAME !~ /_cmd\.c$/) say("markup in C")
  # "teduh entry v1" is a label inside a hash or a key, and part of the formats.
  gsub(/"teduh [a-z ]+ v[0-9]+(\\0)?"/, "", text)
  if (!(FILENAME in excused) && text ~ /"[^"]*[A-Za-z]+,? [a-z]+,? [a-z]+[^"]*"/) say("a sentence in C")
}
function say(what) { printf "%s:%d: %s:%s\n", FILENAME, FNR, what, text; bad = 1 }
END { exit bad }
