# shellcheck shell=bash
# The benchmarks. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

build_benchmarks() {
  begin_log
  # shellcheck disable=SC2086 # one word for each tool
  need $BUILD_TOOLS GoogleTest
  need_maven
  NATIVE_TESTS=ON build_native
}

bench_native() {
  local program=$1
  shift
  build_benchmarks
  "$TARGET/native/build/bench/$program" "$@"
}

# llama.cpp as node-llama-cpp publishes it, each file by its hash.
fetch_llama() {
  local folder=$TARGET/bench/llama
  mkdir -p "$folder"
  cmp -s src/bench/llama/package-lock.json "$folder/fetched.json" && return 0
  cp src/bench/llama/package*.json "$folder"
  step "Fetching llama.cpp" npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund
  cp src/bench/llama/package-lock.json "$folder/fetched.json"
}

# What the engine can do, and llama.cpp beside it where that is asked for.
bench_engine() {
  local python=$PYTHON against=""
  if [[ " $* " = *" --against"[\ =]* ]]; then
    against=yes
    need node npm venv >&2
  fi
  build_benchmarks >&2
  if [ -n "$against" ]; then
    fetch_llama >&2
    step "Fetching what writes its model" src/main/python/environment.sh "$TARGET/bench/python" \
      src/bench/python/requirements.txt >&2
    python=$TARGET/bench/python/bin/python
  fi
  exec "$python" src/bench/python/engine_bench.py "$@"
}

# Compiles a profile's sources, fetches its libraries, and leaves its class path in a file.
compile_profile() {
  local profile=$1 folder=$2
  begin_log
  need JDK Maven
  need_maven
  step "Building for $profile (fetches its libraries the first time)" \
    maven -q "-P$profile" -Dnative.skip=true test-compile dependency:build-classpath \
    -Dmdep.outputFile="$folder/classpath"
}

# The load generator comes by Maven, for this alone; the benchmark starts its own servers by
# './deploy.sh bench server WAR', with the flags that this file gives every server.
bench_serving() {
  local folder=$TARGET/bench classpath flags=(-Xmx1g -XX:+UseSerialGC)
  build
  mkdir -p "$folder"
  compile_profile bench "$folder"
  classpath=$folder/classes:$TARGET/classes:$(cat "$folder/classpath")
  [ "$(java_major "$JAVA")" -lt 24 ] ||
    flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  exec "$JAVA" "${flags[@]}" -cp "$classpath" com.tkr.embed.bench.ServingBench "$@"
}

# The main class of a profile's library, on our classes: run_profile PROFILE MAIN ARGUMENTS
run_profile() {
  local profile=$1 main=$2 folder=$TARGET/$1
  shift 2
  mkdir -p "$folder"
  compile_profile "$profile" "$folder"
  cd "$folder"
  exec "$JAVA" -cp "classes:$TARGET/classes:$(cat classpath)" "$main" "$@"
}

# A small part's cost, by a main class of ours, with the server's memory and collector.
bench_measure() {
  local main folder=$TARGET/bench
  case "${1:-}" in
    access) main=observe.log.AccessMeasurement ;;
    cache) main=embedding.cache.CacheMeasurement ;;
    decode) main=input.DecodeMeasurement ;;
    encoding) main=rest.codec.EncodingMeasurement ;;
    keys) main=security.apikey.KeyMeasurement ;;
    preparation) main=input.PreparationMeasurement ;;
    *) misuse "unknown: bench measure ${1:-}" ;;
  esac
  shift
  build
  mkdir -p "$folder"
  compile_profile bench "$folder"
  exec "$JAVA" -Xmx1g -XX:+UseSerialGC -XX:MaxDirectMemorySize=2g \
    -cp "$folder/classes:$TARGET/classes:$(cat "$folder/classpath")" "com.tkr.embed.$main" "$@"
}

bench() {
  case "${1:-}" in
    engine) shift; bench_engine "$@" ;;
    errors) shift; bench_native kernel_errors "$@" ;;
    kernels) shift; bench_native cpu_bench "$@" ;;
    native) shift; bench_native tkr_embed_bench "$@" ;;
    memory) shift; need Python; "$PYTHON" src/test/python/bench_memory.py "$@" ;;
    rerank) shift; need Python; "$PYTHON" src/bench/python/rerank_bench.py "$@" ;;
    serving) shift; bench_serving "$@" ;;
    callers) shift; run_profile bench org.openjdk.jmh.Main "$@" ;;
    measure) shift; bench_measure "$@" ;;
    server) shift; run_server "$@" ;;
    "") usage_of bench ;;
    *) misuse "unknown: bench $1" ;;
  esac
}
