#!/bin/sh
# layers ROOT: includes go down only, as src/LAYERS says.
cd "$1" || exit 2
find src -name '*.[ch]' -type f | sort | xargs awk -f tests/house/layers.awk src/LAYERS
