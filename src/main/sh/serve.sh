# shellcheck shell=bash
# Settings, and the server in front of a person or a supervisor. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

# The settings' own command line: what is wrong with them, what holds, what a start needs.
settings() {
  local classes=$TARGET/ROOT/WEB-INF
  need_java
  "$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \
    -cp "$classes/classes:$classes/lib/*" com.tkr.embed.config.cli.Main "$@"
}

config() {
  build >&2
  settings "$@"
}

# The server, in this shell's place, as './deploy.sh config' saw it: start_server WAR FOLDER.
start_server() {
  local war=$1 folder=$2 option options=()
  need_java
  while IFS= read -r option; do options+=("$option"); done <"$folder/payara.options"
  rm -rf "$folder/payara"
  exec "$JAVA" "@$folder/java.options" -jar "$TARGET/payara-micro.jar" \
    --disablephonehome --nohazelcast --rootdir "$folder/payara" \
    --logproperties "$folder/logging.properties" \
    --prebootcommandfile "$folder/pre-boot.asadmin" "${options[@]}" --deploy "$war"
}

# Checks the settings, then starts; the folder takes what the server unpacks.
run_server() {
  settings launch "$2" || exit $?
  start_server "$@"
}

serve() {
  local folder=$TARGET/run
  settings launch "$folder" || exit $?
  (start_server "$TARGET/ROOT.war" "$folder") &
  local server=$! code=0
  trap 'kill -TERM $server 2>/dev/null' INT TERM
  "$PYTHON" src/main/python/first_result.py "$(cat "$folder/address")" "$server" || true
  wait "$server" || wait "$server" || code=$?
  # 78: the server itself refused to start
  [ "$code" != 78 ] || exit "$code"
}
