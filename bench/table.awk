# table.awk: what bench/run kept (work/record) -> the table, what is reached of what is wanted, one line of JSON.
#
#   F name value                                          a single figure
#   S size offices what con series round rps p50 p99 cpu bad bytes n     one turn
#   L size offices what con series p50 p99 max n          latencies of all rounds together, us
#   X size what con round us                              the bare libsodium calls of the page, processor time
#   K size con round us cpu us cpu                        bare durable commits: of one entry, of `con` entries
#   C size what name calls bytes                          counted calls a request
#   T size what us runs text                              the costliest statements of a request, with counting
#   B size plan con entries bad flush_log flush_other     counted: entries and flushes
BEGIN {
  FS = "\t"
  split("today list case read search", PAGES, " ")
  LABEL["today"] = "Hari ini"; LABEL["list"] = "list of the office's cases"; LABEL["search"] = "search for a rare name, recorded"
  LABEL["case"] = "case page, 50 entries, coalesced"; LABEL["read"] = "case page, 50 entries, recorded"
  LABEL["own"] = "entry by form, cases of its own"; LABEL["one"] = "entry by form, all on one case"
}
$1 == "F" { figure[$2] = $3; if (!($2 in seen)) { seen[$2] = 1; names[++names_n] = $2 } next }
$1 == "S" {
  k = $2 SUBSEP $3 SUBSEP $4 SUBSEP $5 SUBSEP $6; r = $7
  if (!(k in turns)) { keys[++keys_n] = k; split_key[k] = $2 "\t" $3 "\t" $4 "\t" $5 "\t" $6 }
  turns[k] = r; rps[k, r] = $8; p50[k, r] = $9; cpu[k, r] = $11; bad[k] += $12; bytes[k] = $13
  if (!($5 in con_seen)) { con_seen[$5] = 1; cons[++cons_n] = $5 }
  if ($3 == 1 && !($2 in size_seen)) { size_seen[$2] = 1; sizes[++sizes_n] = $2 }
  next
}
$1 == "L" { k = $2 SUBSEP $3 SUBSEP $4 SUBSEP $5 SUBSEP $6; all50[k] = $7; all99[k] = $8; slowest[k] = $9; asked[k] = $10; next }
$1 == "X" { crypto[$2, $3, $4, $5] = $6; next }
$1 == "K" { commit[$2, $3, $4] = $5; commit_cpu[$2, $3, $4] = $6; commit_many[$2, $3, $4] = $7; next }
$1 == "C" { calls[$2, $3, $4] = $5; next }
$1 == "T" { i = ++costly_n[$2, $3]; costly[$2, $3, i] = sprintf("%8.0f us %6.1f runs  %s", $4, $5, $6); next }
$1 == "B" { b_entries[$2, $3, $4] = $5; b_bad[$2, $3, $4] = $6; b_flush[$2, $3, $4] = $7; b_other[$2, $3, $4] = $8; next }

function key(size, offices, what, con, series) { return size SUBSEP offices SUBSEP what SUBSEP con SUBSEP series }
# A set of numbers: set_clear, set_add, then low, mid, high.
function set_clear() { set_n = 0 }
function set_add(v,  i) { for (i = ++set_n; i > 1 && set[i - 1] > v; i--) set[i] = set[i - 1]; set[i] = v }
function mid() { return set_n ? set[int((set_n + 1) / 2)] : 0 }
function low() { return set_n ? set[1] : 0 }
function high() { return set_n ? set[set_n] : 0 }
function mid_of(values, k,  r) { set_clear(); for (r = 1; r <= turns[k]; r++) set_add(values[k, r] + 0); return mid() }
function spread(  d) { d = mid() < 0.1 ? 3 : 2; return sprintf("%." d "f (%." d "f-%." d "f)", mid(), low(), high()) }
function ms(us) { return us >= 100000 ? sprintf("%.0f ms", us / 1000) : us >= 1000 ? sprintf("%.1f ms", us / 1000) : sprintf("%.0f us", us) }

# Ratios of one page over the rounds; the set holds them afterwards.
function ratio_rps(size, what, con,  k, p, q, r, f) {
  k = key(size, 1, what, con, "office"); p = key(size, 1, what, con, "pair"); q = key(size, 1, what, con, "page"); set_clear()
  for (r = 1; r <= turns[k]; r++) { f = rps[p, r] < rps[q, r] ? rps[p, r] : rps[q, r]; if (f > 0) set_add(rps[k, r] / f) }
}
function ratio_cpu(size, what, con,  k, q, r) {
  k = key(size, 1, what, con, "office"); q = key(size, 1, what, con, "page"); set_clear()
  for (r = 1; r <= turns[k]; r++) set_add(cpu[k, r] / (cpu[q, r] + crypto[size, what, con, r]))
}
# The same as ratio_rps by processor time, which a busy machine disturbs less.
function ratio_work(size, what, con,  k, p, q, r, f) {
  k = key(size, 1, what, con, "office"); p = key(size, 1, what, con, "pair"); q = key(size, 1, what, con, "page"); set_clear()
  for (r = 1; r <= turns[k]; r++) { f = cpu[p, r] > cpu[q, r] ? cpu[p, r] : cpu[q, r]; if (cpu[k, r] > 0) set_add(f / cpu[k, r]) }
}
function ratio_entry(size, series, con,  k, q, r) {
  k = key(size, 1, "entry", con, series); q = key(size, 1, "entry", con, "page"); set_clear()
  for (r = 1; r <= turns[k]; r++) set_add(p50[k, r] / (commit[size, con, r] + p50[q, r] + 2 * crypto[size, "entry", con, r]))
}
function mid_crypto(size, what, con,  r) { set_clear(); for (r = 1; (size, what, con, r) in crypto; r++) set_add(crypto[size, what, con, r] + 0); return mid() }
function mid_commit(values, size, con,  r) { set_clear(); for (r = 1; (size, con, r) in values; r++) set_add(values[size, con, r] + 0); return mid() }

function page_line(size, what, con,  k, h, p, q, a, b) {
  k = key(size, 1, what, con, "office"); h = key(size, 1, what, con, "http"); p = key(size, 1, what, con, "pair"); q = key(size, 1, what, con, "page")
  if (!(k in turns)) return
  ratio_rps(size, what, con); a = spread(); ratio_cpu(size, what, con); b = spread()
  printf "%-33s %3d %8.0f %9s %9s %7.0f %4d %7d |%7.0f %7.0f %7.0f %7.0f %7.0f | %-19s %s\n", LABEL[what], con, mid_of(rps, k), ms(all50[k]), ms(all99[k]),
    mid_of(cpu, k), bad[k], bytes[k], mid_of(rps, h), mid_of(rps, p), mid_of(rps, q), mid_of(cpu, q), mid_crypto(size, what, con), a, b
}
function entry_line(size, series, con,  k, q, a) {
  k = key(size, 1, "entry", con, series); q = key(size, 1, "entry", con, "page")
  if (!(k in turns)) return
  ratio_entry(size, series, con); a = spread()
  printf "%-33s %3d %8.0f %9s %9s %7.0f %4d %7d |%9s %9s %9s %7.0f | %-19s %s\n", LABEL[series], con, mid_of(rps, k), ms(all50[k]), ms(all99[k]), mid_of(cpu, k), bad[k], bytes[k],
    ms(mid_commit(commit, size, con)), ms(mid_commit(commit_many, size, con)), ms(all50[q]), mid_crypto(size, "entry", con), a, flush_words(size, series, con)
}
function flush_words(size, plan, con) {
  if (!((size, plan, con) in b_entries)) return "not counted"
  return sprintf("%.1f entries a flush of the log (%d entries, %d flushes, %d others)", b_flush[size, plan, con] ? b_entries[size, plan, con] / b_flush[size, plan, con] : 0,
    b_entries[size, plan, con], b_flush[size, plan, con], b_other[size, plan, con])
}
function size_table(size,  i, c) {
  printf "\nOffice of %d cases: %d entries in its log, %d bytes of log and %d of keyring an entry; filled by deeds at %s\n", size, figure["entries|" size], figure["log_bytes_per_entry|" size], figure["keyring_bytes_per_entry|" size], figure["fill|" size]
  printf "Opened cold in %d ms with its snapshot, %d ms folding the log (first log-in and page less the same when open: %d - %d, %d - %d; processor time of the desk %d and %d ms)\n", figure["open_ms|snapshot|" size], figure["open_ms|fold|" size],
    figure["open_first_ms|snapshot|" size], figure["open_again_ms|snapshot|" size], figure["open_first_ms|fold|" size], figure["open_again_ms|fold|" size], figure["open_cpu_ms|snapshot|" size], figure["open_cpu_ms|fold|" size]
  printf "%-33s %3s %8s %9s %9s %7s %4s %7s |%7s %7s %7s %7s %7s | %-19s %s\n", "", "con", "req/s", "p50", "p99", "cpu us", "bad", "bytes", "http/s", "pair/s", "page/s", "page us", "sodium", "/ lower floor", "cpu / (page + sodium)"
  for (i = 1; i in PAGES; i++) for (c = 1; c <= cons_n; c++) page_line(size, PAGES[i], cons[c])
  printf "%-33s %3s %8s %9s %9s %7s %4s %7s |%9s %9s %9s %7s | %-19s %s\n", "", "con", "req/s", "p50", "p99", "cpu us", "bad", "bytes", "commit 1", "commit n", "page p50", "seal us", "/ (com+page+2seal)", "flushes (counted apart)"
  for (c = 1; c <= cons_n; c++) { entry_line(size, "own", cons[c]); entry_line(size, "one", cons[c]) }
  calls_table(size); costly_table(size)
}
function calls_table(size,  i, n, list, what, j, words) {
  n = split("statement transaction aead_open aead_seal box_open box_seal sign verify sign_keypair box_keypair kdf blake2b sha256 flush_log flush_other", words, " ")
  split("today list case read search entry", list, " ")
  printf "calls a request (counted)        "
  for (j = 1; j <= n; j++) printf " %s", words[j]
  printf "\n"
  for (i = 1; i in list; i++) {
    what = list[i]
    if (!((size, what, "statement") in calls)) continue
    printf "  %-31s", what in LABEL ? LABEL[what] : "entry by form"
    for (j = 1; j <= n; j++) printf " %*.1f", length(words[j]), calls[size, what, words[j]]
    printf "\n"
  }
}
function costly_table(size,  i, j, list) {
  printf "costliest statements of a request (timed while counting, so only their share tells)\n"
  split("today list case read search entry", list, " ")
  for (i = 1; i in list; i++) for (j = 1; j <= costly_n[size, list[i]]; j++)
    printf "  %-33s %s\n", (j > 1 ? "" : (list[i] in LABEL) ? LABEL[list[i]] : "entry by form"), costly[size, list[i], j]
}
function eight_table(  i, f, k, q, r, a) {
  printf "\nEight offices at once, behind one gate, against one of them alone (every office as large as the others)\n"
  printf "%-33s %3s %10s %10s %10s %10s %10s %10s   %s\n", "", "con", "one req/s", "eight", "one p99", "eight", "one cpu us", "eight", "eight / one"
  for (i = 1; i <= keys_n; i++) {
    split(split_key[keys[i]], f, "\t"); k = keys[i]
    if (f[2] != 8 || f[5] != "eight") continue
    q = key(f[1], 8, f[3], f[4], "one"); set_clear()
    for (r = 1; r <= turns[k]; r++) if (rps[q, r] > 0) set_add(rps[k, r] / rps[q, r])
    a = spread()
    printf "%-33s %3d %10.0f %10.0f %10s %10s %10.0f %10.0f   %s%s\n", LABEL[f[3]], f[4], mid_of(rps, q), mid_of(rps, k), ms(all99[q]), ms(all99[k]), mid_of(cpu, q), mid_of(cpu, k), a, bad[k] + bad[q] ? " REFUSED " bad[k] + bad[q] : ""
  }
}
function memory_table(  i, f, last) {
  printf "\nMemory (PSS)\n"
  for (i = 1; i <= names_n; i++) {
    if (names[i] !~ /^pss_kib\|/) continue
    split(names[i], f, "|"); pss[f[3]] += figure[names[i]]
    printf "  %-12s %-10s %7d KiB\n", f[3] ~ /^[0-9]/ ? f[3] " cases" : f[3], f[2], figure[names[i]]
  }
}

function sent_table(  i, f) {
  printf "\nBytes sent, compressed (gzip) with their headers: the page alone, and the first time with all it links\n"
  for (i = 1; i <= names_n; i++) {
    if (names[i] !~ /^load_later/) continue
    split(names[i], f, "|")
    printf "  %-24s %6d cases %8d later %8d first\n", f[2], f[3], figure[names[i]], figure["load_first_bytes|" f[2] "|" f[3]]
  }
}

# --- how good ---------------------------------------------------------------------------------------------------------

# verdict TEXT VALUE WANTED LEAST: LEAST 1 when at least so much is wanted, 0 at most.
function verdict(text, value, wanted, least, words,  good, factor) {
  if (value == "") { not_measured(text); return }
  good = least ? value >= wanted : value <= wanted
  factor = least ? (value > 0 ? wanted / value : 0) : (wanted > 0 ? value / wanted : 0)
  printf "%-92s %9s %s %-5s %s%s\n", text, words != "" ? words : sprintf("%.2f", value), least ? ">=" : "<=", wanted, good ? "reached" : sprintf("NOT by x %.1f", factor), ""
  json_verdicts = json_verdicts (json_verdicts == "" ? "" : ",") sprintf("{\"what\":\"%s\",\"value\":%.4g,\"%s\":%.4g,\"reached\":%s}", text, value, least ? "at_least" : "at_most", wanted, good ? "true" : "false")
}
function not_measured(text) { printf "%-92s not measured in this run\n", text; json_verdicts = json_verdicts (json_verdicts == "" ? "" : ",") sprintf("{\"what\":\"%s\",\"value\":null}", text) }
# The worst of all sizes and connections, of the medians over the rounds.
function worst(what, how,  i, c, v, w, first) {
  first = 1
  for (i = 1; i <= sizes_n; i++) for (c = 1; c <= cons_n; c++) {
    if (!(key(sizes[i], 1, what, cons[c], "office") in turns)) continue
    if (how == "rps") ratio_rps(sizes[i], what, cons[c]); else if (how == "work") ratio_work(sizes[i], what, cons[c]); else ratio_cpu(sizes[i], what, cons[c])
    v = mid()
    if (first || (how == "cpu" ? v > w : v < w)) { w = v; first = 0; worst_at = sizes[i] " cases, " cons[c] " con" }
  }
  return w
}
function p99_grown(what, a, b,  c, v, w) {
  w = 0
  for (c = 1; c <= cons_n; c++) { v = all99[key(a, 1, what, cons[c], "office")]; if (v > 0 && all99[key(b, 1, what, cons[c], "office")] / v > w) { w = all99[key(b, 1, what, cons[c], "office")] / v; worst_at = cons[c] " con" } }
  return w
}
function verdicts(  i, size, big, small, top, v, w, k, text) {
  printf "\nHow good (ratios of this run; worst size and number of connections, median of the rounds)\n"
  split("today list", text, " ")
  for (i = 1; i in text; i++) {
    v = worst(text[i], "rps"); verdict(LABEL[text[i]] ": requests/s / lower of the page floors (" worst_at ")", v, 0.5, 1)
    v = worst(text[i], "work"); verdict(LABEL[text[i]] ": the same by processor time (" worst_at ")", v, 0.5, 1)
  }
  split("case read", text, " ")
  for (i = 1; i in text; i++) { v = worst(text[i], "cpu"); verdict(LABEL[text[i]] ": processor time / (page floor + sodium) (" worst_at ")", v, 2, 0) }
  top = cons[cons_n]; w = 0
  for (i = 1; i <= sizes_n; i++) { ratio_entry(sizes[i], "own", 1); if (mid() > w) w = mid() }
  verdict("entry at one client: p50 / (commit + page floor + 2 x (seal + sign))", w, 1, 0)
  for (i = 1; i <= sizes_n; i++) {
    size = sizes[i]
    verdict("entries a flush at " top " writers, cases of their own, " size " cases", b_flush[size, "own", top] ? b_entries[size, "own", top] / b_flush[size, "own", top] : 0, 8, 1)
    verdict("entries a flush at " top " writers, all on one case, " size " cases", b_flush[size, "one", top] ? b_entries[size, "one", top] / b_flush[size, "one", top] : 0, 8, 1)
    v = bad[key(size, 1, "entry", top, "own")] + bad[key(size, 1, "entry", top, "one")]
    verdict("entries refused at " top " writers, " size " cases", v, 0, 0)
    k = mid_of(cpu, key(size, 1, "entry", 1, "own"))
    verdict("processor time of an entry, " top " writers / one, cases of their own, " size " cases", k > 0 && (key(size, 1, "entry", top, "own") in turns) ? mid_of(cpu, key(size, 1, "entry", top, "own")) / k : "", 1, 0)
    k = mid_of(cpu, key(size, 1, "entry", 1, "one"))
    verdict("processor time of an entry, " top " writers / one, all on one case, " size " cases", k > 0 && (key(size, 1, "entry", top, "one") in turns) ? mid_of(cpu, key(size, 1, "entry", top, "one")) / k : "", 1, 0)
  }
  big = sizes[sizes_n]; small = sizes[1]
  if (figure["entries|" big] >= 200000) {
    verdict("office of " figure["entries|" big] " entries opens, with snapshot, ms", figure["open_ms|snapshot|" big], 2000, 0)
    verdict("office of " figure["entries|" big] " entries opens, folding its log, ms", figure["open_ms|fold|" big], 2000, 0)
  } else not_measured("office of 200,000 entries opens in 2 s (--full)")
  if (sizes_n > 1) for (i = 1; i in PAGES; i++) { v = p99_grown(PAGES[i], small, big); verdict(LABEL[PAGES[i]] ": p99 at " big " cases / at " small " (" worst_at ")", v, 1.5, 0) }
  if (big < 10000) not_measured("p99 at 10,000 cases / at 100 (--full)")
  for (i = 1; i in PAGES; i++) { w = 0; for (k = 1; k <= sizes_n; k++) if (calls[sizes[k], PAGES[i], "statement"] > w) w = calls[sizes[k], PAGES[i], "statement"]; verdict(LABEL[PAGES[i]] ": statements a page", w, 8, 0) }
  verdict("idle installation, MB (PSS; parent, gate, one closed desk)", ("idle" in pss) ? pss["idle"] / 1024 : "", 20, 0)
  if ("1000" in pss) verdict("open office of 1,000 cases, MB (PSS of all its processes)", pss["1000"] / 1024, 64, 0); else not_measured("memory of an open office of 1,000 cases")
  verdict("cold start to the first page, ms (of processor time " int(figure["cold_start_cpu_ms"]) ")", figure["cold_start_ms"], 100, 0)
  w = 0; v = 0
  for (i = 1; i <= names_n; i++) { if (names[i] ~ /^load_first/ && figure[names[i]] > w) w = figure[names[i]]; if (names[i] ~ /^load_later/ && figure[names[i]] > v) v = figure[names[i]] }
  verdict("first page load, KB compressed with all it links (the largest page)", w / 1000, 60, 0)
  verdict("later page load, KB compressed (the largest page)", v / 1000, 15, 0)
}
function json(  i, f, out, k) {
  out = ""
  for (i = 1; i <= names_n; i++) out = out (i > 1 ? "," : "") "\"" names[i] "\":" (figure[names[i]] ~ /^-?[0-9]+(\.[0-9]+)?$/ ? figure[names[i]] : "\"" figure[names[i]] "\"")
  printf "{\"figures\":{%s},\"rows\":[", out
  for (i = 1; i <= keys_n; i++) {
    k = keys[i]; split(split_key[k], f, "\t")
    printf "%s{\"cases\":%d,\"offices\":%d,\"what\":\"%s\",\"connections\":%d,\"series\":\"%s\",\"rps\":%.1f,\"p50_us\":%d,\"p99_us\":%d,\"cpu_us\":%.1f,\"bad\":%d,\"bytes\":%d,\"requests\":%d", (i > 1 ? "," : ""),
      f[1], f[2], f[3], f[4], f[5], mid_of(rps, k), all50[k], all99[k], mid_of(cpu, k), bad[k], bytes[k], asked[k]
    if (f[5] == "office") { printf ",\"sodium_us\":%.1f", mid_crypto(f[1], f[3], f[4]); ratio_rps(f[1], f[3], f[4]); printf ",\"of_lower_floor\":[%.4f,%.4f,%.4f]", low(), mid(), high(); ratio_work(f[1], f[3], f[4]); printf ",\"floor_of_cpu\":[%.4f,%.4f,%.4f]", low(), mid(), high(); ratio_cpu(f[1], f[3], f[4]); printf ",\"cpu_of_floor\":[%.3f,%.3f,%.3f]", low(), mid(), high() }
    if (f[3] == "entry" && f[5] != "page") { printf ",\"commit_us\":%.1f,\"commit_n_us\":%.1f,\"seal_us\":%.1f,\"entries\":%d,\"flushes\":%d", mid_commit(commit, f[1], f[4]), mid_commit(commit_many, f[1], f[4]), mid_crypto(f[1], "entry", f[4]), b_entries[f[1], f[5], f[4]], b_flush[f[1], f[5], f[4]]; ratio_entry(f[1], f[5], f[4]); printf ",\"of_floor\":[%.3f,%.3f,%.3f]", low(), mid(), high() }
    printf "}"
  }
  printf "],\"calls\":{"
  k = 0
  for (i in calls) { split(i, f, SUBSEP); printf "%s\"%s\":%.2f", (k++ ? "," : ""), f[1] "|" f[2] "|" f[3], calls[i] }
  printf "},\"verdicts\":[%s]}\n", json_verdicts
}
END {
  printf "Teduh %s, measured %s on %d cores, load average %s before and %s after, disk %s; %d rounds of %d ms in turn\n", figure["commit"], figure["date"], figure["cores"], figure["load_before"], figure["load_after"], figure["disk"], figure["rounds"], figure["slice_ms"]
  printf "measured: loopback, plain HTTP, uncompressed pages, one officer an office, who opened and holds every case of it (the worst for her lists), %d entries a case (every fifth, at most 64, has 50); sizes %s\nnot measured: TLS, a network, an office of several officers at once, attachments\n", figure["entries_of_case"], figure["sizes"]
  printf "sodium: of a case page the calls it takes (one box, each part of its 50 entries and the hash of each body once), of the others the calls it makes; recorded pages make a durable commit, which no floor beside them does\n"
  printf "cpu us: processor time a request, all processes of the office; http, pair, page: the floors' requests/s; page us and sodium: processor time of the floor and of the bare libsodium calls\n"
  for (i = 1; i <= sizes_n; i++) size_table(sizes[i])
  eight_table(); memory_table(); sent_table(); verdicts(); json()
}
