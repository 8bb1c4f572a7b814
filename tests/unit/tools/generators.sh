#!/bin/sh
# generators PAGEGEN WORDGEN EMBED ROOT CC...: what the build must refuse, with file and line.
pagegen=$(realpath "$1") wordgen=$(realpath "$2") embed=$(realpath "$3") root=$4; shift 4
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
mkdir -p pages/parts words assets view
count=0 bad=0

words() { # words FILE KEY TEXT...
  file=$1; shift
  printf 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n' >"$file"
  while [ $# -gt 0 ]; do printf '\nmsgid "%s"\nmsgstr "%s"\n' "$1" "$2" >>"$file"; shift 2; done
}
words words/id.po app.nama Teduh hari.ringkas '{n} hal'
words words/en.po app.nama Teduh hari.ringkas '{n} things'
printf 'body{}\n' >assets/gaya.css
printf '<svg><symbol id="i-check"/></svg>\n' >assets/ikon.svg
cat >view/x_view.h <<'X'
#include "text/html.h"
struct row_view { struct str text; };
struct x_view { struct str name; int64_t n; const char *raw; struct address href; LIST(struct row_view) rows; };
X

# says NAME WANTED OUTPUT STATUS: the tool failed and said so.
says() {
  count=$((count + 1))
  if [ "$4" -ne 0 ] && printf '%s' "$3" | grep -qF "$2"; then echo "ok $count - $1"
  else bad=1; echo "not ok $count - $1"; printf '# wanted: %s\n# got (%s): %s\n' "$2" "$4" "$3" | head -5; fi
}
page() { printf '{{view x_view}}\n%s\n' "$1" >pages/x.html; }
compile() { $pagegen compile x.c pages/x.html words/id.po words/en.po assets/gaya.css assets/ikon.svg 2>&1; }
refuses() { page "$2"; out=$(compile); says "$1" "$3" "$out" $?; }
# What only the C compiler can know.
cc_says() { # cc_says NAME MARKUP WANTED CC...
  name=$1 markup=$2 wanted=$3; shift 3
  page "$markup"; out=$(compile) || { says "$name" "(pagegen passes it)" "$out" 0; return; }
  $pagegen declare pages.h pages/x.html
  $wordgen word_table.c word_keys.h words/id.po words/en.po
  out=$("$@" -std=gnu17 -fsyntax-only -I. -I"$root/src" x.c 2>&1); says "$name" "$wanted" "$out" $?
}

page '<p>{{name}} {{n}} {{say app.nama}} {{say hari.ringkas n=n}}</p><a href="{{href}}/x">{{if not n}}a{{else}}b{{end}}</a>{{each rows}}<b>{{text}}{{../name}}</b>{{end}}'
out=$(compile && $pagegen declare pages.h pages/x.html && $wordgen word_table.c word_keys.h words/id.po words/en.po &&
  "$@" -std=gnu17 -Wall -Wextra -Werror -fsyntax-only -I. -I"$root/src" x.c 2>&1)
status=$?; count=$((count + 1))
if [ $status -eq 0 ]; then echo "ok $count - a good page compiles"; else bad=1; echo "not ok $count - a good page compiles"; printf '# %s\n' "$out" | head -5; fi

cc_says 'a misspelt field, at its line' '<p>
{{nmae}}</p>' 'pages/x.html:3:' "$@"
cc_says 'a raw byte string' '<p>{{raw}}</p>' 'pages/x.html:2:' "$@"
cc_says 'a text where an address begins' '<a href="{{name}}">x</a>' 'pages/x.html:2:' "$@"
cc_says 'a misspelt field of a row' '{{each rows}}<b>{{txet}}</b>{{end}}' 'pages/x.html:2:' "$@"
refuses 'a misspelt sentence, at its line' '<p>
{{say app.nma}}</p>' 'pages/x.html:3: sentence "app.nma" is not in words/id.po'
refuses 'a sentence without its place' '<p>{{say hari.ringkas}}</p>' 'pages/x.html:2: sentence "hari.ringkas" wants {n}'
refuses 'a place the sentence has not' '<p>{{say app.nama x=n}}</p>' 'has no place {x}'
refuses 'an unquoted attribute' '<p class=x>x</p>' 'pages/x.html:2: the value of "class" must be quoted'
refuses 'a field as an unquoted attribute' '<p class={{name}}>x</p>' 'may stand in text or in a quoted value only'
refuses 'an event attribute' '<p onclick="x">x</p>' 'the attribute "onclick" is not allowed'
refuses 'a style attribute' '<p style="x">x</p>' 'the attribute "style" is not allowed'
refuses 'a style element' '<style>x</style>' '<style> is not allowed'
refuses 'script text' '<script>x</script>' 'script text is not allowed'
refuses 'a field in a script' '<script src="/aset/gaya.css">{{name}}</script>' 'no field may stand in a script'
refuses 'a foreign address' '<a href="https://x.example/">x</a>' 'an address of a page begins with /, # or ?'
refuses 'an address without a scheme' '<a href="//x.example/">x</a>' 'an address of a page begins with /, # or ?'
refuses 'an unknown asset' '<img src="/aset/no.svg" alt="">' 'is no file of assets/'
refuses 'an unknown icon' '<svg><use href="/aset/ikon.svg#i-no"/></svg>' 'has no id="i-no"'
refuses 'a block without end' '<p>x</p>
{{if name}}<b>x</b>' 'pages/x.html:3: this block has no end'
refuses 'an element open over a block' '{{if name}}<b>{{end}}</b>' 'does not end where it began'
refuses 'a wrong closing tag' '<p><b>x</p></b>' '</p> closes <b>'
refuses 'an open element' '<div><p>x</p>' '<div> is not closed'
refuses 'a form it does not know' '<p>{{while name}}</p>' 'is none of the forms of a page'
refuses 'a field in an attribute name' '<p {{name}}="x">x</p>' 'may stand in text or in a quoted value only'

words words/en.po app.nama Teduh
out=$($wordgen a.c a.h words/id.po words/en.po 2>&1); says 'a sentence that one language lacks' 'words/id.po:8: key "hari.ringkas" is missing in words/en.po' "$out" $?
words words/en.po app.nama Teduh hari.ringkas '{m} things'
out=$($wordgen a.c a.h words/id.po words/en.po 2>&1); says 'a place that differs' 'place {n} is not in words/en.po' "$out" $?
words words/en.po app.nama Teduh app.nama Teduh
out=$($wordgen a.c a.h words/en.po words/en.po 2>&1); says 'a key that stands twice' 'stands here and in line' "$out" $?
words words/en.po app.nama ''
out=$($wordgen a.c a.h words/en.po words/en.po 2>&1); says 'an empty sentence' 'has no sentence' "$out" $?
printf '@font-face{src:url("/aset/no.woff2")}\n' >assets/gaya.css
out=$($embed one a.css 0 assets/gaya.css 2>&1); says 'a style sheet that names no file' 'is no file of assets/' "$out" $?
echo "1..$count"
exit $bad
