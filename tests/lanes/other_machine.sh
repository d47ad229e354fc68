#!/usr/bin/env bash
# Whether another architecture agrees with this one: other_machine.sh HERE COUNT SET EMULATOR… THERE
# HERE and THERE are lanes_agree, built for either; THERE is run by the emulator.
set -euo pipefail
here=$1 count=$2 set=$3
shift 3
expected=$("$here" "$count" specification)
found=$("$@" "$count" "$set")
echo "$expected"
echo "$found"
[ "${expected##* }" = "${found##* }" ]
