#!/bin/sh
# Writes every requirements*.txt anew from the requirements*.in beside it: each package and all that it
# needs, by version and by the hashes of its files, for every platform. Needs uv.
#
#   src/main/python/lock.sh
set -eu
cd "$(dirname "$0")/../../.."
for list in $(find src -name 'requirements*.in' | LC_ALL=C sort); do
  dependencies=""
  # complete by itself: huggingface_hub asks for a downloader that no test uses
  [ "$list" != src/test/python/requirements.in ] || dependencies=--no-deps
  # shellcheck disable=SC2086 # no word where there is none
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate $dependencies \
    --custom-compile-command src/main/python/lock.sh --output-file "${list%.in}.txt" "$list"
done
