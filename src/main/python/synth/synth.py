"""Writes a checkpoint of the published shape with random weights.

    python synth.py 7b|2b|qwen3-2b|qwen3-8b|qwen3-reranker-2b|qwen3-reranker-8b FOLDER

Names, shapes, shards and sizes are those of a Qwen2-VL or Qwen3-VL embedding model or
reranker, so that the real size can be exercised where no real checkpoint is. Its vectors
mean nothing. The same weights come out on every machine: each tensor is drawn
from its own name. A run that was stopped goes on where it was: finished shards
are kept. Python's standard library is all it needs.
"""

import argparse
import hashlib
import json
import os
import shutil
import struct
import sys
import time
from pathlib import Path

import synth_files
import synth_qwen3
import synth_shapes
from synth_shapes import shards, tensor_bytes

SHAPES = {**synth_shapes.SHAPES, **synth_qwen3.SHAPES}

CHUNK = 1 << 22  # bytes written at a time, even
MARGIN = 64 << 20  # bytes of disk left free
PARTIAL = ".partial"
README = "README.txt"
MEANING = (
    "These are random weights in the shape of {family}-{name}: the vectors that "
    "come of them mean nothing.\nThey exercise loading, memory and speed, "
    "never quality.\n"
)

# High bytes of a bfloat16: sign and upper seven bits of the exponent. With a
# random low byte a value is of the order of 0.02 (standard deviation 0.017)
# and never above 0.125.
MAGNITUDES = [58] * 7 + [59] * 30 + [60] * 90 + [61]
HIGH_BYTES = bytes(MAGNITUDES + [0x80 | m for m in MAGNITUDES])
ONE = b"\x80\x3f"  # 1.0


class Refused(Exception):
    """Why nothing is written, and what to do about it."""


def random_bytes(name, chunk, size):
    """size bytes of bfloat16 values; the chunk-th piece of a tensor."""
    data = bytearray(hashlib.shake_256(f"{name}:{chunk}".encode()).digest(size))
    data[1::2] = data[1::2].translate(HIGH_BYTES)
    return data


def is_norm(name):
    return "norm" in name.rsplit(".", 2)[-2] or ".ln_q." in name


def tensor_chunks(name, size):
    """A tensor's bytes, little-endian bfloat16, at most CHUNK at a time.

    Norms have weight 1 and bias 0; all else is random.
    """
    for chunk, start in enumerate(range(0, size, CHUNK)):
        count = min(CHUNK, size - start)
        if is_norm(name):
            yield ONE * (count // 2) if name.endswith("weight") else bytes(count)
        else:
            yield random_bytes(name, chunk, count)


def header(part):
    """The beginning of a safetensors file of bfloat16 tensors."""
    entries, end = {"__metadata__": {"format": "pt"}}, 0
    for name, shape in sorted(part.items()):
        start, end = end, end + tensor_bytes(shape)
        entries[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [start, end]}
    text = json.dumps(entries, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def file_bytes(part):
    """The whole size of a shard's file."""
    return len(header(part)) + sum(tensor_bytes(shape) for shape in part.values())


def is_complete(path, part):
    """Whether the file is there, of the right size and with the right header."""
    if not path.is_file() or path.stat().st_size != file_bytes(part):
        return False
    expected = header(part)
    with path.open("rb") as file:
        return file.read(len(expected)) == expected


class Progress:
    """A line on stderr: how much is written, how fast, how long yet."""

    def __init__(self, total):
        self.total, self.done = total, 0
        self.started = self.shown = time.monotonic()
        self.live = sys.stderr.isatty()

    def add(self, count):
        self.done += count
        now = time.monotonic()
        if now - self.shown > (0.5 if self.live else 5) or self.done == self.total:
            self.shown = now
            self.show(self.done / 1e6 / max(now - self.started, 1e-3))

    def show(self, rate):
        left = (self.total - self.done) / 1e6 / rate
        line = f"{self.done / 1e9:.2f} of {self.total / 1e9:.2f} GB, {rate:.0f} MB/s"
        line += f", {left:.0f} s left"
        ended = self.done == self.total
        end = "\n" if ended or not self.live else ""
        print(("\r" if self.live else "") + f"{line:50}", end=end, file=sys.stderr, flush=True)


def write_shard(path, part, progress):
    """Writes one safetensors file under a temporary name, then renames it."""
    partial = path.with_name(path.name + PARTIAL)
    with partial.open("wb") as file:
        file.write(header(part))
        progress.add(len(header(part)))
        for name, shape in sorted(part.items()):
            for data in tensor_chunks(name, tensor_bytes(shape)):
                file.write(data)
                progress.add(len(data))
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def json_files(shape):
    """{file name: content} of the shape's architecture."""
    qwen3 = isinstance(shape, synth_qwen3.Qwen3Shape)
    return (synth_qwen3 if qwen3 else synth_files).json_files(shape)


def write_text(path, text):
    partial = path.with_name(path.name + PARTIAL)
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def check_folder(folder, shape):
    """Refuses a folder that holds anything but an earlier run's files."""
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is not a folder; name a new one")
    found = {path.name for path in folder.iterdir()} if folder.exists() else set()
    own = {README, *shards(shape), *json_files(shape)}
    foreign = sorted(found - own - {name + PARTIAL for name in own})
    if foreign:
        raise Refused(f"{folder} holds {foreign[0]}, which is not ours; name a new folder")
    started = folder / README
    if found - {README + PARTIAL} and (
        not started.is_file() or started.read_bytes() != readme(shape).encode()
    ):
        raise Refused(
            f"{folder} holds a checkpoint that this command did not begin for"
            f" {shape.name}; name a new folder"
        )


def check_space(folder, needed):
    """Refuses where the disk is too small; needed is in bytes."""
    existing = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(existing).free
    partial = sum(p.stat().st_size for p in folder.glob("*" + PARTIAL))
    if free + partial < needed + MARGIN:
        raise Refused(
            f"{folder} needs {(needed + MARGIN) / 1e9:.2f} GB more, and"
            f" {(free + partial) / 1e9:.2f} GB are free there; free some or name"
            " another disk"
        )


def readme(shape):
    return MEANING.format(family=shape.family, name=shape.name)


def write_checkpoint(shape, folder):
    """Writes what is missing of a checkpoint; returns the bytes written."""
    folder = folder.absolute()
    check_folder(folder, shape)
    parts = shards(shape)
    missing = {n: p for n, p in parts.items() if not is_complete(folder / n, p)}
    needed = sum(file_bytes(part) for part in missing.values())
    check_space(folder, needed)
    folder.mkdir(parents=True, exist_ok=True)
    write_text(folder / README, readme(shape))
    progress = Progress(needed)
    for name, part in missing.items():
        write_shard(folder / name, part, progress)
    for name, content in json_files(shape).items():
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        write_text(folder / name, text)
    return needed


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "size",
        choices=sorted(SHAPES),
        help="7b: 16.6 GB, 2b: 4.4, qwen3-8b: 16.3, qwen3-2b: 4.3, qwen3-reranker-8b: 17.5",
    )
    parser.add_argument("folder", type=Path, help="new, or of a run that was stopped")
    options = parser.parse_args()
    shape = SHAPES[options.size]
    print(readme(shape), end="", flush=True)
    try:
        written = write_checkpoint(shape, options.folder)
    except (Refused, OSError) as why:
        raise SystemExit(f"synth: {why}") from None
    except KeyboardInterrupt:
        raise SystemExit("\nsynth: stopped; the same command goes on") from None
    kept = "" if written else ", it was complete already"
    print(f"{options.folder} holds a synthetic {shape.name} checkpoint{kept}.")


if __name__ == "__main__":
    main()
