#!/usr/bin/env bash
# Runs Jazzer on the fuzz targets of the tests (classes *Fuzz), one after the other, with what earlier runs
# found worth keeping in FOLDER, and with src/test/resources/fuzz. A finding ends it: any exception
# but a refusal, ten seconds for one input (classes are loaded in the first), or 512 MB of heap; the input lies in FOLDER then.
#
#   JAVA=... CLASSPATH=... src/test/sh/fuzz.sh FOLDER [--runs N] [NAME...]      (default: 1000000 runs, every target)
set -euo pipefail
cd "$(dirname "$0")/../../.."
folder=$1
shift
runs=1000000
if [ "${1:-}" = --runs ]; then
  runs=$2
  shift 2
fi
names=("$@")
if [ $# = 0 ]; then
  while read -r class; do names+=("$(basename "$class" Fuzz.class)"); done \
    < <(find target/test-classes -name '*Fuzz.class' | sort)
fi
for name in "${names[@]}"; do
  class=$(cd target/test-classes && find . -name "${name}Fuzz.class" | head -n 1)
  [ -n "$class" ] || {
    echo "fuzz.sh: no target is called $name" >&2
    exit 64
  }
  class=${class#./}
  class=${class%.class}
  corpus=$folder/$name kept=src/test/resources/fuzz/$name
  mkdir -p "$corpus" "$kept"
  echo "$name: $runs inputs ..."
  "$JAVA" -Xmx512m -XX:+EnableDynamicAgentLoading com.code_intelligence.jazzer.Jazzer \
    --target_class="${class//\//.}" --instrumentation_includes='com.tkr.embed.**:org.apache.pdfbox.**' \
    --reproducer_path="$folder" -artifact_prefix="$folder/" \
    -runs="$runs" -timeout=10 -max_len=4096 -print_final_stats=1 "$corpus" "$kept" >"$folder/$name.log" 2>&1 || {
    tail -n 40 "$folder/$name.log"
    exit 1
  }
  grep -E 'stat::(number_of_executed_units|average_exec_per_sec|slowest_unit_time_sec)|^Done' "$folder/$name.log" | sed "s/^/  /"
done
