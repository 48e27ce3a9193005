# shellcheck shell=bash
# What building, serving and testing need of the machine. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

java_major() { "$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1; }

# The newest Java 17+ of this machine: JAVA_HOME, the PATH, the usual folders.
find_java() {
  local best="" best_major=16 candidate major
  for candidate in "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" \
    /usr/lib/jvm/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java \
    /opt/homebrew/opt/openjdk/bin/java; do
    if [ -x "$candidate" ] && [ -x "${candidate%java}javac" ]; then
      major=$(java_major "$candidate")
      if [ "${major:-0}" -gt "$best_major" ]; then best=$candidate best_major=$major; fi
    fi
  done
  printf '%s' "$best"
}

JAVA=
need_java() { [ -n "$JAVA" ] || JAVA=$(find_java); }

missing_tools() {
  [ -n "$(find_java)" ] || printf 'jdk '
  command -v mvn >/dev/null || printf 'maven '
  command -v c++ >/dev/null || printf 'compiler '
  command -v cmake >/dev/null || printf 'cmake '
  "$PYTHON" -m pip --version >/dev/null 2>&1 || printf 'python '
}

install_line() {
  case "$(uname -s)" in
    Darwin) printf 'xcode-select --install; brew install openjdk maven cmake python' ;;
    *) if command -v dnf >/dev/null; then
      printf 'sudo dnf install -y java-21-openjdk-devel maven gcc-c++ cmake python3-pip'
    else
      printf 'sudo apt-get update && sudo apt-get install -y default-jdk-headless maven g++ cmake python3-pip python3-venv'
    fi ;;
  esac
}

# Installs what is missing where it may (root on Debian or Ubuntu), else says how.
need_tools() {
  local missing
  missing=$(missing_tools)
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ] && [ -r /etc/debian_version ]; then
    say "Installing: $missing"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      default-jdk-headless maven g++ cmake python3-pip python3-venv >/dev/null
    missing=$(missing_tools)
  fi
  [ -z "$missing" ] || die "missing: ${missing}- install with: $(install_line)"
}
