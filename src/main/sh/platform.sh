#!/usr/bin/env bash
# Unpacks the platform into TARGET/payara, once for all starts, by its own option for that: what is
# there then is a jar whose class path is the platform's jars, and the files of a configuration. What every
# start would take longer for and nobody uses is taken away: most of the configuration, what lies beneath all
# web applications, and the work to open stores of certificates that hold no secret.
#
#   src/main/sh/platform.sh TARGET
set -euo pipefail
target=$(cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
launcher=$target/payara/launch-micro.jar
default_web=payara-config/default-web.xml domain=payara-config/domain.xml
stores=src/main/java/com/tkr/embed/config/cli/PlainKeyStores.java
is_newest() {
  local other
  for other in "$target/payara-micro.jar" src/main/sh/platform.sh "$default_web" "$domain" "$stores"; do
    [ "$launcher" -nt "$other" ] || return 1
  done
}
! is_newest || exit 0
part=$target/payara.part
rm -rf "$part"
"$target/runtime/bin/java" -XX:TieredStopAtLevel=1 -jar "$target/payara-micro.jar" \
  --rootdir "$part" --outputlauncher
# as in its own jar; before Java 24 the platform asks also where there is no security manager
echo 'grant { permission java.security.AllPermission; };' >>"$part/config/server.policy"
cp "$default_web" "$part/config/default-web.xml"
cp "$domain" "$part/config/domain.xml"
"$target/runtime/bin/java" -XX:TieredStopAtLevel=1 \
  -cp "$target/classes" com.tkr.embed.config.cli.PlainKeyStores "$part/config"
rm -rf "$target/payara"
mv "$part" "$target/payara"
