#!/bin/sh
# later ROOT: an open end is "LATER:" with the number of its issue, and nothing else.
cd "$1" || exit 2
bad=0
sources() { find src tools tests sql pages assets bench -type f ! -path '*/node_modules/*' ! -name 'later.sh' ! -name 'self.sh' ! -name "package-lock.json" 2>/dev/null | tr '\n' '\0'; }
sources | xargs -0 grep -nIE 'LATER' | grep -vE 'LATER: ?#?[0-9]+|LATER: issue #?[0-9]+' && bad=1
sources | xargs -0 grep -nIwE 'TODO|FIXME|XXX|HACK' && bad=1
exit $bad
