#!/usr/bin/env bash
# Tries the README's two commands on a machine that has nothing: a minimal Debian or Ubuntu in a
# folder, with git and ca-certificates alone. --help says what it takes.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: src/test/sh/bare-machine.sh [OPTION...] [PART...]

Makes a minimal Debian or Ubuntu (debootstrap's minbase, with git and ca-certificates) in a folder,
clones the commit that is checked out into it, and runs there with an empty environment:

  root   ./deploy.sh as root until it has answered a request
  test   ./deploy.sh test as root (in the same machine, after root)
  user   ./deploy.sh as an ordinary user, which fails and prints a line; that line as root; then
         ./deploy.sh as the user again until it has answered a request

All three when none is named. Needs root, debootstrap and a few gigabytes; takes 20 minutes or more.

  --suite NAME         of Debian: bookworm (12, the default), trixie (13), ...; of Ubuntu: jammy (22.04), noble (24.04)
  --mirror URL         where its packages come from (DEBIAN_MIRROR)
  --folder DIR         where the machines are made (a new one below TMPDIR, removed at the end)
  --certificates FILE  further certificates to trust, PEM; may be repeated
  --copy FILE[:PATH]   a file that the machine is given, such as /etc/pip.conf or a settings.xml for
                       /root/.m2/settings.xml; may be repeated
  --env NAME=VALUE     a variable that the commands are given, such as a proxy; may be repeated
  --help               this text
TEXT
}

here=$(cd "$(dirname "$0")/../../.." && pwd)
readonly here
suite=bookworm mirror=${DEBIAN_MIRROR:-} folder=""
certificates=() copies=() variables=() parts=() failures=0 passed=0

options() {
  while [ $# != 0 ]; do
    case $1 in
      --suite) suite=$2; shift 2 ;;
      --mirror) mirror=$2; shift 2 ;;
      --folder) folder=$2; shift 2 ;;
      --certificates) certificates+=("$2"); shift 2 ;;
      --copy) copies+=("$2"); shift 2 ;;
      --env) variables+=("$2"); shift 2 ;;
      -h | --help) usage; exit ;;
      root | test | user) parts+=("$1"); shift ;;
      *) usage >&2; exit 64 ;;
    esac
  done
  [ ${#parts[@]} != 0 ] || parts=(root test user)
}

die() { printf 'bare-machine.sh: %s\n' "$*" >&2; exit 1; }

# Runs a command in a machine, alone with its processes and mounts: inside MACHINE COMMAND...
inside() {
  # shellcheck disable=SC2016 # the inner shell's variables
  unshare --mount --pid --fork --kill-child sh -c '
    mount -t proc proc "$1/proc"
    mount --bind /dev "$1/dev"
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$@"' sh "$@"
}

# The same as a user: inside_as MACHINE USER COMMAND...
inside_as() {
  local machine=$1 user=$2
  shift 2
  inside "$machine" setpriv --reuid "$user" --regid "$user" --init-groups "$@"
}

# A file of this machine for another: give MACHINE FILE PATH
give() { mkdir -p "$1$(dirname "$3")" && cp -L "$2" "$1$3" && chmod a+r "$1$3"; }

# Puts there what the network needs: names, certificates, settings.
equip() {
  local machine=$1 file
  for file in /etc/resolv.conf /etc/hosts; do give "$machine" "$file" "$file"; done
  for file in ${certificates[@]+"${certificates[@]}"}; do
    give "$machine" "$file" "/usr/local/share/ca-certificates/$(basename "${file%.*}").crt"
  done
  for file in ${copies[@]+"${copies[@]}"}; do give "$machine" "${file%%:*}" "${file#*:}"; done
  inside "$machine" update-ca-certificates >/dev/null 2>&1
}

# Fills a folder with the suite: bootstrap FOLDER
bootstrap() {
  local options=(--variant=minbase --include=git,ca-certificates)
  case $suite in
    # universe has Maven; the script of all Ubuntus, newer ones than this debootstrap knows among them
    jammy | noble)
      debootstrap "${options[@]}" --components=main,universe "$suite" "$1" \
        "${mirror:-http://archive.ubuntu.com/ubuntu}" gutsy
      ;;
    *) debootstrap "${options[@]}" "$suite" "$1" ${mirror:+"$mirror"} ;;
  esac
}

# A minimal system with the tree's commits as one file.
make_base() {
  local base=$folder/$suite.base log=$folder/$suite.debootstrap.log
  [ -e "$base/tree.bundle" ] || bootstrap "$base" >"$log" || die "debootstrap failed: $log"
  git -C "$here" bundle create --quiet "$base/tree.bundle" HEAD
  equip "$base"
}

# A fresh machine with a clone at /home/USER/tkr-embed: make_machine USER; prints its folder.
make_machine() {
  local user=$1 machine=$folder/$suite.$1
  rm -rf "$machine"
  cp -a "$folder/$suite.base" "$machine"
  [ "$user" = root ] || inside "$machine" useradd -m "$user"
  mkdir -p "$machine/home/$user"
  inside_as "$machine" "$user" git -c advice.detachedHead=false -c init.defaultBranch=main clone --quiet /tree.bundle "/home/$user/tkr-embed"
  printf '%s' "$machine"
}

# Serves until a text has been embedded, then stops the server: serving.sh CLONE [NAME=VALUE...]
serving_script() {
  cat <<'TEXT'
cd "$1" || exit 1
shift
env -i "$@" ./deploy.sh >serve.log 2>&1 &
server=$!
url=http://127.0.0.1:$(printf '%s\n' "$@" | sed -n 's/^EMBEDDING_PORT=//p' | grep . || echo 8000)
until grep -q "^Ready at" serve.log; do
  kill -0 "$server" 2>/dev/null || { wait "$server"; exit $?; }
  sleep 1
done
curl -sf "$url/embed/text" -H 'Content-Type: application/json' -d '{"texts": ["a red circle"]}' |
  grep -q '"embeddings":\[\[' || exit 1
kill -TERM "$server"
wait "$server"
TEXT
}

# ./deploy.sh in its clone until it has answered: serve MACHINE USER
serve() {
  serving_script >"$1/serving.sh"
  inside_as "$1" "$2" bash /serving.sh "/home/$2/tkr-embed" ${variables[@]+"${variables[@]}"}
}

# Runs and tells how it went: check NAME COMMAND...
check() {
  local name=$1 start=$SECONDS result=passed
  shift
  if "$@"; then passed=$((passed + 1)); else result=FAILED failures=$((failures + 1)); fi
  printf '%s: %s: %s after %d s\n' "$suite" "$name" "$result" $((SECONDS - start))
}

# Shows what deploy.sh said where it failed.
serve_or_show() { serve "$@" || { cat "$1/home/$2/tkr-embed/serve.log" && false; }; }

run_tests() {
  local log=$1/home/root/tkr-embed/test.log code=0
  # shellcheck disable=SC2016 # the inner shell's variables
  inside "$1" sh -c 'cd /home/root/tkr-embed && exec env -i "$@" ./deploy.sh test' sh \
    ${variables[@]+"${variables[@]}"} >"$log" 2>&1 || code=$?
  printf '%s: ./deploy.sh test printed %d lines, the last ones:\n' "$suite" "$(wc -l <"$log")"
  tail -n 30 "$log"
  return "$code"
}

# The line that deploy.sh prints to an ordinary user, run by root.
install_as_told() {
  local log=$1/home/user/tkr-embed/serve.log line
  line=$(sed -n 's/.*Install as root with: //p' "$log")
  printf '%s: an ordinary user is told: %s\n' "$suite" "$(cat "$log")"
  [ -n "$line" ] && inside "$1" sh -c "DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; $line" \
    >"$1/install.log" 2>&1
}

# Runs the parts that were named, each on its machine.
run_parts() {
  local part root=$folder/$suite.root user
  for part in "${parts[@]}"; do
    case $part in
      root) root=$(make_machine root) && check "./deploy.sh as root" serve_or_show "$root" root ;;
      test)
        [ -d "$root" ] || make_machine root >/dev/null
        check "./deploy.sh test as root" run_tests "$root"
        ;;
      user)
        user=$(make_machine user)
        serve "$user" user && die "an ordinary user has all tools in a bare machine"
        check "the line that it prints" install_as_told "$user"
        check "./deploy.sh as a user" serve_or_show "$user" user
        ;;
    esac
  done
}

main() {
  options "$@"
  [ "$(id -u)" = 0 ] || die "making a machine takes root"
  command -v debootstrap >/dev/null || die "missing: debootstrap"
  if [ -z "$folder" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
  fi
  mkdir -p "$folder"
  make_base
  run_parts
  printf '%d passed, %d failed\n' "$passed" "$failures"
  [ "$failures" = 0 ]
}
main "$@"; exit
