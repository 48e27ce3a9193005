"""Ways to damage any file: cut, changed bytes, runs of zeros, something after its end."""

import random

HEAD = 120


def cuts(data, rng):
    for back in (1, 2, 4, 12):
        yield f"cut-{back}", data[: max(0, len(data) - back)]
    for i in range(4):
        yield f"cut-{i}-anywhere", data[: rng.randrange(len(data))]


def changes(data, rng):
    """One changed byte; half of them in the head, where structure is."""
    for i in range(12):
        at = rng.randrange(min(HEAD, len(data)) if i % 2 else len(data))
        value = (data[at] ^ 1 << rng.randrange(8)) if i % 3 else rng.randrange(256)
        yield f"byte-{i}", data[:at] + bytes((value,)) + data[at + 1 :]


def zeros(data, rng):
    for i in range(2):
        at = rng.randrange(len(data))
        length = min(rng.choice((2, 9, 60)), len(data) - at)
        yield f"zeros-{i}", data[:at] + bytes(length) + data[at + length :]


def shifts(data, rng):
    at = rng.randrange(len(data))
    yield "missing", data[:at] + data[at + 1 :]
    yield "inserted", data[:at] + b"\x00" + data[at:]
    yield "garbage-after", data + b"\x00garbage;\xff\xd8\xff"


def damaged(name, data):
    """(what was done, file) of the same ways at every call."""
    rng = random.Random(name)
    for way in (cuts, changes, zeros, shifts):
        yield from way(data, rng)
