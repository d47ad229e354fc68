#!/bin/sh
# Holds {{name}} against BloomCoin's conformance suite:
#
#   ./conformance.sh run                      all cases
#   ./conformance.sh run --filter 'num.*'     some; what comes after `run` are options of `bloomcoin-conformance run`
#   ./conformance.sh explain num.mulr.0x0     one, and why it fails
#
# The suite is the release archive at BLOOMCOIN_SUITE_URL, an address of https:// or file://. It is downloaded once,
# into .bloomcoin/, and must be what SHA256SUMS, which lies beside it, says. Exit status: the runner's, which `--help`
# lists (0 conformant, 1 not conformant, 2 incomplete); 64 no address, 65 a damaged download, 69 something is missing here.
set -eu
cd "$(dirname "$0")"

fail() {
    echo "conformance.sh: $2" >&2
    exit "$1"
}

url=${BLOOMCOIN_SUITE_URL:-}
[ -n "$url" ] || fail 64 "BLOOMCOIN_SUITE_URL is not set: expected the address of a release archive of the suite"
name=${url##*/}
suite=.bloomcoin/unpacked

if [ "$(cat .bloomcoin/address 2>/dev/null)" != "$url" ]; then
    for program in curl tar sha256sum awk; do
        command -v $program >/dev/null || fail 69 "expected the program $program, which is not installed"
    done
    rm -rf .bloomcoin
    mkdir -p "$suite"
    for file in "$name" SHA256SUMS; do
        curl --fail --silent --show-error --location --retry 3 --proto =https,file \
            --output ".bloomcoin/$file" "${url%/*}/$file" || fail 69 "cannot download ${url%/*}/$file"
    done
    awk -v name="$name" '$2 == name || $2 == "*" name' .bloomcoin/SHA256SUMS >.bloomcoin/expected
    [ -s .bloomcoin/expected ] || fail 65 "SHA256SUMS has no line for $name"
    (cd .bloomcoin && sha256sum --check --status expected) ||
        fail 65 "$name is not what SHA256SUMS says: the download is damaged"
    tar -xzf ".bloomcoin/$name" -C "$suite" || fail 65 "$name cannot be unpacked"
    printf '%s' "$url" >.bloomcoin/address
fi
runner=$(find "$suite" -type f -name bloomcoin-conformance | head -n 1)
manifest=$(find "$suite" -type f -name MANIFEST.json | head -n 1)
[ -n "$runner" ] && [ -n "$manifest" ] || fail 65 "$name has no bloomcoin-conformance, or no MANIFEST.json"

{{build}}

[ $# -gt 0 ] || set -- run
status=0
# What the runner's advice calls to have a case explained.
export BLOOMCOIN_EXPLAIN="./conformance.sh explain ID"
"$runner" "$@" --vectors "$(dirname "$manifest")" --testee "{{testee}}" || status=$?
if [ $status -eq 2 ] && [ "${BLOOMCOIN_ALLOW_INCOMPLETE:-}" = yes ]; then
    echo "incomplete, which BLOOMCOIN_ALLOW_INCOMPLETE=yes lets pass"
    status=0
fi
exit $status
