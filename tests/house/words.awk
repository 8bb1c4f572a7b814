# words.awk: prints "key<TAB>text" for each message of a PO file; several lines of one text are joined.
function finish() { if (key != "") print key "\t" text; key = text = ""; at = "" }
function inner(line) { sub(/^[^"]*"/, "", line); sub(/"[ \t]*$/, "", line); return line }
/^msgid / { finish(); key = inner($0); at = "id"; next }
/^msgid_plural / { at = ""; next }
/^msgstr\[[0-9]\] / { if (text != "") text = text " "; text = text inner($0); at = "str"; next }
/^msgstr / { text = inner($0); at = "str"; next }
/^"/ { if (at == "id") key = key inner($0); else if (at == "str") text = text inner($0); next }
/^[ \t]*$/ { finish() }
END { finish() }
