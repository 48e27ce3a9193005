#!/bin/sh
# Lays what a start serves into TARGET/served/N/ROOT-skinny, once for each content of the WAR that has
# it, and notes N in TARGET/served/current: a start then unpacks nothing, and a build changes nothing beneath a
# server that runs. Folders that no server has are deleted by the next one's start (config/cli/Served.java).
#
#   src/main/sh/served.sh TARGET
set -eu
cd "$1"
number=$(cksum <ROOT-skinny.war)
number=${number% *}
if [ ! -d "served/$number" ]; then
  rm -rf served/part
  mkdir -p served/part
  cp -R skinny served/part/ROOT-skinny
  : >served/part/lock
  mv served/part "served/$number"
fi
printf '%s\n' "$number" >served/current
