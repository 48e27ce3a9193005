#!/usr/bin/env bash
# Runs every command of the documents, in their order, in one shell. --help says how.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: src/test/sh/documents.sh [DOCUMENT...]

Runs the commands in the ```sh blocks of README.md and src/site/markdown/operations.md, or of the documents that
are named, in one shell that stops at the first failure. Needs a server that is built (./deploy.sh build).

  - ./deploy.sh alone serves until the next such line; what follows runs when it is ready.
  - ./deploy.sh test is left out: it runs this.
  - HOME is a new folder, with the demonstration model in the place of the models that the documents name.
  - port 8000 is a free one.
  - curl fails with an answer that is none of success.
TEXT
}

case "${1:-}" in -h | --help) usage; exit ;; esac
cd "$(dirname "$0")/../../.."
documents=("$@")
[ $# != 0 ] || documents=(README.md src/site/markdown/operations.md)

folder=$(mktemp -d)
server='' last='' passed=0
readonly folder

# The commands, each after a line that tells which one it is.
commands_of() {
  awk '
    /^```sh$/ { inside = 1; next }
    /^```/ { inside = 0 }
    !inside || /^ *(#|$)/ { next }
    !goes_on { quoted = $0; gsub(/\047/, "\047\\\047\047", quoted); print "begin_command \047" quoted "\047" }
    { goes_on = /\\$/; print }' "$@" |
    sed -E -e "s/127\.0\.0\.1:8000/127.0.0.1:$EMBEDDING_PORT/g" \
      -e 's/^(([A-Z_]+=[^ ]* )*)\.\/deploy\.sh( +#.*)?$/\1serve/' \
      -e 's/^\.\/deploy\.sh test( +#.*)?$/left_out/'
}

begin_command() { [ -z "$last" ] || passed=$((passed + 1)); last=$1; }

left_out() { last=''; }

curl() { command curl -sS --fail-with-body "$@" >"$folder/answer" || { cat "$folder/answer"; return 1; }; }

stop() {
  [ -n "$server" ] || return 0
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" || true
  server=''
}

# Serves with the settings of the moment, and returns when a model is ready.
serve() {
  stop
  ./deploy.sh >"$folder/serve.log" 2>&1 &
  server=$!
  until command curl -sf "http://127.0.0.1:$EMBEDDING_PORT/health/ready" >/dev/null; do
    if ! kill -0 "$server" 2>/dev/null || grep -q "serves no model" "$folder/serve.log"; then return 1; fi
    sleep 0.3
  done
}

finish() {
  local code=$?
  stop
  if [ "$code" = 0 ]; then
    begin_command ''
    printf '%d passed, 0 failed\n' "$passed"
  else
    printf 'FAILED: %s\n' "$last"
    [ ! -e "$folder/serve.log" ] || tail -n 30 "$folder/serve.log"
    printf '%d passed, 1 failed\n' "$passed"
  fi
  rm -rf "$folder"
}

# A home of its own, and the demonstration model under the names that the documents use.
prepare() {
  local model=src/main/resources/demonstration hub
  local commit=e9179f601f9bf21d2fd20136c11eb4ae2ea42859 # which ops-7b is pinned to
  export HOME=$folder/home HF_HOME=$folder/home/.cache/huggingface XDG_DATA_HOME=$folder/data
  export EMBEDDING_PORT
  EMBEDDING_PORT=$("${PYTHON:-python3}" -c '
import socket
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1])')
  hub=$HF_HOME/hub/models--OpenSearch-AI--Ops-MM-embedding-v1-7B
  mkdir -p "$HOME/models/Ops-MM-embedding-v1-2B" "$hub/snapshots/$commit" "$hub/refs"
  cp "$model"/*.json "$model"/*.safetensors "$HOME/models/Ops-MM-embedding-v1-2B"
  cp "$model"/*.json "$model"/*.safetensors "$hub/snapshots/$commit"
  printf %s $commit >"$hub/refs/main"
}

for name in $(compgen -e EMBEDDING_ || true); do unset "$name"; done
trap finish EXIT
prepare
commands_of "${documents[@]}" >"$folder/commands.sh"
[ -s "$folder/commands.sh" ] || { echo "no command in ${documents[*]}" >&2; exit 1; }
# shellcheck source=/dev/null
. "$folder/commands.sh"
