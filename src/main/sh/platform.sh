#!/usr/bin/env bash
# Unpacks the platform into TARGET/payara, once for all starts, by its own option for that: what is
# there then is a jar whose class path is the platform's jars, and the files of a configuration.
#
#   src/main/sh/platform.sh TARGET
set -euo pipefail
target=$(cd "$1" && pwd)
launcher=$target/payara/launch-micro.jar
[ ! "$launcher" -nt "$target/payara-micro.jar" ] || exit 0
part=$target/payara.part
rm -rf "$part"
"$target/runtime/bin/java" -XX:TieredStopAtLevel=1 -jar "$target/payara-micro.jar" \
  --rootdir "$part" --outputlauncher
rm -rf "$target/payara"
mv "$part" "$target/payara"
