#!/bin/sh
# How many compilers may run at once: one for each core, and half a gigabyte for each.
#
#   native/jobs.sh [CORES MEGABYTES]    this machine's, when they are not given
set -eu

cores=${1:-$(nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 1)}
megabytes=${2:-}

# The least of what the machine has left and what a container may take.
free_megabytes() {
  {
    sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo
    for group in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
      if [ -r "$group" ]; then awk '/^[0-9]+$/ { printf "%d\n", $1 / 1024 }' "$group"; fi
    done
  } 2>/dev/null | sort -n | awk 'NR == 1 { printf "%d\n", $1 / 1024 }'
}

[ -n "$megabytes" ] || megabytes=$(free_megabytes)
[ -n "$megabytes" ] || megabytes=$(($(sysctl -n hw.memsize) / 1048576))
jobs=$((megabytes / 512))
[ "$jobs" -le "$cores" ] || jobs=$cores
[ "$jobs" -ge 1 ] || jobs=1
echo "$jobs"
