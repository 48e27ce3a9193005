"""The engine's speed beside what this machine can do and, if asked, beside llama.cpp's, in turn.

Random weights of a published shape are written into target/bench/engine for the run. Texts of some
lengths, a picture of 448 x 448 pixels, a photograph of 1,240 tokens, a mixed batch and one of 2,048
tokens; every token goes through every layer, in ours as in llama.cpp. Each round measures every
input with every side in turn. The table goes to the standard output.
"""

import argparse
import os
import platform
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from engine_checkpoint import Shape, shape_of, whole_layers, write_checkpoint
from engine_runner import ROOT, Failed, llama, own, roofs
from engine_table import Figures, TextTable, picture_table, roof_table

FOLDER = ROOT / "target/bench/engine"
# by the names that --pictures takes: what stands in the table, and the input
PICTURES = {
    "picture": ("picture of 448x448", "image 448 448"),
    "photo": ("photograph of 868x1120", "image 868 1120"),
    "mixed": ("8 short texts, 1 of 256 tokens, 1 picture", "mixed"),
    "large": ("text of 764 tokens, photograph of 896x1120", "large"),
}
DEFAULT_LAYERS = 4


@dataclass
class Plan:
    """What is measured, and how."""

    shape_name: str
    shape: Shape
    bits: int
    threads: int
    clock: str
    modes: list
    against: str
    texts: list
    pictures: dict
    rounds: int
    runners: dict = field(default_factory=dict)

    @property
    def sides(self):
        return [*self.modes, *([self.against] if self.against else [])]

    def measure_round(self, number):
        found = {}
        tell(f"round {number} of {self.rounds}")
        for line in [*self.texts, *self.pictures.values()]:
            for side in self.sides if line in self.texts else self.modes:
                found[line, side] = self.runners[side].measure(line)
        return found


def tell(text):
    """What goes on; the standard output is the table's."""
    print(text, file=sys.stderr, flush=True)


def processor():
    """Its name as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def parse():
    parser = argparse.ArgumentParser(
        prog="./deploy.sh bench engine",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--shape", choices=("7b", "2b", "demo"), default="7b")
    add("--quantization", choices=("q4", "q8"), default="q4")
    add("--layers", type=int, default=DEFAULT_LAYERS, help="text layers that are run (4; 0: all)")
    add("--tokens", default="1,16,64,256,1024", help="lengths of the texts; empty for none")
    add("--modes", default="exact,int8", help="activations")
    add("--against", choices=("llama.cpp",), help="measured in turn with ours, on texts")
    add("--pictures", default=",".join(PICTURES), help="which of these; empty for none")
    add("--threads", type=int, default=len(os.sched_getaffinity(0)))
    add("--rounds", type=int, default=3, help="the best of them counts, of ratios the median (3)")
    add(
        "--clock",
        choices=("wall", "processor"),
        default="wall",
        help="processor: time of the processor divided by threads, for a busy machine",
    )
    add("--keep", action="store_true", help="leave the random weights in target/bench/engine")
    return parser.parse_args()


def plan_of(options):
    bits = int(options.quantization[1])
    return Plan(
        shape_name=options.shape,
        shape=shape_of(options.shape, options.layers),
        bits=bits,
        threads=options.threads,
        clock=options.clock,
        modes=options.modes.split(","),
        against=f"llama.cpp Q{bits}_0" if options.against else "",
        texts=[f"text {count}" for count in options.tokens.split(",") if count],
        pictures=dict(PICTURES[name] for name in options.pictures.split(",") if name),
        rounds=options.rounds,
    )


def start(plan):
    """Writes the weights, and has every side load them."""
    name = f"{plan.shape_name}-{plan.shape.num_hidden_layers}-q{plan.bits}"
    tell(f"writing random weights: {FOLDER / name}")
    write_checkpoint(FOLDER / name, plan.shape, plan.bits)
    for mode in plan.modes:
        plan.runners[mode] = own(FOLDER / name, mode, plan.threads)
    if plan.against:
        from engine_gguf import write_gguf

        model = FOLDER / f"{name}.gguf"
        write_gguf(model, plan.shape, plan.bits)
        plan.runners[plan.against] = llama(model, plan.threads)


def describe(plan):
    whole, layers = whole_layers(plan.shape_name), plan.shape.num_hidden_layers
    kernels = plan.runners[plan.modes[0]].about["kernels"]
    clock = ", by processor time" if plan.clock == "processor" else ""
    part = (
        f"{layers} of {whole} text layers run, times scaled to all" if layers < whole else "whole"
    )
    return (
        f"{processor()}, {plan.threads} threads, {kernels} kernels; {plan.shape_name} at"
        f" q{plan.bits}, {part}; {plan.rounds} rounds{clock}"
    )


def report(plan, found, machine):
    figures = Figures(plan, found)
    print(describe(plan) + "\n\n" + roof_table(machine))
    if plan.texts:
        print("\n" + TextTable(figures, machine).text())
    if plan.pictures:
        print("\n" + picture_table(figures))


def run(plan):
    try:
        start(plan)
        machine = roofs(plan.threads)
        report(plan, [plan.measure_round(n + 1) for n in range(plan.rounds)], machine)
    finally:
        for runner in plan.runners.values():
            runner.close()


def main():
    options = parse()
    try:
        run(plan_of(options))
    except (Failed, OSError) as why:
        raise SystemExit(f"bench engine: {why}") from None
    except KeyboardInterrupt:
        raise SystemExit("\nbench engine: stopped") from None
    finally:
        if not options.keep:
            shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
