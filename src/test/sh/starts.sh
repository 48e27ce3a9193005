#!/usr/bin/env bash
# Starts a built server many times in a row, every fourth time beside processes that keep every core
# busy, and tells how many starts failed. Run by hand:
#   ./deploy.sh build && src/test/sh/starts.sh [200]
# Each start follows at once on the end of the one before, every fifth time on its kill.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

readonly STARTS=${1:-200}
folder=$(mktemp -d)
export EMBEDDING_PORT=${EMBEDDING_PORT:-18000} EMBEDDING_DATA_DIR=$folder/data EMBEDDING_ENV=testing
failed=0 again=0 busy=() pid=''
trap 'kill ${busy[@]+"${busy[@]}"} $pid 2>/dev/null || true; rm -rf "$folder"' EXIT

keep_busy() {
  local core
  for ((core = $(getconf _NPROCESSORS_ONLN); core > 0; core--)); do
    (while :; do :; done) &
    busy+=($!)
  done
}

be_idle() {
  kill ${busy[@]+"${busy[@]}"} 2>/dev/null || true
  wait ${busy[@]+"${busy[@]}"} 2>/dev/null || true
  busy=()
}

# One life: ready, then stopped or killed. Its log stays where it failed.
live() {
  local number=$1 code=0 expected=0 signal=TERM log=$folder/log ready=$folder/ready
  rm -f "$ready" "$log"
  PYTHON=true src/test/sh/serve.sh >"$log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null && [ ! -e "$ready" ]; do
    ! grep -qs "tkr-embed-demo is ready" "$log" || touch "$ready"
    ! grep -qs "The model is not served" "$log" || kill "$pid"
    sleep 0.1
  done
  if [ $((number % 5)) = 0 ]; then signal=KILL expected=137; fi
  if [ -e "$ready" ]; then
    # the shell passes TERM on; KILL is for the server itself
    if [ "$signal" = TERM ]; then kill "$pid"; else pkill -KILL -P "$pid" java; fi
  fi
  wait "$pid" || code=$?
  ! grep -qs "Starting once more" "$log" || again=$((again + 1))
  if [ ! -e "$ready" ] || [ "$code" != "$expected" ]; then
    failed=$((failed + 1))
    cp "$log" "/tmp/start-$number.failed.log"
    printf 'start %s: ready: %s, exit code %s; its log is /tmp/start-%s.failed.log\n' \
      "$number" "$([ -e "$ready" ] && echo yes || echo no)" "$code" "$number"
  fi
}

for ((i = 1; i <= STARTS; i++)); do
  if [ $((i % 4)) = 0 ]; then keep_busy; fi
  live "$i"
  be_idle
  if [ $((i % 10)) = 0 ] && [ "$i" != "$STARTS" ]; then printf '%s starts so far, %s failed\n' "$i" "$failed"; fi
done
printf '%s starts, %s failed, %s tried once more\n' "$STARTS" "$failed" "$again"
[ "$failed" = 0 ]
