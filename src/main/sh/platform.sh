#!/usr/bin/env bash
# Unpacks the platform into TARGET/payara, once for all starts, by its own option for that: what is
# there then is a jar whose class path is the platform's jars, and the files of a configuration.
#
#   src/main/sh/platform.sh TARGET
set -euo pipefail
target=$(cd "$1" && pwd)
launcher=$target/payara/launch-micro.jar
if [ "$launcher" -nt "$target/payara-micro.jar" ] && [ "$launcher" -nt "${BASH_SOURCE[0]}" ]; then exit 0; fi
part=$target/payara.part
rm -rf "$part"
"$target/runtime/bin/java" -XX:TieredStopAtLevel=1 -jar "$target/payara-micro.jar" \
  --rootdir "$part" --outputlauncher
# as in its own jar; before Java 24 the platform asks also where there is no security manager
echo 'grant { permission java.security.AllPermission; };' >>"$part/config/server.policy"
rm -rf "$target/payara"
mv "$part" "$target/payara"
