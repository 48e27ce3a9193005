#!/usr/bin/env bash
# What a machine with an NVIDIA GPU is to show, in under ten minutes after the build: the goldens on
# the GPU in both precisions, then tokens and pictures a second of the synthetic 2B and 7B, beside
# transformers in bf16 on the same GPU where Python has torch for it. One table at the end.
#
#   EMBEDDING_GPU=cuda ./deploy.sh build && src/test/sh/gpu.sh [--shapes "2b 7b"]
#   src/test/sh/gpu.sh --cpu      the same steps by MLX on the CPU, on a golden's checkpoint: tries the script
#
#   PYTHON   with torch (CUDA) and transformers for the comparison; without, the table says so
#   WORK     gets the synthetic checkpoints (20 GB with the 7B), kept for the next time; default target/gpu
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

device=gpu shapes="2b 7b"
while [ $# -gt 0 ]; do
  case "$1" in
    --cpu) device=cpu shapes=golden ;;
    --shapes) shapes=$2; shift ;;
    *) echo "gpu.sh: unknown: $1" >&2; exit 2 ;;
  esac
  shift
done
readonly PYTHON=${PYTHON:-python3} WORK=${WORK:-target/gpu} BUILD=target/native/build
readonly GOLDEN=src/test/resources/golden/base-model
mkdir -p "$WORK"

if [ "$device" = gpu ]; then
  command -v nvidia-smi >/dev/null || {
    echo "gpu.sh: no nvidia-smi, so no driver of NVIDIA's: on a machine without a GPU use --cpu" >&2
    exit 1
  }
  name=$(nvidia-smi --query-gpu=name,driver_version --format=csv,noheader | head -n 1)
  tokens=16,64,256,1024,4096 image=448
else
  name="MLX on the CPU" tokens=16,64 image=56
fi

# The checkpoint of a shape, written the first time.
checkpoint() {
  if [ "$1" = golden ]; then echo "$GOLDEN"; return; fi
  [ -e "$WORK/$1/config.json" ] || "$PYTHON" src/main/python/synth/synth.py "$1" "$WORK/$1" >&2
  echo "$WORK/$1"
}

# Lines "NAME ROWS a second", of the benchmark's: measure FOLDER NAME OPTION...
measure() {
  local folder=$1 label=$2
  shift 2
  { "$BUILD/bench/tkr_embed_bench" "$folder" kernels=mlx device="$device" repeat=3 tokens="$tokens" image="$image" "$@" 2>>"$WORK/bench.log" ||
    echo "$label|not measured|see $WORK/bench.log" >>"$WORK/failures"; } |
    tee -a "$WORK/bench.log" |
    sed -nE "s~^([0-9]+) tokens: mlx .* ([0-9.]+) tokens/s;.*~$label|\1 tokens|\2 tokens/s~p; s~^([0-9]+x[0-9]+) pixels.*: mlx ([0-9.]+) s,.*~$label|\1 picture|\2 s~p"
}

native_tests() {
  [ -x "$BUILD/tests/models_golden_test" ] && [ -x "$BUILD/bench/tkr_embed_bench" ] ||
    NATIVE_TESTS=ON native/build.sh target/native target/classes
}

goldens() {
  local code=0
  TKR_EMBED_TEST_DEVICE=$device "$BUILD/tests/models_golden_test" --gtest_filter='*mlx*:*Fast*' \
    >"$WORK/goldens.log" 2>&1 || code=$?
  TKR_EMBED_TEST_DEVICE=$device "$BUILD/tests/models_rerank_golden_test" --gtest_filter='*mlx*' \
    >>"$WORK/goldens.log" 2>&1 || code=$?
  grep -E "FAILED|PASSED|fast: 1 - " "$WORK/goldens.log" || tail -n 5 "$WORK/goldens.log"
  return "$code"
}

rows() {
  local shape folder
  for shape in $shapes; do
    folder=$(checkpoint "$shape")
    measure "$folder" "$shape bf16, fast" quantization=none precision=fast
    measure "$folder" "$shape bf16, exact" quantization=none precision=exact
    measure "$folder" "$shape q4, fast" quantization=q4 precision=fast
    if [ "$device" = gpu ]; then
      "$PYTHON" src/test/python/gpu_baseline.py "$folder" "$tokens" "$image" |
        sed "s~^~$shape transformers bf16|~" || echo "$shape transformers bf16|not measured|torch for CUDA or transformers is missing"
    fi
  done
}

: >"$WORK/bench.log"
: >"$WORK/failures"
native_tests
echo "Goldens on $name:"
failed=0
goldens || failed=1
measured=$(rows; cat "$WORK/failures")
[ ! -s "$WORK/failures" ] || failed=1
printf '\n| %s | of | measured |\n|---|---|---|\n' "$name"
sed 's/|/ | /g; s/^/| /; s/$/ |/' <<<"$measured"
grep -h "products off by" "$WORK/bench.log" | sort -u || true
exit "$failed"
