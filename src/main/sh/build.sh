# shellcheck shell=bash
# Building what is missing or changed. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

# One number for the content of all that the server is built from.
fingerprint() { src/main/sh/fingerprint.sh; }

# For whose GPUs the native library is to be built: cuda, NVIDIA's; none beyond what the platform has. What
# was asked for once holds until something else is.
chosen_gpu() { printf '%s\n' "${EMBEDDING_GPU:-$(built_gpu)}"; }
built_gpu() { cat "$TARGET/native/gpu" 2>/dev/null || echo none; }

# Whether the built server is the one of these sources, or of those with this fingerprint; Maven notes of
# which it built it.
is_built() {
  local built=$TARGET/.built
  is_whole && [ "$(chosen_gpu)" = "$(built_gpu)" ] && [ -z "$(find "$TARGET/ROOT.war" "$SERVER" -newer "$built" 2>&1)" ] &&
    [ "$(cat "$built")" = "${1:-$(fingerprint)}" ]
}

# Whether all is there that a start takes.
is_whole() {
  local part
  for part in ROOT.war "${SERVER##*/}" server-start.jar libraries payara/launch-micro.jar payara-micro.jar served/current; do
    [ -e "$TARGET/$part" ] || return 1
  done
}

# -U: what could not be reached the last time is tried again
maven() { JAVA_HOME=$(jdk_home) "$MAVEN" -B -ntp -U "$@"; }

# Empties the log, where this folder can be written at all.
begin_log() {
  { mkdir -p "$TARGET" && [ -w "$TARGET" ] && : >"$LOG"; } 2>/dev/null ||
    die "cannot write into $TARGET: give the folder to $(id -un), or take a checkout of your own"
}

# Fetches what the native library is built with, then builds it.
build_native() {
  local first=""
  # another library than the built server's
  [ "$(chosen_gpu)" = "$(built_gpu)" ] || rm -f "$TARGET/.built"
  [ -d "$TARGET/native/build" ] || first=" (a few minutes, this once)"
  if [ "$(chosen_gpu)" = cuda ] && [ "$(built_gpu)" != cuda ]; then
    say "EMBEDDING_GPU=cuda: this takes MLX for NVIDIA's GPUs and NVIDIA's libraries, about 2 GB, into $TARGET/native"
    first=" (with the download, some minutes more, this once)"
  fi
  step "Fetching the build's own libraries" maven -q initialize
  step "Building the native library$first" native/build.sh "$TARGET/native" "$TARGET/classes"
}

# What those have left that were killed while they made the archive: a folder names its process.
clear_left() {
  local left process
  for left in "$TARGET"/training.*; do
    process=${left##*/training.} process=${process%%.*}
    kill -0 "$process" 2>/dev/null || rm -rf "$left" || true
  done
}

# The archive of classes by which the server starts faster; without it, it starts too.
build_archive() {
  clear_left
  ! has_archive && [ -w "$TARGET" ] || return 0
  begin_log
  run_step "Preparing fast starts" src/main/sh/archive.sh "$TARGET" ||
    say "Starts will take longer; the reason is in $LOG"
}

build() {
  if is_built; then need Python && need_runtime; else build_server; fi
  build_archive
}

build_server() {
  local first=""
  begin_log
  # shellcheck disable=SC2086 # one word for each tool
  need $BUILD_TOOLS
  need_runtime
  need_maven
  [ -e "$TARGET/payara-micro.jar" ] || first=" (fetches its libraries, this once)"
  build_native
  step "Building the server$first" \
    maven -q package -Dmaven.test.skip=true -Dspotless.check.skip=true
  has_tool curl || say "The README's examples use curl. Install as root with: $(install_line curl)"
}

# The classes alone, for what only reads settings; a built server stays as it is.
build_settings() {
  local sources
  sources=$(fingerprint)
  if is_built "$sources"; then need_runtime && return 0; fi
  if [ "$sources" = "$(cat "$TARGET/.compiled" 2>/dev/null)" ]; then need_runtime && return 0; fi
  begin_log
  need JDK Maven
  need_runtime
  need_maven
  # these classes are no longer the built server's
  rm -f "$TARGET/.built"
  # where a whole build lays the page of the API; the WAR plugin wants the folder
  mkdir -p "$TARGET/swagger-ui"
  step "Compiling the settings" maven -q -Dnative.skip=true compile war:exploded
  printf '%s\n' "$sources" >"$TARGET/.compiled"
}
