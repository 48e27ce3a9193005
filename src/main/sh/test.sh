# shellcheck shell=bash
# Every test. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

check_format() {
  local python=(src/main/python src/test/python)
  find native \( -name '*.h' -o -name '*.cpp' -o -name '*.inl' \) -print0 |
    xargs -0 "$TARGET/python/bin/clang-format" --dry-run -Werror --style=file:native/.clang-format &&
    "$TARGET/python/bin/ruff" format --quiet --diff "${python[@]}" &&
    "$TARGET/python/bin/ruff" check --quiet "${python[@]}"
}

# The Python that the tests' oracles run in: Pillow, tokenizers, the real vocabulary.
need_oracles() {
  local environment=$TARGET/python requirements=src/test/python/requirements.txt
  cmp -s "$requirements" "$environment/requirements.txt" ||
    step "Fetching the oracles" make_environment "$environment" "$requirements" --no-deps
}

# A stage of the tests; what fails in it is told, and the next one goes on all the same.
stage() {
  if ! run_step "$@"; then
    failures=$((failures + 1))
    last_step | failures_of
  fi
  last_step | skips_of
}

# Each kind of test by its own runner; the last line adds them up.
run_tests() {
  local failures=0 sources
  LOG=$TARGET/test.log
  begin_log
  say "What the tests print is in $LOG"
  # shellcheck disable=SC2086 # one word for each tool
  need $TEST_TOOLS
  # names of files beyond ASCII, whatever the locale of who runs this
  [ "$(uname -s)" = Darwin ] || export LC_ALL=C.UTF-8
  export NATIVE_TESTS=ON TKR_EMBED_PYTHON=$TARGET/python/bin/python
  need_oracles
  sources=$(fingerprint)
  build_native
  stage "Checking the format of the native and the Python sources" check_format
  stage "Testing the native library" ctest --test-dir "$TARGET/native/build" --output-on-failure --parallel "$(cores)"
  stage "Testing the Python programs and deploy.sh" \
    "$TKR_EMBED_PYTHON" -m unittest discover -v -s src/test/python -p 'test_*.py'
  stage "Testing the server" maven verify
  [ "$failures" != 0 ] || printf '%s\n' "$sources" >"$TARGET/.built"
  stage "Running every command of the documents" src/test/sh/documents.sh
  totals_of <"$LOG"
  [ "$failures" = 0 ] || die "tests failed; all that they printed is in $LOG"
}
