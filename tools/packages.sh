# packages.sh: Debian packages by purpose; sourced by ./start, ./test, bench/run and bench/profile.
#
# A word is a package's name, or COMMAND=PACKAGE: that package only where the command is not there
# already.  (Node, compilers and browsers often come from elsewhere, and then Debian's package of the
# same thing cannot be installed beside it.)

packages_build="gcc=gcc libc6-dev meson=meson ninja=ninja-build pkg-config=pkg-config ca-certificates
  libmicrohttpd-dev libgnutls28-dev libsodium-dev libsqlite3-dev libjansson-dev libyaml-dev
  libutf8proc-dev libexpat1-dev libseccomp-dev zlib1g-dev"
packages_test="libcmocka-dev clang=clang libclang-rt-14-dev llvm-symbolizer=llvm ctags=universal-ctags
  clang-format=clang-format clang-tidy=clang-tidy msgfmt=gettext strace=strace sqlite3=sqlite3
  nm=binutils ps=procps curl=curl openssl=openssl"
packages_browser="chromium=chromium node=nodejs npm=npm"
packages_bench="perf=linux-perf"

# packages_missing WORD...: those that are not there.
packages_missing() {
  local word names=()
  for word in "$@"; do
    case $word in
      *=*) command -v "${word%%=*}" >/dev/null && continue ;;
    esac
    names+=("${word#*=}")
  done
  [ ${#names[@]} -gt 0 ] || return 0
  { dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${names[@]}" 2>/dev/null | sed -n 's/^ii *//p'
    printf '%s\n' "${names[@]}"; } | sort | uniq -u | tr '\n' ' '
}

# packages_need WORD...: installs what is missing; as root, else through sudo, else says what to type.
packages_need() {
  local missing as= log
  missing=$(packages_missing "$@")
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null || { echo "These packages are missing: $missing" >&2; return 1; }
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Run as root, or install: apt-get install $missing" >&2; return 1; }
    as=sudo
  fi
  echo "Installing: $missing"
  log=$(mktemp) || return 1
  if $as env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >"$log" 2>&1 &&
    $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing \
      </dev/null >>"$log" 2>&1; then
    rm -f "$log"
  else
    grep -E '^(E|W|Err)|depends|conflict|held' "$log" | tail -15 >&2
    echo "Could not install: $missing" >&2
    rm -f "$log"
    return 1
  fi
}
