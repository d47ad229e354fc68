#!/bin/sh
# check.sh GENERATOR: whether the vectors beside this script are, byte for byte, what the generator
# writes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
"$1" "$fresh" "$here/generate/published"

cd "$fresh"
status=0
for file in $(find . -name '*.json' | sort); do
    cmp "$file" "$here/$file" || status=1
done
cd "$here"
for file in $(find . -name '*.json' -not -path './schema/*' -not -path './generate/*' | sort); do
    [ -f "$fresh/$file" ] || { echo "$file is not written by the generator"; status=1; }
done
if [ $status -eq 0 ]; then echo "the vectors are what the generator writes"; else echo "run ./run vectors and look at the difference"; fi
exit $status
