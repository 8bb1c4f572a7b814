#!/bin/sh
# self ROOT: each house test finds the fault planted for it, and finds nothing where nothing is wrong.
root=$1
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
bad=0

# fresh: a small tree in which nothing is wrong.
fresh() {
  rm -rf "$tmp/t" && mkdir -p "$tmp/t/src/base" "$tmp/t/src/domain" "$tmp/t/src/seal" "$tmp/t/src/cli" "$tmp/t/src/use" "$tmp/t/src/web" "$tmp/t/doc/decisions" "$tmp/t/tools" "$tmp/t/words" "$tmp/t/pages" "$tmp/t/tests/story" \
    "$tmp/t/sop" "$tmp/t/bench" "$tmp/t/sql" "$tmp/t/assets"
  cp -r "$root/tests/house" "$tmp/t/tests/" && cp "$root/tools/words.lint" "$tmp/t/tools/" && cp "$root/.clang-format" "$tmp/t/"
  (cd "$tmp/t/tests/house" && ls *.sh | sed "s/.*/'&'/" >meson.build)
  printf 'base:\ndomain: base\nseal: base\ncli: base\nuse: base\nweb: base\n' >"$tmp/t/src/LAYERS"
  printf '#include "base/base.h"\n\nint two(void);\nint two(void)\n{\n    return 1 + one();\n}\n' >"$tmp/t/src/domain/two.c"
  printf 'int one(void);\n' >"$tmp/t/src/base/base.h"
  printf '#include "base/base.h"\n\nint one(void)\n{\n    return 1;\n}\n' >"$tmp/t/src/base/one.c"
  printf "base = static_library('base', 'one.c')\n" >"$tmp/t/src/base/meson.build"
  printf "domain = static_library('domain', 'two.c')\n" >"$tmp/t/src/domain/meson.build"
  for lang in id en; do printf 'msgid "a.b"\nmsgstr "Halo {name}"\n' >"$tmp/t/words/$lang.po"; done
  printf '<h1>{{say a.b}}</h1>\n' >"$tmp/t/pages/a.html"
  printf '| Promise | Shown by |\n|---|---|\n| x | `pages/a.html` |\n' >"$tmp/t/tests/PROMISES.md"
  : >"$tmp/t/tools/words.allow"
  printf '# 0001 One\n' >"$tmp/t/doc/decisions/0001-one.md"
  printf '/* clang-format off */\n    row("case list", case_list_cmd, "cmd.case_list", "[--which W]")\n' >"$tmp/t/src/cli/commands.h"
  printf '#define USAGE_COMMON "[--help]"\n' >"$tmp/t/src/cli/usage.h"
  printf 'void f(void)\n{\n    cli_option(cli, "--which", &w);\n    cli_flag(cli, "--help");\n}\n' >"$tmp/t/src/cli/cli.c"
  printf "cli = static_library('cli', 'cli.c')\n" >"$tmp/t/src/cli/meson.build"
  printf 'See `src/base/base.h` and `teduh case list`.\n' >"$tmp/t/doc/guide.md"
  printf 'enum entry_kind {\n    KIND_GENESIS = 1,\n    KIND_WORK_KEY,\n};\nenum inner_kind {\n    INNER_CASE_OPEN = 1,\n};\n' >"$tmp/t/src/seal/envelope.h"
  printf 'enum program_fact {\n    FACT_REQUEST = 1, /* W: bytes */\n    FACT_NOTE = 25,   /* text */\n};\n' >"$tmp/t/src/domain/facts.h"
  printf 'DEED_DECLARE(note_add);\n' >"$tmp/t/src/use/note.h"
  printf 'note_* a deed\n' >"$tmp/t/tools/UNUSED"
  printf '/* clang-format off */\n    { POST, "/n", &note_add_deed, note_send, note_api, "note.add", NULL, NULL },\n' >"$tmp/t/src/web/routes.c"
  printf "web = static_library('web', 'routes.c')\n" >"$tmp/t/src/web/meson.build"
  printf '| note.add | yes | POST | `call note.add` |\n' >"$tmp/t/doc/api.md"
  printf '## Kinds of entries\n\n| 1 | genesis | |\n| 2 | work key | |\n\n## Inner kinds of a case fact\n\n| 1 | case.open | |\n\n## Facts\n\n| 1 | request | W | |\n| 25 | note | content | |\n' >"$tmp/t/doc/formats.md"
}

# expect TEST GOOD|BAD [TEXT]: its verdict on the tree, and the text it must print.
expect() {
  out=$(sh "$tmp/t/tests/house/$1.sh" "$tmp/t" 2>&1); code=$?
  [ $code -ne 77 ] || return 0
  if [ "$2" = GOOD ] && [ $code -ne 0 ]; then echo "$1 complains where nothing is wrong: $out"; bad=1; fi
  if [ "$2" = BAD ] && [ $code -eq 0 ]; then echo "$1 does not find: $3"; bad=1; fi
  if [ "$2" = BAD ] && ! echo "$out" | grep -q "$3"; then echo "$1 does not say \"$3\": $out"; bad=1; fi
}

# plant TEST TEXT FILE LINE: adds a line to a file of a fresh tree; the test must say TEXT.
plant() { fresh; printf '%b\n' "$4" >>"$tmp/t/$3"; expect "$1" BAD "$2"; }

fresh
for test in layers sizes rooms words why lint listed private later promises format docs formats deeds options unused; do expect $test GOOD; done

plant layers 'base may not use domain' src/base/base.h '#include "domain/two.h"'
plant layers 'names no layer' src/domain/two.c '#include "queries.h"'
plant sizes 'at most 150' src/base/base.h "$(yes '' | head -150 | sed 's/$/\\n/' | tr -d '\n')"
plant sizes 'at most 600' pages/a.html "$(yes '' | head -600 | sed 's/$/\\n/' | tr -d '\n')"
plant sizes 'longer() has' src/domain/two.c "int longer(void)\n{$(yes '' | head -60 | sed 's/$/\\n/' | tr -d '\n')    return 1;\n}"
plant sizes 'no reason' tools/LONG 'src/domain/two.c'
plant rooms 'SQL in C' src/domain/two.c 'const char *q = "SELECT id FROM consent";'
plant rooms 'markup in C' src/domain/two.c 'const char *q = "<b>x</b>";'
plant rooms 'a sentence in C' src/domain/two.c 'const char *q = "Data belum tersimpan";'
plant words 'words/en.po lacks a.c' words/id.po '\nmsgid "a.c"\nmsgstr "x"'
plant words 'no text: a.c' words/id.po '\nmsgid "a.c"\nmsgstr ""'
plant words 'nobody says a.c' words/id.po '\nmsgid "a.c"\nmsgstr "x"'
fresh; printf 'msgid "a.b"\nmsgstr "Hello {nama}"\n' >"$tmp/t/words/en.po"; expect words BAD 'places differ'
plant why 'no words for "z.z"' src/domain/two.c 'enum err f(void) { return ctx_fail(ctx, ERR_INVALID, "z.z"); }'
plant lint 'say terlapor' words/id.po '\nmsgid "a.c"\nmsgstr "Nama pelaku"'
plant lint 'say menceritakan' sop/s.yaml 'title: { id: "Ia mengaku", en: "x" }'
plant lint 'say layanan warga' words/id.po '\nmsgid "a.title"\nmsgstr "Polisi"'
plant lint 'say person' words/en.po '\nmsgid "a.c"\nmsgstr "The victim"'
plant lint 'allows nothing' tools/words.allow 'words/id.po: a.z: because'
plant listed 'is in no meson.build' src/domain/three.c 'int three;'
plant private 'README' README "see /ro""ot/notes"
plant private 'README' README "regis""try.npm"
plant later 'two.c' src/domain/two.c '/* LAT''ER: some day */'
plant later 'two.c' src/domain/two.c '/* TO''DO */'
plant promises 'does not exist' tests/PROMISES.md '| y | `tests/none.c` |'
plant promises 'nothing shows it' tests/PROMISES.md '| y | surely |'
plant format 'clang-format -i' src/domain/two.c 'int  three;'
plant docs 'names src/none.c' doc/guide.md 'See `src/none.c`.'
plant docs 'names plan.md' src/domain/two.c '/* plan.md 3 says so */'
plant docs 'names settled 4' src/domain/two.c '/* as settled 4 says */'
plant docs 'names doc/decisions/0002' src/domain/two.c '/* doc/decisions/0002 */'
plant docs 'two have the number 0001' doc/decisions/0001-two.md '# 0001 Two'
plant docs 'its heading' doc/decisions/0002-two.md '# 0001 Two'
plant docs 'the command teduh case lose' doc/guide.md 'Type `teduh case lose`.'
plant docs 'names the file none.c' doc/guide.md 'See `none.c`.'
plant docs 'names none()' doc/guide.md 'See `none()`.'
plant docs 'names struct none' doc/guide.md 'See `struct none`.'
plant deeds 'the deed note_drop has no route' src/use/note.h 'DEED_DECLARE(note_drop);'
plant deeds 'a page does note.tell, the API cannot' src/web/routes.c '    { POST, "/t", &note_add_deed, tell_send, NULL, "note.tell", NULL, NULL },'
plant deeds 'doc/api.md lacks note.read' src/web/routes.c '    { GET, "/r", &note_add_deed, NULL, read_api, "note.read", NULL, NULL },'
plant deeds 'tells of what is not there: note.gone' doc/api.md '| note.gone | yes | POST | `call note.gone` |'
plant formats 'KIND_WORK_KEY_OLD (3) stands 0' src/seal/envelope.h 'enum entry_kind {\n    KIND_WORK_KEY_OLD = 3,\n};'
plant formats 'FACT_DUE (7) stands 0' src/domain/facts.h 'enum program_fact {\n    FACT_DUE = 7,\n};'
plant formats 'no header has 26' doc/formats.md '| 26 | acts | I | |'
plant formats 'does not say that fact 25' doc/formats.md '| 25 | note | W | |'
plant options 'no usage names --fast' src/cli/cli.c '/* cli_flag(cli, "--fast") */'
plant options 'nothing takes --slow' src/cli/usage.h '#define MORE "[--slow]"'
plant unused 'three: nothing calls it' src/base/base.h 'int three(void);'
plant unused 'two: ' src/base/base.h '/* two() */\nint two(void);'
plant unused 'UNUSED: one is called by now' tools/UNUSED 'one waits'
fresh; echo 'int four(void);' >>"$tmp/t/src/base/base.h"; printf 'int four(void)\n{\n    return four();\n}\n' >>"$tmp/t/src/base/one.c"
expect unused BAD 'four: only its own file calls it'

# Purity and bans are read from what the compiler made.
mkdir "$tmp/o"
printf '#include <time.h>\n#include <stdlib.h>\nlong f(void);\nlong f(void)\n{\n    return (long)time(NULL) + (long)malloc(3);\n}\n' >"$tmp/o/f.c"
printf 'int base_one(void);\nint base_one(void)\n{\n    return 1;\n}\n' >"$tmp/o/b.c"
printf 'int base_one(void);\nint g(void);\nint g(void)\n{\n    return base_one();\n}\n' >"$tmp/o/g.c"
cc=$(command -v gcc || command -v cc || command -v clang)
for name in f b g; do (cd "$tmp/o" && "$cc" -c -o $name.c.o $name.c && ar cr lib$name.a $name.c.o); done
sh "$root/tests/house/pure.sh" "$tmp/o/libb.a" "$tmp/o/libg.a" || { echo "pure complains where nothing is wrong"; bad=1; }
sh "$root/tests/house/pure.sh" "$tmp/o/libb.a" "$tmp/o/libf.a" | grep -q 'asks for time' || { echo "pure does not find time()"; bad=1; }
sh "$root/tests/house/banned.sh" /dev/null "$tmp/o/libg.a" || { echo "banned complains where nothing is wrong"; bad=1; }
sh "$root/tests/house/banned.sh" /dev/null "$tmp/o/libf.a" | grep -q 'asks for malloc' || { echo "banned does not find malloc"; bad=1; }
exit $bad
