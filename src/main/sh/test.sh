# shellcheck shell=bash
# Every test. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

# A stage of the tests; what fails in it is told, and the next one goes on all the same.
stage() {
  if ! run_step "$@"; then
    failed+=("$1")
    last_step | failures_of
  fi
  last_step | skips_of
  last_step | flakes_of
}

# The tests of one process and then, whatever came of them, those that start a server. One that fails is run once
# more: on a busy machine some wait in vain; what needed it is told.
test_server() {
  maven verify -Dchecks.skip=true -Dmaven.test.failure.ignore=true \
    -Dsurefire.rerunFailingTestsCount=1 -Dfailsafe.rerunFailingTestsCount=1 &&
    ! last_step | grep -F '[ERROR] There are test failures.'
}

# The native tests again, built or run otherwise: test_native sanitize|isa|arm64 [ARGUMENT...]
test_native() {
  case "${1:-} ${2:-}" in
    "sanitize address,undefined" | "sanitize thread" | isa\ * | arm64\ *) ;;
    *) misuse "test native takes sanitize address,undefined, sanitize thread, isa or arm64" ;;
  esac
  begin_log
  # shellcheck disable=SC2086 # one word for each tool
  need $TEST_TOOLS
  need_maven
  NATIVE_TESTS=ON build_native
  exec env PYTHON="$PYTHON" MAVEN="$MAVEN" JAVA_HOME="$(jdk_home)" src/test/sh/native.sh "$@"
}

# The fuzzer and its class path come by Maven, for this alone: test_fuzz [--runs N] [NAME...]
test_fuzz() {
  local folder=$TARGET/fuzz
  mkdir -p "$folder"
  compile_profile fuzz "$folder"
  exec env JAVA="$JAVA" CLASSPATH="$TARGET/test-classes:$TARGET/classes:$(cat "$folder/classpath")" \
    src/test/sh/fuzz.sh "$folder" "$@"
}

# All of them, or a part that all of them leave out.
tests() {
  case "${1:-}" in
    "") run_tests ;;
    native) shift; test_native "$@" ;;
    fuzz) shift; test_fuzz "$@" ;;
    *) misuse "unknown: test $1" ;;
  esac
}

# One line that names them: failed_stages TITLE...
failed_stages() {
  local titles
  titles=$(printf '"%s", ' "$@")
  echo "failed: ${titles%, }"
}

# Each kind of test by its own runner; the last line adds them up.
run_tests() {
  local failed=() name
  # what the caller's own server is set to is no setting of the tests' servers
  for name in "${!EMBEDDING_@}"; do unset "$name"; done
  LOG=$TARGET/test.log
  begin_log
  say "What the tests print is in $LOG"
  # shellcheck disable=SC2086 # one word for each tool
  need $TEST_TOOLS
  need_maven
  want chromium
  step "Fetching the oracles" src/test/sh/check.sh oracles
  NATIVE_TESTS=ON build_native
  stage "Checking the format of the native and the Python sources" src/test/sh/check.sh format
  stage "Testing the native library" src/test/sh/check.sh native
  stage "Testing the Python programs and deploy.sh" src/test/sh/check.sh python
  stage "Testing the server" test_server
  stage "Compiling the benchmarks" maven -q -Pbench -Dnative.skip=true -Dchecks.skip=true test-compile
  stage "Running every command of the documents" src/test/sh/documents.sh
  totals_of <"$LOG"
  [ ${#failed[@]} = 0 ] || die "$(failed_stages "${failed[@]}"); all that they printed is in $LOG"
}
