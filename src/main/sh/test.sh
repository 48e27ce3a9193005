# shellcheck shell=bash
# Every test. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

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
  local sources python=(src/main/python src/test/python)
  sources=$(git ls-files 'native/*.h' 'native/*.cpp' 'native/*.inl')
  # shellcheck disable=SC2086
  "$TARGET/python/bin/clang-format" --dry-run -Werror --style=file:native/.clang-format $sources
  "$TARGET/python/bin/ruff" format --quiet --diff "${python[@]}"
  "$TARGET/python/bin/ruff" check --quiet "${python[@]}"
}

run_tests() {
  mkdir -p "$TARGET"
  : >"$LOG"
  need_test_tools
  export NATIVE_TESTS=ON TKR_EMBED_PYTHON=$TARGET/python/bin/python
  step "Preparing the oracles" need_oracles
  say "Checking the format of the native and the Python sources"
  check_format
  step "Building the native library and its tests" native/build.sh "$TARGET/native" "$TARGET/classes"
  ctest --test-dir "$TARGET/native/build" --output-on-failure
  "$TKR_EMBED_PYTHON" -m unittest discover -s src/test/python -p 'test_*.py'
  maven verify
}
