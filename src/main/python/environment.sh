#!/bin/sh
# A Python of its own with what a list of packages names. Does only what is missing or changed.
#
#   src/main/python/environment.sh FOLDER REQUIREMENTS [PIP OPTION...]
set -eu
folder=$1 requirements=$2
shift 2
if ! cmp -s "$requirements" "$folder/requirements.txt"; then
  "${PYTHON:-python3}" -m venv "$folder"
  "$folder/bin/python" -m pip install --disable-pip-version-check "$@" -r "$requirements"
  cp "$requirements" "$folder/requirements.txt"
fi
