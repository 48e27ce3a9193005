# shellcheck shell=bash
# Checkpoints to try, and the measure of the demonstration model. Sourced by deploy.sh.
# shellcheck disable=SC2317 # functions are called through step

synth() {
  [ $# = 2 ] || misuse "model synth takes 7b or 2b, and a folder"
  need Python
  "$PYTHON" src/main/python/synth/synth.py "$@"
}

# A Python of its own with what a list of packages names: make_environment FOLDER LIST [OPTION...]
make_environment() {
  local folder=$1 requirements=$2
  shift 2
  "$PYTHON" -m venv "$folder" &&
    "$folder/bin/python" -m pip install --disable-pip-version-check "$@" -r "$requirements" &&
    cp "$requirements" "$folder/requirements.txt"
}

# The demonstration model's figures need numpy and Pillow, in an environment of their own.
evaluate() {
  local environment=$TARGET/evaluation requirements=src/main/python/training/requirements-evaluation.txt
  begin_log
  need Python pip venv
  cmp -s "$requirements" "$environment/requirements.txt" ||
    step "Fetching what it measures with" make_environment "$environment" "$requirements"
  "$environment/bin/python" src/main/python/training/evaluate.py --server "${1:-http://127.0.0.1:8000}"
}

model() {
  case "${1:-}" in
    synth) shift; synth "$@" ;;
    evaluate) shift; evaluate "$@" ;;
    "") usage_of model ;;
    *) misuse "unknown: model $1" ;;
  esac
}
