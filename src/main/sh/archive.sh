#!/usr/bin/env bash
# Makes TARGET/server.jsa, which the Java virtual machine maps at a start in place of reading the
# classes one by one: a server of the built WAR starts, embeds the samples and ends. A virtual
# machine that this archive does not fit starts without it, as does one that finds none.
#
#   src/main/sh/archive.sh TARGET
set -euo pipefail
TARGET=$(cd "$1" && pwd)
JAVA=$TARGET/runtime/bin/java
PYTHON=${PYTHON:-python3}
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
# shellcheck source=src/main/sh/java.sh
. src/main/sh/java.sh
# shellcheck source=src/main/sh/serve.sh
. src/main/sh/serve.sh

! has_archive || exit 0
use_utf8
for name in "${!EMBEDDING_@}"; do unset "$name"; done
training=$(mktemp -d "$TARGET/training.$$.XXXXXX")
# what fails, by a fault of the virtual machine too, is not tried again at the next start; what was
# interrupted is
end() {
  rm -rf "$training"
  case $1 in 130 | 143) ;; *) archive_of >"$TARGET/.archived" ;; esac
}
trap 'end $?' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
: >"$training/config.yaml"
port=$("$PYTHON" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
export EMBEDDING_ENV=testing EMBEDDING_CONFIG=$training/config.yaml EMBEDDING_DATA_DIR=$training/data
export EMBEDDING_HOST=127.0.0.1 EMBEDDING_PORT=$port

# A life of the server: train JAVA_OPTION...
train() {
  local folder address instance server
  folder=$(settings launch)
  address=$(<"$folder/address") instance=$(<"$folder/instance")
  (start_server "$folder" "$(served)" "-Dtkr.embed.parent=$$" \
    "-XX:ErrorFile=$training/error.log" "$@") &
  server=$!
  "$PYTHON" src/main/python/first_result.py "$address" "$instance" "$server"
  kill -TERM "$server"
  wait "$server"
  java_options=$folder/java.options
}

# From Java 25 on an archive of linked classes, without those of the WAR's own loader; before, of all
# classes as they were read.
if [ "$(java_major "$JAVA")" -lt 25 ]; then
  train "-XX:ArchiveClassesAtExit=$training/server.jsa" "-Xlog:cds=warning:file=$training/said"
else
  train "-XX:DumpLoadedClassList=$training/all"
  grep -v ' source: ' "$training/all" >"$training/classes"
  "$JAVA" "@$java_options" "-XX:ErrorFile=$training/error.log" -Xshare:dump -XX:+AOTClassLinking \
    "-XX:SharedClassListFile=$training/classes" "-XX:SharedArchiveFile=$training/server.jsa" \
    "-Xlog:cds*=warning,aot*=warning:file=$training/said" -jar "$TARGET/server-start.jar"
fi
# a virtual machine that makes none may end without an error
if [ ! -s "$training/server.jsa" ]; then
  grep -v 'Skipping ' "$training/said" >&2 || true
  exit 1
fi
mv "$training/server.jsa" "$TARGET/server.jsa"
