#!/usr/bin/env bash
# Builds the commit that is checked out twice, in two folders whose names differ in length, and compares
# what came out: the WAR, what starts it, and the bill of materials. By hand; takes two whole builds.
#
#   src/test/sh/reproducible.sh [FOLDER]    where the clones are made (a new one, removed at the end)
set -euo pipefail
here=$(cd "$(dirname "$0")/../../.." && pwd)
folder=${1:-}
if [ -z "$folder" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
readonly CLONES=("$folder/a" "$folder/another/and/a/much/longer/name")
readonly BUILT=(ROOT.war ROOT-skinny.war server-start.jar bom.json)

build() {
  [ -e "$1" ] || git clone --quiet "$here" "$1"
  (cd "$1" && ./deploy.sh build)
}

# The files of an archive that differ, by their checksums.
differences() {
  diff <(unzip -lv "$1") <(unzip -lv "$2") | head -n 40
}

failures=0
for clone in "${CLONES[@]}"; do build "$clone"; done
for name in "${BUILT[@]}"; do
  one=${CLONES[0]}/target/$name other=${CLONES[1]}/target/$name
  if cmp "$one" "$other"; then
    printf '%s: the same %d bytes\n' "$name" "$(wc -c <"$one")"
  else
    failures=$((failures + 1))
    case $name in *.json) diff "$one" "$other" | head -n 40 ;; *) differences "$one" "$other" ;; esac || true
  fi
done
[ "$failures" = 0 ]
