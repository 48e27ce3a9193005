#!/usr/bin/env bash
# Writes .mvn/checksums anew: the SHA-256 of every artifact, plugin and POM that any build, test or
# benchmark of ours downloads, on every platform. It believes what it gets: look at the difference
# before it is committed. Takes a whole build, with an empty repository.
#
#   src/main/sh/record-checksums.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."
repository=$(mktemp -d)
trap 'rm -rf "$repository"' EXIT
maven=target/maven/bin/mvn
[ -x "$maven" ] || maven=mvn
record() {
  "$maven" -B -ntp -q -Dmaven.repo.local="$repository" \
    -Daether.artifactResolver.postProcessor.trustedChecksums.record=true "$@"
}

rm -f .mvn/checksums/checksums.sha256
record dependency:resolve dependency:resolve-plugins -Dnative.skip=true
record verify -Dchecks.skip=true -Dtest=RulesTest -Dit.test=DocsIT
for profile in bench jcstress fuzz; do
  record "-P$profile" -Dnative.skip=true test-compile dependency:build-classpath -Dmdep.outputFile=/dev/null
done
version=$(sed -n 's|.*<leptonica.version>\(.*\)</leptonica.version>.*|\1|p' pom.xml)
for platform in linux-x86_64 linux-arm64 macosx-arm64; do
  record dependency:get -Dtransitive=false -Dartifact="org.bytedeco:leptonica:$version:jar:$platform"
done
record -Dnative.skip=true spotless:apply war:exploded
LC_ALL=C sort -k2 -o .mvn/checksums/checksums.sha256 .mvn/checksums/checksums.sha256
wc -l .mvn/checksums/checksums.sha256
