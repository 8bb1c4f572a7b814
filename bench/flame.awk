# flame.awk: folded stacks (sorted) -> an SVG flame graph.  Width is processor time, height is depth of calls.
# awk -v title=TEXT -f bench/flame.awk FOLDED >flame.svg
function esc(s) { gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s); gsub(/"/, "\\&quot;", s); return s }
{
  n = $NF; line = $0; sub(/ [0-9]+$/, "", line)
  depth = split(line, frame, ";"); path = ""
  for (i = 1; i <= depth; i++) {
    parent = path; path = path ";" frame[i]
    if (!(path in width)) { order[++paths] = path; up[path] = parent; level[path] = i; name[path] = frame[i]; if (i > deepest) deepest = i }
    width[path] += n
  }
  total += n
}
END {
  W = 1200; H = 17; top = 40; height = top + (deepest + 1) * H
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"monospace\" font-size=\"11\">\n", W, height
  printf "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/><text x=\"10\" y=\"22\" font-size=\"15\">%s (%d samples)</text>\n", esc(title), total
  for (k = 1; k <= paths; k++) {
    p = order[k]; u = up[p]
    x = u == "" ? base + 0 : left[u] + used[u]
    left[p] = x
    if (u == "") base += width[p]; else used[u] += width[p]
    w = width[p] / total * W
    if (w < 0.3) continue
    y = height - (level[p] + 1) * H; hue = 20 + (k * 37) % 35
    printf "<g><title>%s: %.1f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"hsl(%d,85%%,66%%)\" stroke=\"#fff\"/>", esc(name[p]), width[p] / total * 100, x / total * W, y, w, H - 1, hue
    if (w > 30) printf "<text x=\"%.1f\" y=\"%d\">%s</text>", x / total * W + 3, y + 12, esc(substr(name[p], 1, int(w / 6.7)))
    print "</g>"
  }
  print "</svg>"
}
