#!/bin/sh
# The native tests once more, otherwise than ./deploy.sh test runs them; the library is built by then.
#
#   src/test/sh/native.sh sanitize address,undefined|thread
#     with the compiler's sanitizers in all but MLX, which is as published
#   src/test/sh/native.sh isa
#     kernels and goldens with each instruction set of this processor alone
#   src/test/sh/native.sh arm64
#     kernels and goldens of arm64, built here and run by an emulator
#
# What follows goes to ctest, as in: native.sh sanitize thread -R cpu_
set -eu
cd "$(dirname "$0")/../../.."
work=$PWD/target/native
kind=${1:-}
[ $# = 0 ] || shift

# build FOLDER OPTION...: all tests, without the benchmarks
build() {
  folder=$1
  shift
  generator=""
  if command -v ninja >/dev/null; then generator="-GNinja"; fi
  cmake -S native -B "$folder" $generator -DTKR_EMBED_BENCH=OFF "$@"
  cmake --build "$folder" --parallel "$(native/jobs.sh)"
}

run_tests() {
  folder=$1
  shift
  ctest --test-dir "$folder" --output-on-failure --parallel "$(native/jobs.sh)" "$@"
}

# Memory that is wrongly read or written, what C++ leaves undefined, or races.
sanitize() {
  kind=${1:-}
  case $kind in address,undefined | thread) ;; *) usage ;; esac
  shift
  folder=$work/sanitize-${kind%%,*}
  build "$folder" "-DTKR_EMBED_SANITIZE=$kind" -DMLX_ROOT="$work" \
    -DLEPTONICA_ROOT="$(sed -n 's/^LEPTONICA_ROOT:[A-Z]*=//p' "$work/build/CMakeCache.txt")"
  # returned frames are not kept apart: GCC before 12.4 misaligns the 512-bit ones (its bug 110027)
  export ASAN_OPTIONS="detect_stack_use_after_return=0:strict_init_order=1"
  export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1"
  export TSAN_OPTIONS="suppressions=$PWD/src/test/sh/races.txt:halt_on_error=1:second_deadlock_stack=1"
  # under this one a test takes fifty times as long: what shares memory between threads, and no more
  if [ "$kind" = thread ] && [ $# = 0 ]; then set -- -R '^cpu_(thread_pool|limits|attention|norm)|^runtime'; fi
  run_tests "$folder" "$@"
}

# The names come of the refusal of one that no processor has.
instruction_sets() {
  TKR_EMBED_ISA=none "$work/build/bench/cpu_bench" 2>&1 | sed -n 's/.*this processor has //p' | tr -d ,
}

each_instruction_set() {
  names=$(instruction_sets)
  [ -n "$names" ]
  for name in $names; do
    echo "== $name"
    TKR_EMBED_ISA=$name run_tests "$work/build" -R '^(cpu|models|nn)_' "$@"
  done
}

# MLX and libjpeg-turbo for arm64 come as for this machine, by their hashes.
arm64() {
  for tool in aarch64-linux-gnu-g++ qemu-aarch64-static; do
    command -v "$tool" >/dev/null || missing=yes
  done
  if [ -n "${missing:-}" ] || [ ! -d /usr/src/googletest ]; then
    echo "missing: apt-get install -y g++-aarch64-linux-gnu qemu-user-static googletest" >&2
    exit 1
  fi
  if ! cmp -s native/requirements.txt "$work/arm64/requirements.txt"; then
    "${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
      --only-binary=:all: --require-hashes --platform manylinux_2_35_aarch64 \
      --target "$work/arm64" -r native/requirements.txt
    cp native/requirements.txt "$work/arm64/requirements.txt"
  fi
  "${MAVEN:-mvn}" -q -B -ntp initialize -Dnative.platform=linux-arm64
  build "$work/arm64/build" -DMLX_ROOT="$work/arm64" \
    -DLEPTONICA_ROOT="$work/leptonica/org/bytedeco/leptonica/linux-arm64" \
    -DCMAKE_TOOLCHAIN_FILE="$PWD/native/cmake/arm64.cmake"
  # an emulator takes its time: what no kernel takes part in runs natively anyway
  run_tests "$work/arm64/build" -R '^(cpu|models|nn)_' "$@"
}

usage() {
  sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
  exit 64
}

case $kind in
  sanitize) sanitize "$@" ;;
  isa) each_instruction_set "$@" ;;
  arm64) arm64 "$@" ;;
  *) usage ;;
esac
