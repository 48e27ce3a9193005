#!/bin/sh
# Builds the native library for this platform and lays it, with MLX beside it,
# where the WAR takes it from. Does only what is missing or changed.
#
#   native/build.sh WORK CLASSES
#     WORK     gets MLX (mlx/, mlx_cpu.libs/), build/ and lib/; has leptonica/,
#              which `mvn initialize` lays out
#     CLASSES  gets native/<platform>/ and its index
#   EMBEDDING_GPU=cuda builds for NVIDIA's GPUs (Linux): takes NVIDIA's libraries
#   too, some 2 GB, into WORK/nvidia, and leaves all of it there, where the WAR
#   names it. EMBEDDING_GPU=none, or unset where it never was cuda: without.
#   NATIVE_TESTS=ON also builds the tests and the benchmarks (needs GoogleTest)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1" "$2"
work=$(cd "$1" && pwd)
classes=$(cd "$2" && pwd)

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux-x86_64 ;;
  Linux-aarch64) platform=linux-arm64 ;;
  Darwin-arm64) platform=macosx-arm64 ;;
  *)
    echo "native/build.sh: MLX is published for Linux x86-64, Linux arm64 and macOS arm64, not for $(uname -sm)" >&2
    exit 1
    ;;
esac

gpu=${EMBEDDING_GPU:-$(cat "$work/gpu" 2>/dev/null || echo none)}
requirements="$here/requirements.txt" cuda=OFF
case "$gpu-$platform" in
  none-*) ;;
  cuda-linux-*) requirements="$here/requirements-cuda.txt" cuda=ON ;;
  *)
    echo "native/build.sh: EMBEDDING_GPU is cuda (on Linux) or none, not $gpu on $platform" >&2
    exit 1
    ;;
esac

# MLX as published, pinned by hash
if ! cmp -s "$requirements" "$work/requirements.txt"; then
  rm -rf "$work/mlx" "$work"/mlx_*.libs "$work/nvidia" "$work/nlohmann_json" "$work/build"
  "${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
    --only-binary=:all: --require-hashes --target "$work" -r "$requirements"
  cp "$requirements" "$work/requirements.txt"
fi
printf '%s\n' "$gpu" >"$work/gpu"

# a build folder of a checkout that was moved or copied is of no use to CMake
if ! grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$here" "$work/build/CMakeCache.txt"; then
  rm -rf "$work/build"
fi

generator=""
if command -v ninja >/dev/null; then generator="-GNinja"; fi
cmake -S "$here" -B "$work/build" $generator -DMLX_ROOT="$work" \
  -DLEPTONICA_ROOT="$work/leptonica/org/bytedeco/leptonica/$platform" \
  -DTKR_EMBED_CUDA="$cuda" -DTKR_EMBED_TESTS="${NATIVE_TESTS:-OFF}" -DTKR_EMBED_BENCH="${NATIVE_TESTS:-OFF}" \
  >"$work/configure.log" || {
  cat "$work/configure.log" >&2
  exit 1
}
cmake --build "$work/build" --parallel "${CMAKE_BUILD_PARALLEL_LEVEL:-$("$here/jobs.sh")}"
cmake --install "$work/build" --prefix "$work" --strip >/dev/null

target="$classes/native/$platform"
if [ "$cuda" = ON ]; then # too large to be copied, and MLX compiles against what lies beside it
  rm -rf "$target"
  mkdir -p "$target"
  printf '@%s\n' "$work" >"$target/index"
  exit 0
fi

# the WAR's copy: MLX's own layout, so that the libraries' run paths hold
files=$(cd "$work" && find lib mlx/lib mlx_cpu.libs -type f \
  ! -name '*.cmake' ! -name '*.a' 2>/dev/null | LC_ALL=C sort)
digest=$(cd "$work" && for file in $files; do cmake -E sha256sum "$file"; done | cksum | tr -d ' ')
for file in $files; do
  mkdir -p "$target/$(dirname "$file")"
  cmake -E copy_if_different "$work/$file" "$target/$file"
done
printf '%s\n' "$digest" "$files" >"$target/index"
