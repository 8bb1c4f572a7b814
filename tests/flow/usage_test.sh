#!/bin/bash
# usage_test TEDUH: what every command says of itself and how it ends: help in both languages, 2 for wrong usage,
# 1 for a refusal (70, for a bug: command_test.sh); manual page and completion.  TAP.
teduh=$(realpath "$1") n=0 bad=0
dir=$(mktemp -d /tmp/teduh-flow-XXXXXX) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
ok() { # ok NAME CONDITION...
  local said=$1; shift; n=$((n + 1))
  if "$@"; then echo "ok $n - $said"; else echo "not ok $n - $said"; bad=1; fi
}
is() { [ "$1" = "$2" ] || { echo "# got: $1"; return 1; }; }
status() { "$@" >out 2>err; echo $?; }
has() { grep -qF -- "$1" "$2" || { echo "# $2 lacks: $1"; return 1; }; }

names=$("$teduh" --help --lang en | sed -n 's/^  \([a-z][a-z ]*[a-z]\)  .*/\1/p')
ok "the help lists the commands" [ "$(echo "$names" | wc -l)" -ge 25 ]
ok "help is in Indonesian where nothing else is asked" is "$(LC_ALL=C "$teduh" --help | head -1 | cut -d: -f1)" "Cara pakai"

help_whole() {
  local lang
  for lang in id en; do
    is "$(status "$teduh" $1 --help --lang $lang)" 0 && [ ! -s err ] || return 1
    has "teduh $1" out && has "--now TIME" out && has "70" out || return 1
    cp out "out.$lang"
  done
  # No line of explanation is the same in both languages.
  sed -n 's/^  [^ ].\{22\} *//p' out.id | sort -u >a; sed -n 's/^  [^ ].\{22\} *//p' out.en | sort -u >b
  is "$(comm -12 a b | head -1)" ""
}
all_help() { echo "$names" | while read -r name; do help_whole "$name" || { echo "# of: $name"; exit 1; }; done; }
ok "each command explains itself in both languages" all_help

wrong() { # each form of wrong usage ends with 2, says how it is used, and prints nothing else
  is "$(status "$teduh" "$@" </dev/null)" 2 && [ ! -s out ] && has "teduh" err
}
all_wrong() {
  echo "$names" | while read -r name; do
    wrong $name --nonsense </dev/null && wrong $name --lang xx && wrong $name --now yesterday && wrong $name --data ||
      { echo "# of: $name"; exit 1; }
  done
}
ok "an unknown option, a bad value and a lacking value are wrong usage" all_wrong
all_arguments() { # what must be given is asked for
  local name
  for name in init "officer add" "officer confirm" "officer retire" "officer reset" "case show" "case entries" "step show" \
    "step do" "sop replay" backup restore tables "story play" "story run" desk; do
    wrong $name || { echo "# of: $name"; return 1; }
  done
}
ok "a lacking argument is wrong usage" all_arguments
all_surplus() { # too much is no better than too little
  local name
  for name in serve "office list" "office show" "officer list" "case list" openapi "tls lan" man "completion bash" version; do
    wrong $name surplus || { echo "# of: $name"; return 1; }
  done
}
ok "a surplus argument is wrong usage" all_surplus
ok "a step's field without a value is wrong usage" wrong step do A1B2C3D4 S1.01 channel --demo-login head --data x
ok "a choice that is none is wrong usage" wrong case list --which some --demo-login head --data x
ok "no command, an unknown one and half of one are wrong usage" eval 'wrong && wrong nonsense && wrong sop && wrong sop nonsense'

all_refused() { # without data nothing can be done, and that is a refusal with a sentence
  local call
  for call in "serve" "office list" "office show --demo-login admin" "officer list --demo-login admin" "case list --demo-login admin" \
    "case show A --demo-login admin" "step show A S1.01 --demo-login admin" "audit verify" "backup x" "tables --hash --demo-login admin" \
    "restore a b --office c" "story play x --office c" "sop check none" "sop replay none none" "story run none"; do
    is "$(status "$teduh" $call --data "$dir/none" --lang en)" 1 && grep -q '^teduh: ' err && [ ! -s out ] || { echo "# of: $call"; return 1; }
  done
}
ok "what cannot be done ends with 1 and a sentence" all_refused

full() { "$teduh" version >/dev/full 2>err; is $? 1; }
ok "what did not reach its file is no success" full

for lang in id en; do
  ok "the manual page ($lang) names every command" eval '
    "$teduh" man --lang $lang >page && echo "$names" | while read -r name; do has ".SS \"teduh $name" page || exit 1; done'
  ok "the manual page ($lang) is a manual page" eval 'head -1 page | grep -q "^\.TH TEDUH 1" && ! grep -nvE "^(\.(TH|SH|SS|TP|B|I)( |$)|[^.])" page'
done
ok "the manual pages differ by language" eval '! cmp -s <("$teduh" man --lang id) <("$teduh" man --lang en)'

# complete WORD...: what bash proposes for the last word.
complete_words() {
  bash -c 'eval "$("$1" completion bash)"; shift; COMP_WORDS=(teduh "$@"); COMP_CWORD=$#; _teduh; printf "%s\n" "${COMPREPLY[@]}"' x "$teduh" "$@" | sort | tr '\n' ' '
}
ok "completion: first words" is "$(complete_words st)" "step story "
ok "completion: second words" is "$(complete_words case '')" "entries list show "
ok "completion: options of the command" is "$(complete_words case list --w)" "--which "
ok "completion: options of every command" is "$(complete_words version --l)" "--lang "
ok "completion: values" is "$(complete_words case list --which '')" "all closed mine open "
: >story.yaml; mkdir -p folder/kantor
ok "completion: files" is "$(complete_words story run sto)" "story.yaml "
ok "completion: folders" is "$(complete_words serve --data fol)" "folder "
ok "completion: nothing where nothing is known" is "$(complete_words officer add --name '')" " "
echo "1..$n"
exit $bad
