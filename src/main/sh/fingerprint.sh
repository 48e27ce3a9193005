#!/bin/sh
# Prints one number for the content of all that the server is built from; what editors and Python
# leave beside it is none of it. Run in the project's folder.
set -eu
find pom.xml src/main/java src/main/resources src/main/python/bill_of_materials.py src/main/sh/platform.sh \
  payara-config/default-web.xml webapp native -type f \
  ! -name '.*' ! -name '*~' ! -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum
