#!/bin/sh
# private ROOT: no path of somebody's machine, no host of a package registry, no address to download from.
cd "$1" || exit 2
files() { if [ -e .git ]; then git ls-files; else find . -type f ! -path './build*' ! -path '*/node_modules/*' | sed 's|^\./||'; fi; }
bad=0
files | grep -vE '^(LICENSE|tests/house/private\.sh)$' | tr '\n' '\0' |
  xargs -0 grep -nIE '(^|[^A-Za-z0-9._/-])/(work|root|home/[a-z]|Users/[A-Z])(/|$|[^A-Za-z0-9])|registry\.npm|deb\.debian\.org|npm(js|mirror)\.(org|com)|crates\.io|pypi\.org|proxy\.golang' && bad=1
[ ! -f tests/browser/package-lock.json ] || ! grep -nE '"resolved"|https?://[a-z0-9.:-]+/.*\.tgz' tests/browser/package-lock.json || bad=1
exit $bad
