#!/usr/bin/env bash
# The one command of tkr-embed. ./deploy.sh --help says what it does.
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

for part in tools build serve test model bench; do
  # shellcheck source=/dev/null
  . "src/main/sh/$part.sh"
done

main() {
  use_utf8
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
