#!/usr/bin/env bash
# Lays the Maven that maven.sha512 names, version and hash, at TARGET/maven; this machine's own fetches it.
#
#   src/main/sh/maven.sh TARGET
set -euo pipefail
pin=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/maven.sha512
mkdir -p "$1"
folder=$(cd "$1" && pwd)/maven
read -r _ archive <"$pin"
version=${archive#apache-maven-}
version=${version%-bin.tar.gz}

rm -rf "$folder"
mkdir -p "$folder"
# elsewhere: in this project a Maven that can check its files would, against a list that is for builds
cd /
mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
  -Dartifact="org.apache.maven:apache-maven:$version:tar.gz:bin" -DoutputDirectory="$folder"
cd "$folder"
sha512=sha512sum
command -v sha512sum >/dev/null || sha512="shasum -a 512"
$sha512 --check "$pin" || {
  echo "maven.sh: what was fetched is not the $archive of $pin" >&2
  exit 1
}
tar xzf "$archive" --strip-components=1
rm "$archive"
# mirrors and proxies that hold for all users of this machine hold for this Maven too
own=$(mvn --version | sed -n 's/^Maven home: //p')
[ ! -r "$own/conf/settings.xml" ] || cp "$own/conf/settings.xml" conf/settings.xml
cp "$pin" pin
