#!/usr/bin/env bash
# fuzz.sh [--smoke] [--programs FOLDER] SECONDS [TARGET…]
#
# Runs each fuzz target for so many seconds and says in one line what came of it. Ends with 1 if an input
# was found on which a target fails, and says how to see it again. FOLDER is where the programs lie,
# build/clang/tests/fuzz if nothing is said; what is found there goes on growing from one call to the
# next. With --smoke the seed is fixed and nothing is left behind but inputs that fail.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
programs=$here/../../build/clang/tests/fuzz
python=/usr/bin/python3
smoke=

usage() { sed -n '2s/^# /usage: /p' "$0" >&2; exit 64; }

while [ $# -gt 0 ]; do
    case $1 in
        --smoke) smoke=1; shift ;;
        --programs) [ $# -ge 2 ] || usage; programs=$2; shift 2 ;;
        *) break ;;
    esac
done
[[ ${1:-} =~ ^[1-9][0-9]*$ ]] || usage
seconds=$1
shift
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    targets=(header transaction block hex branch signature acceptor binary32 message framed compact)
fi

# The longest input of each target.
declare -A length_max=([header]=160 [transaction]=2048 [block]=4200 [hex]=256 [branch]=2048 [signature]=512
    [acceptor]=20000 [binary32]=13 [message]=4200 [framed]=4200 [compact]=4200)
fail() { echo "fuzz: $2" >&2; exit "$1"; }
for target in "${targets[@]}"; do
    [ -n "${length_max[$target]:-}" ] || fail 64 "there is no target '$target'; there are ${!length_max[*]}"
    [ -x "$programs/fuzz-$target" ] || fail 69 "expected $programs/fuzz-$target, which Clang builds where its libFuzzer is"
done

programs=$(cd "$programs" && pwd)
work=$programs
if [ -n "$smoke" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
crashes=$programs/crashes
mkdir -p "$crashes"
# Frees are remembered for less long than AddressSanitizer would: an input is short, and there are many.
export ASAN_OPTIONS=quarantine_size_mb=32:malloc_context_size=8

# number NAME: the number after a name in the log; 0 if it is not there.
number() { grep -aoE "$1 *[0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+$' || echo 0; }

failed=0
rm -rf "$work/corpus"
"$python" -B "$here/corpus.py" "$work/corpus" "${targets[@]}"
for target in "${targets[@]}"; do
    found=$work/found/$target
    log=$work/$target.log
    mkdir -p "$found"
    options=(-max_total_time="$seconds" -max_len="${length_max[$target]}" -rss_limit_mb=2048 -timeout=10
        -print_final_stats=1 -print_funcs=0 -artifact_prefix="$crashes/$target-")
    if [ -n "$smoke" ]; then options+=(-seed=7618); fi
    # Programs of many events are what it is for: long ones are tried from the beginning.
    if [ "$target" = acceptor ]; then options+=(-len_control=0); fi

    status=0
    "$programs/fuzz-$target" "${options[@]}" "$found" "$work/corpus/$target" >"$log" 2>&1 || status=$?
    printf '%-12s %9d runs %7d a second, coverage %5d, %5d new units: %s\n' "$target" \
        "$(number stat::number_of_executed_units:)" "$(number stat::average_exec_per_sec:)" "$(number cov:)" \
        "$(number stat::new_units_added:)" "$([ $status -eq 0 ] && echo 'nothing fails' || echo FAILS)"
    if [ $status -ne 0 ]; then
        failed=1
        grep -avE '^#[0-9]+\s+(NEW|REDUCE|pulse|RELOAD|INITED)' "$log" | tail -n 60
        input=$(grep -aoE 'Test unit written to .*' "$log" | sed 's/Test unit written to //' | tail -n 1)
        echo "to see it again: $programs/fuzz-$target ${input:-(no input was kept)}"
    fi
done
exit $failed
