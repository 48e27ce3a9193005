# shellcheck shell=bash
# Models of the hub, checkpoints to try, and the measure of the demonstration model. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

synth() {
  [ $# = 2 ] || misuse "model synth takes 7b, 2b, qwen3-8b, qwen3-2b, qwen3-reranker-8b or qwen3-reranker-2b, and a folder"
  need Python
  "$PYTHON" src/main/python/synth/synth.py "$@"
}

# The demonstration model's figures need numpy and Pillow, in an environment of their own.
evaluate() {
  local environment=$TARGET/evaluation
  begin_log
  need Python pip venv
  step "Fetching what it measures with" src/main/python/environment.sh "$environment" \
    src/main/python/training/requirements-evaluation.txt
  "$environment/bin/python" src/main/python/training/evaluate.py --server "${1:-http://127.0.0.1:8000}"
}

# Checksums take Java's best code, so its compiler is left whole.
hub_models() {
  local terminal=false platform_classes
  [ ! -t 2 ] || terminal=true
  # which need the native library
  case "$1" in convert | verify) build >&2 ;; *) build_settings >&2 ;; esac
  platform_classes=:$(jackson)
  java_main "-Dtkr.embed.terminal=$terminal" --enable-native-access=ALL-UNNAMED -- model "$@"
}

# The reader of tokenizer.json is the platform's.
jackson() {
  printf '%s:' "$TARGET"/payara/runtime/jackson-{core,databind,annotations}.jar
}

selftest() {
  local platform_classes
  build >&2
  platform_classes=:$(jackson)
  java_main -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 --enable-native-access=ALL-UNNAMED \
    "-Dtkr.embed.build=$(cat "$TARGET/.built")" \
    -- selftest "$@"
}

# Measures what the bytes of rounded vectors should stand for.
calibrate() {
  local classes=$TARGET/ROOT/WEB-INF
  build >&2
  "$JAVA" -Xmx2g -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 --enable-native-access=ALL-UNNAMED \
    -cp "$classes/classes:$classes/lib/*:$(jackson)" com.tkr.embed.selftest.CalibrationRun "$@"
}

model() {
  case "${1:-}" in
    get | list | verify | remove | convert) hub_models "$@" ;;
    synth) shift; synth "$@" ;;
    evaluate) shift; evaluate "$@" ;;
    calibrate) shift; calibrate "$@" ;;
    "") usage_of model ;;
    *) misuse "unknown: model $1" ;;
  esac
}
