# shellcheck shell=bash
# Checkpoints to try, and the measure of the demonstration model. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

synth() {
  [ $# = 2 ] || die "usage: ./deploy.sh model synth 7b|2b DIR"
  "$PYTHON" src/main/python/synth/synth.py "$@"
}

# The demonstration model's figures need numpy and Pillow, in an environment of their own.
evaluate() {
  local environment=$TARGET/evaluation requirements=src/main/python/training/requirements-evaluation.txt
  need_tools
  if ! cmp -s "$requirements" "$environment/requirements.txt"; then
    "$PYTHON" -m venv "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
    cp "$requirements" "$environment/requirements.txt"
  fi
  "$environment/bin/python" src/main/python/training/evaluate.py --server "${1:-http://127.0.0.1:8000}"
}

model() {
  case "${1:-}" in
    synth) shift; synth "$@" ;;
    evaluate) shift; evaluate "$@" ;;
    *) usage >&2; die "unknown: model ${1:-}" ;;
  esac
}
