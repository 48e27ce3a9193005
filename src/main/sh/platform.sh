#!/usr/bin/env bash
# Unpacks the platform into TARGET/payara, once for all starts, by its own option for that: what is
# there then is a jar whose class path is the platform's jars, and the files of a configuration. Two of
# these are changed, because every start would take longer for what nobody uses: the platform's own
# description of the API, which it would start a Jersey for in each web application, and what lies beneath
# all of these.
#
#   src/main/sh/platform.sh TARGET
set -euo pipefail
target=$(cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
launcher=$target/payara/launch-micro.jar
default_web=payara-config/default-web.xml
is_newest() {
  local other
  for other in "$target/payara-micro.jar" src/main/sh/platform.sh "$default_web"; do
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
# on a virtual server of this name, which there is not
sed -i.before 's|</security-service>|&<microprofile-openapi-configuration virtual-servers="none"/>|' "$part/config/domain.xml"
grep -q 'microprofile-openapi-configuration virtual-servers="none"' "$part/config/domain.xml"
rm -rf "$part/config/domain.xml.before" "$target/payara"
mv "$part" "$target/payara"
