#!/bin/sh
# A Python of its own with what a list of packages names, each file by its hash: nothing but what the list
# says, nothing built here. Does only what is missing or changed. lock.sh makes the lists.
#
#   src/main/python/environment.sh FOLDER REQUIREMENTS
set -eu
folder=$1 requirements=$2
if ! cmp -s "$requirements" "$folder/requirements.txt"; then
  "${PYTHON:-python3}" -m venv "$folder"
  "$folder/bin/python" -m pip install --disable-pip-version-check --no-deps --only-binary=:all: \
    --require-hashes -r "$requirements"
  cp "$requirements" "$folder/requirements.txt"
fi
