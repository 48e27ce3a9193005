#!/bin/sh
# What is tested beside the Java classes: Maven and ./deploy.sh test run it alike.
#
#   src/test/sh/check.sh STAGE
#     oracles  makes the Python that the tests compare with, in target/python
#     format   of the native and the Python sources
#     native   the native library's tests, once built with NATIVE_TESTS=ON
#     python   the Python programs, deploy.sh, and what holds for all sources
#   TKR_EMBED_PYTHON names a Python with src/test/python/requirements.txt, to be used instead
set -eu
cd "$(dirname "$0")/../../.."
python=${TKR_EMBED_PYTHON:-target/python/bin/python}
programs=$(dirname "$python")
# names of files beyond ASCII, whatever the locale of who runs this
[ "$(uname -s)" = Darwin ] || export LC_ALL=C.UTF-8
export PYTHONDONTWRITEBYTECODE=1

case ${1:-} in
  oracles)
    [ -n "${TKR_EMBED_PYTHON:-}" ] ||
      src/main/python/environment.sh target/python src/test/python/requirements.txt
    ;;
  format)
    find native \( -name '*.h' -o -name '*.cpp' -o -name '*.inl' \) -print0 |
      xargs -0 "$programs/clang-format" --dry-run -Werror --style=file:native/.clang-format
    "$programs/ruff" format --quiet --diff src/main/python src/test/python src/bench/python
    "$programs/ruff" check --quiet src/main/python src/test/python src/bench/python
    ;;
  native) exec ctest --test-dir target/native/build --output-on-failure --parallel "$(native/jobs.sh)" ;;
  python) exec "$python" -m unittest discover -v -s src/test/python -p 'test_*.py' ;;
  *)
    echo "check.sh: no such stage: ${1:-}" >&2
    exit 64
    ;;
esac
