#!/usr/bin/env bash
# The one command of tkr-embed. ./deploy.sh --help says what it does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Java's class paths are lists that it stands between
case $PWD in
  *:*) printf 'deploy.sh: %s\n' "the path of this folder holds a ':', with which Java finds no class in it; move it: $PWD" >&2; exit 1 ;;
esac

readonly TARGET=$PWD/target
LOG=$TARGET/build.log
readonly PYTHON=${PYTHON:-python3}
# with an empty environment bash has a path of its own, of which nobody else knows
export PATH
# no __pycache__ among the sources
export PYTHONDONTWRITEBYTECODE=1

say() { printf '%s\n' "$*"; }
die() { printf 'deploy.sh: %s\n' "$*" >&2; exit 1; }

for part in usage java tools step reason build serve totals test model bench; do
  # shellcheck source=/dev/null
  . "src/main/sh/$part.sh"
done

main() {
  if asks_help "$@"; then help "$@"; return; fi
  use_utf8
  case "${1:-serve}" in
    serve) build; serve ;;
    build) build ;;
    test) shift; tests "$@" ;;
    config) shift; config "$@" ;;
    model) shift; model "$@" ;;
    selftest) shift; selftest "$@" ;;
    bench) shift; bench "$@" ;;
    stress) shift; run_profile jcstress org.openjdk.jcstress.Main "$@" ;;
    help) usage ;;
    *) misuse "unknown command: $1" ;;
  esac
}
# On one line: bash has read the whole file before it is edited under a running server.
main "$@"; exit
