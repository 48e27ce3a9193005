#!/bin/sh
# Moves a new file to the place of an old one, unless both have the same content: then the old one
# stays as it is, with its time. A program that has the old one open keeps it.
#
#   src/main/sh/replace.sh NEW OLD
set -eu
if cmp -s "$1" "$2"; then rm "$1"; else mv -f "$1" "$2"; fi
