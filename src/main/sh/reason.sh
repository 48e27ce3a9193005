# shellcheck shell=bash
# Why a step failed, in one line, from what its programs wrote. Sourced by deploy.sh.

# The first match of a sed pattern's group in the text: first PATTERN
first() { sed -nE "s~.*$1.*~\\1~p" <<<"$text" | head -n 1; }

network_reason() {
  local maven apt index
  maven=$(first 'Could not transfer [^(]*\((https?://[^)]*\): .{1,160})' | sed 's/)//')
  apt=$(first "(Failed to fetch .{1,200})")
  index=${PIP_INDEX_URL:-$("$PYTHON" -m pip config get global.index-url 2>/dev/null || true)}
  case $text in
    *"Could not transfer"*) printf 'could not reach %s' "$maven" ;;
    *"cached in the local repository"*)
      printf 'could not reach %s' "$(first 'found in (https?://[^ ]*)')" ;;
    *"after connection broken by"* | *"Could not fetch URL"* | *"Max retries exceeded"*)
      printf 'could not reach the Python package index %s (%s)' "${index:-PyPI}" \
        "$(first "(Temporary failure in name resolution|Name or service not known|Connection refused|Network is unreachable|timed out|CERTIFICATE_VERIFY_FAILED|certificate verify failed|Tunnel connection failed[^']*)")" ;;
    *"No matching distribution found for"*)
      printf 'the Python package index %s has no %s for this machine' "${index:-PyPI}" \
        "$(first 'No matching distribution found for ([^ ]*)')" ;;
    *"Failed to fetch"*) printf 'apt could not reach its server: %s' "$apt" ;;
    *"Temporary failure resolving"* | *"Could not connect to"*)
      printf 'apt: %s' "$(first "((Temporary failure resolving|Could not connect to) .{1,120})")" ;;
    *"Unable to locate package"*)
      printf 'apt knows no package %s' "$(first 'Unable to locate package ([^ ]*)')" ;;
  esac
}

# The reason in the text on standard input; nothing where it shows none that is known.
reason_of() {
  local text
  text=$(cat)
  case $text in
    *"No space left on device"* | *"Disk quota exceeded"*)
      printf 'the disk is full (df -h %s %s)' "$TARGET" "${HOME:-}" ;;
    *"Could not create local repository"*)
      printf 'Maven cannot write its folder %s: make it writable, or set MAVEN_OPTS=-Dmaven.repo.local=FOLDER' \
        "$(first 'Could not create local repository at ([^ ]*)')" ;;
    *"trusted checksum mismatch"*)
      printf 'what Maven got is not the file that .mvn/checksums names: %s' \
        "$(first 'Artifact ([^ ]*) trusted checksum mismatch')" ;;
    *"Missing from summaryFile trusted checksum"*)
      printf '.mvn/checksums names no %s (src/main/sh/record-checksums.sh)' "$(first 'for artifact ([^ ]*)')" ;;
    *"DO NOT MATCH THE HASHES"*)
      printf 'what pip got is not the file that the list names: %s' "$(first ' ([A-Za-z0-9_.-]+==[^ ]*) from ')" ;;
    *"terminated program cc1plus"* | *"fatal error: Killed"*)
      printf 'a compiler was killed, mostly for want of memory; CMAKE_BUILD_PARALLEL_LEVEL=1 takes the least' ;;
    *"Could not get lock"*) printf 'another apt is at work' ;;
    *) network_reason ;;
  esac
}
