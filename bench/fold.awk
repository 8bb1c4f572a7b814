# fold.awk: perf script's samples -> one line a stack, "program;outer;…;inner COUNT", for flame.awk.
/^[^ \t#]/ { program = $1; sub(/^:/, "", program); stack = ""; open = 1; next }
/^[ \t]+[0-9a-f]+ / && open {
  name = $2; for (i = 3; i < NF; i++) name = name " " $i
  sub(/\+0x[0-9a-f]+$/, "", name); gsub(/;/, ":", name)
  if (name == "[unknown]" || name == "") name = "?"
  stack = ";" name stack; next
}
/^[ \t]*$/ && open { if (stack != "") count[program stack]++; open = 0 }
END { if (open && stack != "") count[program stack]++; for (s in count) print s, count[s] }
