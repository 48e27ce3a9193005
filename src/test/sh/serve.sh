#!/usr/bin/env bash
# Serves what target holds, as './deploy.sh' does after building: src/test/sh/serve.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

# shellcheck disable=SC2034 # read by what is sourced
readonly TARGET=$PWD/target PYTHON=${PYTHON:-python3}

say() { printf '%s\n' "$*"; }

for part in tools serve; do
  # shellcheck source=/dev/null
  . "src/main/sh/$part.sh"
done

use_utf8
serve
