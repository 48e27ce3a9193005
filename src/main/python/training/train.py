"""Makes the demonstration model from nothing: tokenizer, two training stages, export.

    python src/main/python/training/train.py --out src/main/resources/demonstration

Reads nothing but its own code. Every batch has its own seed, so two runs on
machines with the same arithmetic give the same model. --work keeps checkpoints
that a later call with the same folder continues from.
"""

import argparse
import os
import sys
from pathlib import Path

# Read by the C library and OpenMP when the process starts; halves the time of a step.
ENVIRONMENT = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "-1",
    "OMP_WAIT_POLICY": "passive",
    "TOKENIZERS_PARALLELISM": "false",
}


def restart_with_environment() -> None:
    """Starts this program again with ENVIRONMENT where it is not set."""
    if any(os.environ.get(k) != v for k, v in ENVIRONMENT.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ENVIRONMENT})


def run(arguments: argparse.Namespace) -> None:
    """All steps, skipping those whose result is in the work folder."""
    import export
    import samples
    import torch
    import vocabulary
    from train_joint import Joint, train_joint
    from train_vision import train_vision

    torch.set_num_threads(arguments.threads)
    work = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    tokenizer = vocabulary.kept_tokenizer(work / "tokenizer.json")
    if not (work / "vision.pt").exists():
        train_vision(arguments.vision_steps, work)
    if not arguments.export_only:
        train_joint(arguments.steps, work)
    export.export(Joint(work).mean.state_dict(), tokenizer, arguments.out)
    samples.write_samples(arguments.out / "samples")
    print(f"wrote {arguments.out}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--work", type=Path, default=Path("target/demonstration"))
    parser.add_argument("--vision-steps", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=2700)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument(
        "--export-only",
        action="store_true",
        help="write the averaged weights of the checkpoint in --work",
    )
    arguments = parser.parse_args()
    restart_with_environment()
    run(arguments)


if __name__ == "__main__":
    main()
