# packages.sh: Debian packages by purpose; sourced by ./start and ./test.
# Asks dpkg what is missing and installs only that.

packages_build="gcc libc6-dev meson ninja-build pkg-config ca-certificates
  libmicrohttpd-dev libgnutls28-dev libsodium-dev libsqlite3-dev libjansson-dev libyaml-dev
  libutf8proc-dev libexpat1-dev libseccomp-dev"
packages_test="libcmocka-dev clang libclang-rt-14-dev llvm universal-ctags gettext strace sqlite3
  binutils procps curl openssl"
packages_browser="chromium nodejs npm"
packages_bench="wrk linux-perf valgrind"

# packages_missing NAME...: those that dpkg does not have.
packages_missing() {
  local name
  for name in "$@"; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null | grep -q '^ii' || printf '%s ' "$name"
  done
}

# packages_need NAME...: installs what is missing; as root, else through sudo, else says what to type.
packages_need() {
  local missing as=
  missing=$(packages_missing "$@")
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null || { echo "These packages are missing: $missing" >&2; return 1; }
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Run as root, or install: apt-get install $missing" >&2; return 1; }
    as=sudo
  fi
  echo "Installing: $missing"
  $as env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >/dev/null &&
    $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing \
      </dev/null >/tmp/teduh-apt.$$ 2>&1 || { tail -5 "/tmp/teduh-apt.$$" >&2; return 1; }
  rm -f "/tmp/teduh-apt.$$"
}
