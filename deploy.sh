#!/usr/bin/env bash
# The one command of tkr-embed. ./deploy.sh --help says what it does.
# shellcheck disable=SC2317 # functions are called through step
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly TARGET=$PWD/target
readonly LOG=$TARGET/build.log
readonly PYTHON=${PYTHON:-python3}

usage() {
  cat <<'TEXT'
tkr-embed: vectors for text, images and both, from your own machine.

  ./deploy.sh                        build what is missing or changed, then serve
  ./deploy.sh build                  build only
  ./deploy.sh test                   run every test
  ./deploy.sh config check           what is wrong with the settings, without starting
  ./deploy.sh config show [--json]   every setting: what holds, and where it comes from
  ./deploy.sh config key             print a new random API key
  ./deploy.sh model synth 7b|2b DIR  write a checkpoint of the published shape with
                                     random weights, to try the real size (its
                                     vectors mean nothing)
  ./deploy.sh model evaluate [URL]   measure the demonstration model through a
                                     running server
  ./deploy.sh bench kernels          speed of our CPU kernels (--stock: and MLX's)
  ./deploy.sh bench native DIR ...   speed of a checkpoint, our kernels against MLX's
  ./deploy.sh bench memory [N] [URL] resident memory of a running server over N
                                     embeddings
  ./deploy.sh bench serving          cache, batching, overload, slow clients over HTTP
                                     (--help: the parts; --quick: rough and short)
  ./deploy.sh bench callers          cost of limits and tokens (JMH's options)
  ./deploy.sh stress                 many threads on one limit (JCStress's options)
  ./deploy.sh --help                 this text

Settings come from environment variables, then from config.dev.yaml or config.yaml
(here, else in payara-config/), then from defaults:
  EMBEDDING_ENV            development | production | testing   (development)
  EMBEDDING_API_KEY        the master key; production does not start without a key
  EMBEDDING_MODEL_PATH     a checkpoint folder, a hub name found in the local
                           Hugging Face cache, or demo  (default, outside
                           production: demo)
  EMBEDDING_HOST, _PORT    where to listen                      (127.0.0.1, 8000)
  EMBEDDING_CONFIG         a YAML file elsewhere
  src/site/markdown/configuration.md has the rest.
TEXT
}

say() { printf '%s\n' "$*"; }
die() { printf 'deploy.sh: %s\n' "$*" >&2; exit 1; }

# --- what the build needs -----------------------------------------------------

java_major() { "$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1; }

# The newest Java 17+ of this machine: JAVA_HOME, the PATH, the usual folders.
find_java() {
  local best="" best_major=16 candidate major
  for candidate in "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" \
    /usr/lib/jvm/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java \
    /opt/homebrew/opt/openjdk/bin/java; do
    if [ -x "$candidate" ] && [ -x "${candidate%java}javac" ]; then
      major=$(java_major "$candidate")
      if [ "${major:-0}" -gt "$best_major" ]; then best=$candidate best_major=$major; fi
    fi
  done
  printf '%s' "$best"
}

JAVA=
need_java() { [ -n "$JAVA" ] || JAVA=$(find_java); }

missing_tools() {
  [ -n "$(find_java)" ] || printf 'jdk '
  command -v mvn >/dev/null || printf 'maven '
  command -v c++ >/dev/null || printf 'compiler '
  command -v cmake >/dev/null || printf 'cmake '
  "$PYTHON" -m pip --version >/dev/null 2>&1 || printf 'python '
}

install_line() {
  case "$(uname -s)" in
    Darwin) printf 'xcode-select --install; brew install openjdk maven cmake python' ;;
    *) if command -v dnf >/dev/null; then
      printf 'sudo dnf install -y java-21-openjdk-devel maven gcc-c++ cmake python3-pip'
    else
      printf 'sudo apt-get update && sudo apt-get install -y default-jdk-headless maven g++ cmake python3-pip python3-venv'
    fi ;;
  esac
}

# Installs what is missing where it may (root on Debian or Ubuntu), else says how.
need_tools() {
  local missing
  missing=$(missing_tools)
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ] && [ -r /etc/debian_version ]; then
    say "Installing: $missing"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      default-jdk-headless maven g++ cmake python3-pip python3-venv >/dev/null
    missing=$(missing_tools)
  fi
  [ -z "$missing" ] || die "missing: ${missing}- install with: $(install_line)"
}

# --- build --------------------------------------------------------------------

# Whether any of the given paths is newer than the stamp of the last build.
changed_since() {
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -print -quit)" ]
}

# Runs a build step with its output in the log, telling the time as it goes.
step() {
  local title=$1 start=$SECONDS pid
  shift
  "$@" >>"$LOG" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    [ ! -t 1 ] || printf '\r%s ... %ds ' "$title" $((SECONDS - start))
    sleep 0.2
  done
  if ! wait "$pid"; then
    printf '\n'
    tail -n 40 "$LOG" >&2
    die "$title failed; the whole log is $LOG"
  fi
  [ ! -t 1 ] || printf '\r'
  say "$title ... done in $((SECONDS - start)) s"
}

maven() { JAVA_HOME=$(dirname "$(dirname "$(find_java)")") mvn -B -ntp "$@"; }

build() {
  need_tools
  mkdir -p "$TARGET"
  changed_since "$TARGET/.built" pom.xml src/main webapp native || return 0
  : >"$LOG"
  local stamp
  stamp=$(mktemp "$TARGET/.built.XXXXXX")
  step "Building the native library (a minute or two the first time)" \
    native/build.sh "$TARGET/native" "$TARGET/classes"
  step "Building the server (fetches its libraries the first time)" maven -q package -DskipTests
  mv "$stamp" "$TARGET/.built"
}

# --- serve --------------------------------------------------------------------

# The settings' own command line: what is wrong with them, what holds, what a start needs.
settings() {
  local classes=$TARGET/ROOT/WEB-INF
  need_java
  "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \
    -cp "$classes/classes:$classes/lib/*" com.tkr.embed.launch.Main "$@"
}

config() {
  build >&2
  settings "$@"
}

# The server, in this shell's place, as './deploy.sh config' saw it: start_server WAR FOLDER.
start_server() {
  local war=$1 folder=$2 option options=()
  need_java
  while IFS= read -r option; do options+=("$option"); done <"$folder/payara.options"
  rm -rf "$folder/payara"
  exec "$JAVA" "@$folder/java.options" -jar "$TARGET/payara-micro.jar" \
    --disablephonehome --nohazelcast --rootdir "$folder/payara" \
    --logproperties "$folder/logging.properties" \
    --prebootcommandfile "$folder/pre-boot.asadmin" "${options[@]}" --deploy "$war"
}

# Checks the settings, then starts; the folder takes what the server unpacks.
run_server() {
  settings launch "$2" || exit $?
  start_server "$@"
}

serve() {
  local folder=$TARGET/run
  settings launch "$folder" || exit $?
  (start_server "$TARGET/ROOT.war" "$folder") &
  local server=$! code=0
  trap 'kill -TERM $server 2>/dev/null' INT TERM
  "$PYTHON" src/main/python/first_result.py "$(cat "$folder/address")" "$server" || true
  wait "$server" || wait "$server" || code=$?
  # 78: the server itself refused to start
  [ "$code" != 78 ] || exit "$code"
}

# --- the rest -----------------------------------------------------------------

need_test_tools() {
  need_tools
  local probe='#include <gtest/gtest.h>'
  if ! printf '%s\n' "$probe" | c++ -std=c++17 -E -x c++ - >/dev/null 2>&1; then
    if [ "$(id -u)" != 0 ] || [ ! -r /etc/debian_version ]; then
      die "missing: GoogleTest - install with: sudo apt-get install -y libgtest-dev (macOS: brew install googletest)"
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libgtest-dev python3-venv >/dev/null
  fi
}

# The Python that the tests' oracles run in: Pillow, tokenizers, the real vocabulary.
need_oracles() {
  local environment=$TARGET/python requirements=src/test/python/requirements.txt
  cmp -s "$requirements" "$environment/requirements.txt" && return 0
  "$PYTHON" -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$requirements"
  cp "$requirements" "$environment/requirements.txt"
}

check_format() {
  local sources
  sources=$(git ls-files 'native/*.h' 'native/*.cpp')
  # shellcheck disable=SC2086
  "$TARGET/python/bin/clang-format" --dry-run -Werror --style=file:native/.clang-format $sources
}

run_tests() {
  mkdir -p "$TARGET"
  : >"$LOG"
  need_test_tools
  export NATIVE_TESTS=ON TKR_EMBED_PYTHON=$TARGET/python/bin/python
  step "Preparing the oracles" need_oracles
  say "Checking the format of the native sources"
  check_format
  step "Building the native library and its tests" native/build.sh "$TARGET/native" "$TARGET/classes"
  ctest --test-dir "$TARGET/native/build" --output-on-failure
  "$TKR_EMBED_PYTHON" -m unittest discover -s src/test/python -p 'test_*.py'
  maven verify
}

synth() {
  [ $# = 2 ] || die "usage: ./deploy.sh model synth 7b|2b DIR"
  "$PYTHON" src/main/python/synth.py "$@"
}

# The demonstration model's figures need numpy and Pillow, in an environment of their own.
evaluate() {
  local environment=$TARGET/evaluation requirements=src/main/python/requirements-evaluation.txt
  need_tools
  if ! cmp -s "$requirements" "$environment/requirements.txt"; then
    "$PYTHON" -m venv "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
    cp "$requirements" "$environment/requirements.txt"
  fi
  "$environment/bin/python" src/main/python/evaluate.py --server "${1:-http://127.0.0.1:8000}"
}

model() {
  case "${1:-}" in
    synth) shift; synth "$@" ;;
    evaluate) shift; evaluate "$@" ;;
    *) usage >&2; die "unknown: model ${1:-}" ;;
  esac
}

bench_native() {
  local program=$1
  shift
  need_test_tools
  mkdir -p "$TARGET"
  NATIVE_TESTS=ON step "Building the benchmarks" native/build.sh "$TARGET/native" "$TARGET/classes"
  "$TARGET/native/build/bench/$program" "$@"
}

# Compiles a profile's sources, fetches its libraries, and leaves its class path in a file.
compile_profile() {
  local profile=$1 folder=$2
  : >"$LOG"
  step "Building the $profile (fetches its libraries the first time)" \
    maven -q "-P$profile" -Dnative.skip=true test-compile dependency:build-classpath \
    -Dmdep.outputFile="$folder/classpath"
}

# The load generator comes by Maven, for this alone; the benchmark starts its own servers by
# './deploy.sh bench server WAR FOLDER', with the flags that this file gives every server.
bench_serving() {
  local folder=$TARGET/bench java classpath flags=(-Xmx1g -XX:+UseSerialGC)
  java=$(find_java)
  case " $* " in *" --help "* | *" -h "*) cat src/bench/usage.txt; return ;; esac
  build
  mkdir -p "$folder"
  compile_profile bench "$folder"
  classpath=$folder/classes:$TARGET/classes:$(cat "$folder/classpath")
  [ "$(java_major "$java")" -lt 24 ] ||
    flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  exec "$java" "${flags[@]}" -cp "$classpath" com.tkr.embed.bench.ServingBench "$@"
}

# The main class of a profile's library, on our classes: run_profile PROFILE MAIN ARGUMENTS
run_profile() {
  local profile=$1 main=$2 folder=$TARGET/$1
  shift 2
  mkdir -p "$folder"
  compile_profile "$profile" "$folder"
  cd "$folder"
  exec "$(find_java)" -cp "classes:$TARGET/classes:$(cat classpath)" "$main" "$@"
}

bench() {
  case "${1:-}" in
    kernels) shift; bench_native cpu_bench "$@" ;;
    native) shift; bench_native tkr_embed_bench "$@" ;;
    memory) shift; "$PYTHON" src/test/python/bench_memory.py "$@" ;;
    serving) shift; bench_serving "$@" ;;
    callers) shift; run_profile bench org.openjdk.jmh.Main "$@" ;;
    server) shift; run_server "$@" ;;
    *) usage >&2; die "unknown: bench ${1:-}" ;;
  esac
}

main() {
  case "${1:-serve}" in
    serve) build; serve ;;
    build) build ;;
    test) run_tests ;;
    config) shift; config "$@" ;;
    model) shift; model "$@" ;;
    bench) shift; bench "$@" ;;
    stress) shift; run_profile jcstress org.openjdk.jcstress.Main "$@" ;;
    -h | --help | help) usage ;;
    *) usage >&2; die "unknown command: $1" ;;
  esac
}
# On one line: bash has read the whole file before it is edited under a running server.
main "$@"; exit
