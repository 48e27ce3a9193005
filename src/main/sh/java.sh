# shellcheck shell=bash
# The Javas of this machine. Sourced by deploy.sh and runtime.sh.

# The major version of a java: from the file that says it, which is faster than asking.
java_major() {
  local release=${1%/bin/java}/release
  if [ -r "$release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release"
  else
    "$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
  fi
}

# The newest Java from JAVA_HOME, the PATH and the usual folders that has a tool beside it; nothing
# where all are older: newest_java OLDEST TOOL
newest_java() {
  local best="" best_major=$(($1 - 1)) candidate major
  for candidate in "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" \
    /usr/lib/jvm/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java \
    /opt/homebrew/opt/openjdk/bin/java; do
    if [ -x "$candidate" ] && [ -x "${candidate%java}$2" ]; then
      major=$(java_major "$candidate")
      if [ "${major:-0}" -gt "$best_major" ]; then best=$candidate best_major=$major; fi
    fi
  done
  printf '%s' "$best"
}

# What compiles.
find_jdk() { newest_java 17 javac; }
jdk_home() { dirname "$(dirname "$(find_jdk)")"; }

# What runs the server and its tests.
find_runtime() { newest_java 21 java; }
