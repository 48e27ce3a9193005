# shellcheck shell=bash
# Long steps: told as they go on, their output kept in the log. Sourced by deploy.sh.

# Seconds between two lines about a step that goes on, where there is no terminal.
readonly STEP_SECONDS=${STEP_SECONDS:-15}

# Tells that a step goes on: in one line on a terminal, else with a line now and then.
tell_time() {
  local title=$1 seconds=$2
  if [ -t 1 ]; then
    printf '\r%s ... %d s ' "$title" "$seconds"
  elif [ "$next" = 0 ]; then # the first, however late it is
    say "$title ..."
    next=$((seconds + STEP_SECONDS))
  elif [ "$seconds" -ge "$next" ]; then
    say "$title ... $seconds s so far"
    next=$((seconds + STEP_SECONDS))
  fi
}

# Ends the step with all that it started, so that no compiler goes on alone.
interrupt_step() {
  kill -TERM -- "-$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
  printf '\ndeploy.sh: interrupted; the next run goes on from here\n' >&2
  exit "$2"
}

# Runs a command with its output in the log: run_step TITLE COMMAND...
run_step() {
  local title=$1 start=$SECONDS next=0 pid code=0
  shift
  printf '\n== %s\n' "$title" >>"$LOG"
  set -m # a process group of its own
  "$@" </dev/null >>"$LOG" 2>&1 &
  pid=$!
  set +m
  trap 'interrupt_step $pid 129' HUP
  trap 'interrupt_step $pid 130' INT
  trap 'interrupt_step $pid 143' TERM
  while kill -0 "$pid" 2>/dev/null; do
    tell_time "$title" $((SECONDS - start))
    sleep 0.2
  done
  wait "$pid" || code=$?
  trap - HUP INT TERM
  [ ! -t 1 ] || printf '\r'
  if [ "$code" = 0 ]; then
    say "$title ... done in $((SECONDS - start)) s"
  else
    say "$title ... failed after $((SECONDS - start)) s"
  fi
  return "$code"
}

# The same; where the command fails, deploy.sh ends with the reason.
step() { run_step "$@" || failed "$1"; }

# What the log has of the last step.
last_step() { sed -n '/^== /{h;d;};H;${g;p;}' "$LOG"; }

# Ends with the reason where the log shows a known one, else with the log's end.
failed() {
  local title=$1 reason
  reason=$(last_step | reason_of)
  [ -z "$reason" ] || die "$title failed: $reason. The whole log is $LOG"
  tail -n 40 "$LOG" >&2
  die "$title failed; the whole log is $LOG"
}
