# shellcheck shell=bash
# Settings, and the server in front of a person or a supervisor. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

# A start that lost a race in the platform, see Failure.java.
readonly TRY_AGAIN=75
# What a process that SIGTERM has ended returns.
readonly TERMINATED=143

# The Java part of the command line: java_main [JAVA OPTION...] -- WORD...
java_main() {
  local classes=$TARGET/ROOT/WEB-INF options=()
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  shift
  "$JAVA" "${options[@]}" -XX:+UseSerialGC -Xshare:auto \
    -cp "$classes/classes:$classes/lib/*${platform_classes:-}" com.tkr.embed.config.cli.Main "$@"
}

# Of the settings: what is wrong with them, what holds, what a start needs.
settings() { java_main -XX:TieredStopAtLevel=1 -- "$@"; }

config() {
  build_settings >&2
  settings "$@"
}

# Java takes the names of files in the locale's character set: in ASCII it cannot open some.
use_utf8() {
  case "$(locale charmap 2>/dev/null)" in
    ANSI_X3.4-1968 | US-ASCII | 646 | "") [ "$(uname -s)" = Darwin ] || export LC_ALL=C.UTF-8 ;;
  esac
}

# The built server, whose libraries are on the class path of server-start.jar; its files lie in a folder of
# this build (served.sh).
readonly SERVER=$TARGET/ROOT-skinny.war
served() { printf '%s\n' "$TARGET/served/$(cat "$TARGET/served/current")/ROOT-skinny"; }
# Of which server and which Java the archive of classes is to be made; see archive.sh.
archive_of() { cat "$TARGET/.built" "$TARGET/runtime/release" 2>/dev/null || true; }

# A jar of another time is not the one that was archived.
has_archive() {
  [ -z "$(find "$TARGET"/{server-start.jar,libraries,payara} -newer "$TARGET/.archived" 2>&1)" ] &&
    archive_of | cmp -s - "$TARGET/.archived"
}

# The server, in this shell's place: start_server RUN_FOLDER APPLICATION [JAVA OPTION...]
start_server() {
  local folder=$1 application=$2
  shift 2
  exec "$JAVA" "@$folder/java.options" "$@" -jar "$TARGET/server-start.jar" "$folder" "$application"
}

# The same with its classes from the archive, where there is one that fits; with another the Java virtual machine
# would leave its own archive out as well.
start_archived() {
  local folder=$1 application=$2
  shift 2
  if [ -f "$TARGET/server.jsa" ] && has_archive; then
    set -- "-XX:SharedArchiveFile=$TARGET/server.jsa" "$@"
  fi
  start_server "$folder" "$application" "$@"
}

# Checks the settings, then starts; for programs that take care of the process themselves.
run_server() {
  local folder
  need_runtime
  folder=$(settings launch) || exit $?
  start_archived "$folder" "${1:-$(served)}"
}

server='' reader='' asked=''

stop_server() {
  asked=yes
  [ -z "$reader" ] || kill -TERM "$reader" 2>/dev/null || true
  [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
}

# The exit code of a child, whatever signals arrive before it ends.
await() {
  local code
  while true; do
    code=0
    wait "$1" || code=$?
    kill -0 "$1" 2>/dev/null || return "$code"
  done
}

# One life of the server. Should this shell be killed, the server ends by itself.
live() {
  (start_archived "$1" "$(served)" "-Dtkr.embed.parent=$$") &
  server=$!
  [ -z "$asked" ] || stop_server
  await "$server"
}

# A word after the server's last one; there may be nobody left to hear it.
tell_end() {
  [ ! -t 2 ] || printf '\r\033[K' >&2
  case "$1" in
    0) say "Stopped." ;;
    129 | 1[3-5][0-9]) printf 'deploy.sh: the server was ended by signal %s\n' "$(($1 - 128))" >&2 ;;
    *) printf 'deploy.sh: the server ended with exit code %s\n' "$1" >&2 ;;
  esac || true
}

serve() {
  local folder address instance code=0
  folder=$(settings launch) || exit $?
  address=$(<"$folder/address") instance=$(<"$folder/instance")
  trap stop_server INT TERM HUP
  trap 'kill -QUIT "$server" 2>/dev/null || true' QUIT
  trap '' PIPE
  "$PYTHON" src/main/python/first_result.py "$address" "$instance" $$ &
  reader=$!
  live "$folder" || code=$?
  if [ "$code" = "$TRY_AGAIN" ] && [ -z "$asked" ]; then
    say "Starting once more."
    code=0
    live "$folder" || code=$?
  fi
  kill -TERM "$reader" 2>/dev/null || true
  [ -z "$asked" ] || [ "$code" != "$TERMINATED" ] || code=0
  tell_end "$code"
  exit "$code"
}
