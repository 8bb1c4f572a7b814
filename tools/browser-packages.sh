#!/usr/bin/env bash
# Puts the packages of the browser tests beside them, once, exactly as the lock file names them.
set -eu
cd "$(dirname "$0")/../tests/browser"
[ -d node_modules/playwright-core ] && [ -d node_modules/axe-core ] && [ node_modules -nt package-lock.json ] && exit 0
npm ci --no-fund --no-audit --silent
touch node_modules
