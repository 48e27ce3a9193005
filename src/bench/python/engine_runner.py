"""The programs that take turns in `bench engine`: each loads once, and measures when told to."""

import json
import platform
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "target/native/build/bench/engine_bench"
LLAMA = ROOT / "target/bench/llama/node_modules/@node-llama-cpp"


class Failed(Exception):
    """Why there is no figure."""


class Runner:
    """A program that answers a line by a line of JSON; its first one tells that it has loaded."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.about = self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise Failed(f"{Path(self.process.args[0]).name} ended: code {self.process.wait()}")
        return json.loads(line)

    def measure(self, line):
        """One input, as native/bench/inputs.h spells it: seconds, and what else is known."""
        print(line, file=self.process.stdin, flush=True)
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def own(folder, activations, threads):
    return Runner([PROGRAM, folder, "auto", activations, threads])


def llama(model, threads):
    machine = {"x86_64": "x64", "aarch64": "arm64"}[platform.machine()]
    binaries = LLAMA / f"linux-{machine}/bins/linux-{machine}"
    return Runner(["node", ROOT / "src/bench/llama/llama_bench.mjs", binaries, model, threads])


def roofs(threads):
    """What native/bench/roofs.h measures, by name."""
    told = subprocess.run(
        [PROGRAM, "roofs", str(threads)], capture_output=True, text=True, check=True
    )
    found = [json.loads(line) for line in told.stdout.splitlines()]
    return {roof["name"]: roof for roof in found}
