# shellcheck shell=bash
# Building what is missing or changed. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

# Whether any of the given paths is newer than the stamp of the last build.
changed_since() {
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -print -quit)" ]
}

# Runs a build step with its output in the log, telling the time as it goes.
step() {
  local title=$1 start=$SECONDS pid
  shift
  "$@" >>"$LOG" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    [ ! -t 1 ] || printf '\r%s ... %ds ' "$title" $((SECONDS - start))
    sleep 0.2
  done
  if ! wait "$pid"; then
    printf '\n'
    tail -n 40 "$LOG" >&2
    die "$title failed; the whole log is $LOG"
  fi
  [ ! -t 1 ] || printf '\r'
  say "$title ... done in $((SECONDS - start)) s"
}

maven() { JAVA_HOME=$(dirname "$(dirname "$(find_java)")") mvn -B -ntp "$@"; }

build() {
  need_tools
  mkdir -p "$TARGET"
  changed_since "$TARGET/.built" pom.xml src/main/java src/main/resources webapp native || return 0
  : >"$LOG"
  local stamp
  stamp=$(mktemp "$TARGET/.built.XXXXXX")
  step "Building the native library (a minute or two the first time)" \
    native/build.sh "$TARGET/native" "$TARGET/classes"
  step "Building the server (fetches its libraries the first time)" maven -q package -DskipTests
  mv "$stamp" "$TARGET/.built"
}
