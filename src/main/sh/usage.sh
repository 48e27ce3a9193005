# shellcheck shell=bash
# What the command line takes. Sourced by deploy.sh.

usage() {
  cat <<'TEXT'
tkr-embed: vectors for text, images and both, from your own machine.

  ./deploy.sh                        build what is missing or changed, then serve
  ./deploy.sh build                  build only; with EMBEDDING_GPU=cuda for the GPUs of
                                     NVIDIA's (Linux, takes about 2 GB)
  ./deploy.sh test                   run every test
  ./deploy.sh test native sanitize address,undefined|thread [CTEST'S ARGUMENT ...]
                                     the native tests with the compiler's sanitizers
  ./deploy.sh test native isa        kernels and goldens with each of the processor's
                                     instruction sets alone
  ./deploy.sh test native arm64      kernels and goldens of arm64 on an emulator (Debian,
                                     Ubuntu)
  ./deploy.sh test fuzz [--runs N] [NAME ...]
                                     a fuzzer on what reads the bodies of requests
  ./deploy.sh config check           what is wrong with the settings, without starting
  ./deploy.sh config show [--json]   every setting: what holds, and where it comes from
  ./deploy.sh config key             print a new random API key
  ./deploy.sh config schema [--write]
                                     a JSON Schema of the settings; --write: that file
                                     and configuration.md's table, after a change
  ./deploy.sh model get NAME [--json]
                                     fetch a model into the Hugging Face cache: org/name,
                                     ops-7b, ops-2b, gme-7b, gme-2b, qwen3-8b, qwen3-2b,
                                     qwen3-reranker-8b or qwen3-reranker-2b, each also
                                     with @revision; goes on where a download was cut
  ./deploy.sh model list [--json]    the models in that cache, and what was converted
                                     from models and folders
  ./deploy.sh model verify NAME [--json]
                                     read all of a model, or of a folder: its checksums,
                                     its tensors' places, and whether their names, types
                                     and shapes are those of its architecture
  ./deploy.sh model remove NAME [--json]
                                     delete a model from that cache, and what was
                                     converted from it; of a folder only that
  ./deploy.sh model convert NAME|FOLDER --quantization q4|q8
              [--group-size 32|64|128] [--output FOLDER] [--json]
                                     quantise a model once, as the first start with
                                     that quantization would: where servers look for
                                     it, or in MLX's format into a folder that is not
                                     there yet
  ./deploy.sh selftest [NAME] [--json]
                                     hold every device and kernel of this machine against
                                     the plain path, on built-in inputs, and measure each:
                                     a table for a bug report; exit code 1 where one does
                                     not hold (default: the configured model, or demo)
  ./deploy.sh model synth 7b|2b|qwen3-8b|qwen3-2b|qwen3-reranker-8b|qwen3-reranker-2b DIR
                                     write a checkpoint of the published shape with
                                     random weights, to try the real size (its
                                     vectors mean nothing)
  ./deploy.sh model calibrate NAME|FOLDER [--texts FILE] [--images FOLDER]
                                     measure on your texts (one a line) and pictures what
                                     the bytes of quantised vectors stand for, keep it for
                                     the model's next start, and tell what they lose
  ./deploy.sh model evaluate [URL]   measure the demonstration model through a
                                     running server
  ./deploy.sh bench engine [--shape 7b|2b|demo] [--quantization q4|q8]
              [--against llama.cpp] [--tokens 1,16,...] [--modes exact,int8]
              [--pictures picture,photo,mixed,large] [--layers N]
              [--threads N] [--rounds N] [--clock wall|processor]
              [--keep]
                                     texts, pictures and a mixed batch on random weights
                                     of a shape, beside what this machine can do, and
                                     in turn with llama.cpp: a table for benchmarks.md.
                                     Of the text layers N are run (4; 0: all), and
                                     their time is scaled to all
  ./deploy.sh bench kernels [--threads N] [--stock] [NAME ...]
                                     speed of our CPU kernels (--stock: and MLX's), of
                                     those whose names hold NAME
  ./deploy.sh bench errors           error of our CPU kernels against double precision, a
                                     table for benchmarks.md
  ./deploy.sh bench native DIR [NAME=VALUE ...]
                                     speed of a checkpoint, our kernels against MLX's:
                                     kernels=both|own|mlx, quantization=, device=,
                                     precision=auto|exact|fast, threads=,
                                     tokens=1,16,256, image=SIDE, repeat=,
                                     batch=N,M, texts=, calls=
  ./deploy.sh bench memory [N] [URL] resident memory of a running server over N
                                     embeddings
  ./deploy.sh bench rerank RERANKER_URL EMBEDDER_URL [DOCUMENTS] [TOKENS] [ROUNDS]
                                     seconds a document to score 16 of 128 tokens, beside
                                     those to embed them, of two running servers
  ./deploy.sh bench serving          cache, batching, overload, slow clients over HTTP
                                     (--help: the parts; --quick: rough and short)
  ./deploy.sh bench callers          cost of limits and tokens (JMH's options; -h
                                     lists them)
  ./deploy.sh bench measure NAME [ARGUMENT ...]
                                     cost of a small part: access (a log line), cache,
                                     decode (of files), encoding (of vectors), keys,
                                     preparation (of pages, by one and more threads)
  ./deploy.sh stress                 many threads on one limit (JCStress's options; -h
                                     lists them)
  ./deploy.sh --help                 this text; after a command: what it takes

Settings come from environment variables, then from config.dev.yaml or config.yaml
(here, else in payara-config/), then from defaults:
  EMBEDDING_ENV            development | production | testing   (development)
  EMBEDDING_API_KEY        the master key; production does not start without a key
  EMBEDDING_MODEL_PATH     a checkpoint folder, a model of the hub (org/name,
                           ops-7b ...), which is fetched where it is not here, or
                           demo  (default, outside production: demo)
  EMBEDDING_HOST, _PORT    where to listen                      (127.0.0.1, 8000)
  EMBEDDING_CONFIG         a YAML file elsewhere
  src/site/markdown/configuration.md has the rest.
TEXT
}

# The lines of the usage about one command: usage_of WORD [WORD]
usage_of() {
  usage | awk -v command="  ./deploy.sh $*" '
    /^  \.\/deploy\.sh/ { shown = index($0 " ", command " ") == 1 }
    !/^   / && !/^  \.\// { shown = 0 }
    shown'
}

# A command that is not there: the reason, and where the right ones are.
misuse() {
  printf 'deploy.sh: %s; ./deploy.sh --help lists the commands\n' "$*" >&2
  exit 64
}

# Whether one of the words asks for help; -h is an option of JMH's and JCStress's own.
asks_help() {
  case " $* " in
    *" --help "*) return 0 ;;
    " stress "* | " bench callers "*) return 1 ;;
    *" -h "*) return 0 ;;
    *) return 1 ;;
  esac
}

# What a command takes: of its part where it has that, else of the whole.
help() {
  case "$1 ${2:-}" in
    "bench serving") cat src/bench/usage.txt ;;
    -* | "help "*) usage ;;
    *) usage_of "$1" "${2:-}" | grep . || usage_of "$1" | grep . || misuse "unknown command: $1" ;;
  esac
}
