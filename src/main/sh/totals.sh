# shellcheck shell=bash
# What a person needs of the test runners' output: ctest's, unittest's, Maven's, documents.sh's.
# Sourced by deploy.sh.

# The lines about what failed, 120 at most; the output's end where no such line is known.
failures_of() {
  local text lines
  text=$(cat)
  lines=$(grep -E '^(\[ERROR\]|FAIL:|ERROR:|AssertionError|.*\(Failed\)|\[  FAILED  \]|.*error:|FAILED )' \
    <<<"$text" | head -n 120) || true
  if [ -n "$lines" ]; then say "$lines"; else tail -n 60 <<<"$text"; fi >&2
}

# The tests that did not run, with the reason where the runner says one.
skips_of() {
  sed -nE \
    -e "s/^([a-z_]+) .* \.\.\. skipped ['\"](.*)['\"]\$/  not run: \1: \2/p" \
    -e 's/^.*Test +#[0-9]+: ([^ ]+) .*\*\*\*Skipped.*/  not run: \1/p' \
    -e 's/^\[WARNING\] (Tests run: .*, Skipped: [1-9][0-9]*),.* -- in (.*)/  not run: some of \2: \1/p'
}

# The tests of Maven's runners that passed when they were run again.
flakes_of() {
  awk '
    /^\[WARNING\] Flakes: *$/ { inside = 1; next }
    /^\[[A-Z]+\] Tests run:/ { inside = 0 }
    inside && /^\[WARNING\] ./ { print "  passed at the second try: " $2 }'
}

# One line for all runners together: N passed, N failed, N skipped
totals_of() {
  awk '
    /tests passed, .* tests failed out of/ { ctest($4, $NF) }
    /^Ran [0-9]+ tests? in/ { ran += $2 }
    /^(OK|FAILED)( \(|$)/ { failed += value("failures") + value("errors"); skipped += value("skipped") }
    /^\[(INFO|WARNING|ERROR)\] Tests run: [0-9, A-Za-z:]*$/ { maven($4, $6 + $8, $10) }
    /^[0-9]+ passed, [0-9]+ failed$/ { ran += $1 + $3; failed += $3 }
    function ctest(bad, all) { ran += all; failed += bad }
    function maven(all, bad, left) { ran += all; failed += bad; skipped += left }
    function value(name) {
      return match($0, name "=[0-9]+") ? substr($0, RSTART + length(name) + 1, RLENGTH - length(name) - 1) : 0
    }
    END { printf "%d passed, %d failed, %d skipped\n", ran - failed - skipped, failed, skipped }'
}
