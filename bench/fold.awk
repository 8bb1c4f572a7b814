# fold.awk: perf script's samples -> one line a stack, "program;outer;…;inner COUNT", for flame.awk.
/^[^ \t#]/ { program = $1; sub(/^:/, "", program); stack = ""; open = 1; next }
/^[ \t]+[0-9a-f]+ / && open {
  name = $0; sub(/^[ \t]+[0-9a-f]+ /, "", name)
  match(name, /\([^(]*\)$/); file = substr(name, RSTART + 1, RLENGTH - 2); name = substr(name, 1, RSTART - 2)
  sub(/\+0x[0-9a-f]+$/, "", name); gsub(/;/, ":", name)
  if (name == "[unknown]" || name == "") { # of a library without symbols: its file
    sub(/.*\//, "", file); name = file ~ /unknown|^$/ ? "?" : "[" file "]"
  }
  stack = ";" name stack; next
}
/^[ \t]*$/ && open { if (stack != "") count[program stack]++; open = 0 }
END { if (open && stack != "") count[program stack]++; for (s in count) print s, count[s] }
