"""BMP files with headers, masks, palettes and run lengths of every kind."""

import struct

from pillow_bmp import bmp, masks, palette, rows

SIZE = (23, 17)


def headers():
    for length in (12, 16, 39, 40, 41, 52, 56, 60, 64, 108, 124, 128, 0, 4):
        for bits in (1, 4, 8, 16, 24, 32):
            yield f"header-{length}-{bits}", headed(length, bits)


def headed(length, bits):
    colors = (
        (b"\0\0\0\xff\xff\xff" * 128)[: 3 << bits] if length == 12 else palette(1 << min(bits, 8))
    )
    colors = colors if bits <= 8 else b""
    data = rows(SIZE, bits)
    if length == 12:
        info = struct.pack("<IHHHH", 12, *SIZE, 1, bits)
    else:
        info = struct.pack("<IiiHHIIiiII", length, *SIZE, 1, bits, 0, len(data), 2835, 2835, 0, 0)
        info = (info + bytes(200))[: max(length, 16)]
    offset = 14 + len(info) + len(colors)
    return struct.pack("<2sIHHI", b"BM", offset + len(data), 0, 0, offset) + info + colors + data


def fields():
    layouts = {
        "565": (0xF800, 0x7E0, 0x1F, 0),
        "555": (0x7C00, 0x3E0, 0x1F, 0),
        "444": (0xF00, 0xF0, 0xF, 0),
        "rgb565": (0x1F, 0x7E0, 0xF800, 0),
        "1555": (0x7C00, 0x3E0, 0x1F, 0x8000),
        "bgrx": (0xFF0000, 0xFF00, 0xFF, 0),
        "bgra": (0xFF0000, 0xFF00, 0xFF, 0xFF000000),
        "xbgr": (0xFF000000, 0xFF0000, 0xFF00, 0),
        "abgr": (0xFF000000, 0xFF0000, 0xFF00, 0xFF),
        "bgxr": (0xFF000000, 0xFF00, 0xFF, 0),
        "bgar": (0xFF000000, 0xFF00, 0xFF, 0xFF0000),
        "rgba": (0xFF, 0xFF00, 0xFF0000, 0xFF000000),
        "rgbx": (0xFF, 0xFF00, 0xFF0000, 0),
        "none": (0, 0, 0, 0),
        "only-alpha": (0, 0, 0, 0xFF000000),
        "ten": (0x3FF00000, 0xFFC00, 0x3FF, 0),
        "overlap": (0xFF0000, 0xFF0000, 0xFF, 0),
    }
    for name, values in layouts.items():
        for bits in (8, 16, 24, 32):
            data = rows(SIZE, bits)
            for length in (40, 52, 56, 64, 108, 124):
                packed = masks(*values)
                header = b"" if length == 40 else (packed + bytes(100))[: length - 40]
                extra = packed[:12] if length == 40 else b""
                yield f"fields-{name}-{bits}-{length}", bmp(SIZE, bits, data, 3, extra, header)


def palettes():
    for bits in (1, 4, 8):
        full = 1 << bits
        for count in (1, 2, 3, full - 1, full, full + 1, 256, 257, 300, 70_000):
            yield f"colors-{bits}-{count}", colored(bits, palette(min(count, 400)), count)
        identity = b"".join(bytes((i % 256, i % 256, i % 256, 0)) for i in range(400))
        for count in (2, 3, full, 256, 257):
            yield f"greys-{bits}-{count}", colored(bits, identity[: 4 * count], count)
        bilevel = bytes((0, 0, 0, 0, 255, 255, 255, 0))
        yield f"bilevel-{bits}", colored(bits, bilevel, 2)
        yield f"bilevel-negative-{bits}", colored(bits, bilevel[4:] + bilevel[:4], 2)
        yield f"greys-forgotten-offset-{bits}", forgotten(colored(bits, identity[: 4 * full], 0))
        yield f"forgotten-offset-{bits}", forgotten(colored(bits, palette(full), 0))
        yield f"no-offset-{bits}", changed(colored(bits, palette(full), 0), 10, bytes(4))
        yield (
            f"palette-overlaps-{bits}",
            changed(colored(bits, palette(full), 0), 10, struct.pack("<I", 60)),
        )


def changed(data, at, value):
    return data[:at] + value + data[at + len(value) :]


def forgotten(data):
    return changed(data, 10, struct.pack("<I", 54))


def colored(bits, colors, count):
    return changed(bmp(SIZE, bits, rows(SIZE, bits), extra=colors), 46, struct.pack("<I", count))


def sizes():
    for bits in (1, 4, 8, 16, 24, 32):
        colors = palette(1 << bits) if bits <= 8 else b""
        for size in ((1, 1), (1, 5), (5, 1), (7, 2), (33, 3)):
            for sign in (1, -1):
                name = f"size-{bits}-{size[0]}x{size[1]}{'-top-down' if sign < 0 else ''}"
                yield name, bmp(size, bits, rows(size, bits), extra=colors, height_sign=sign)
        whole = bmp((7, 5), bits, rows((7, 5), bits), extra=colors)
        for back in (1, 2, 3, 4, 5, 8):
            yield f"cut-{bits}-{back}", whole[:-back]
        yield f"more-{bits}", whole + b"more bytes"
        yield f"zero-width-{bits}", changed(whole, 18, bytes(4))
        yield f"zero-height-{bits}", changed(whole, 22, bytes(4))
        yield f"minus-width-{bits}", changed(whole, 18, b"\xff\xff\xff\xff")
        yield f"far-offset-{bits}", changed(whole, 10, b"\xff\xff\xff\x7f")
        yield f"planes-{bits}", changed(whole, 26, b"\x07\0")
        for compression in (1, 2, 4, 5, 6, 11, 12, 13):
            yield (
                f"compression-{bits}-{compression}",
                changed(whole, 30, struct.pack("<I", compression)),
            )


def runs():
    size = (10, 4)
    line = bytes((10, 3, 0, 0))
    ways = {
        "plain": line * 4 + b"\0\x01",
        "no-end": line * 4,
        "no-last-row-end": line * 3 + bytes((10, 3)),
        "no-row-ends": bytes((10, 3)) * 4 + b"\0\x01",
        "too-long": bytes((14, 3, 0, 0)) * 4 + b"\0\x01",
        "short-rows": bytes((4, 3, 0, 0)) * 4 + b"\0\x01",
        "early-end": line * 2 + b"\0\x01",
        "cut": line * 2 + b"\x05",
        "cut-escape": line * 2 + b"\0",
        "skip": line + bytes((2, 5, 0, 2, 3, 1, 4, 6, 0, 0)) + line + line + b"\0\x01",
        "skip-to-end": line + bytes((0, 2, 9, 2, 1, 7)) + b"\0\x01",
        "skip-outside": line + bytes((0, 2, 20, 9)),
        "skip-cut": line + bytes((0, 2, 3)),
        "even-literal": bytes((0, 4, 0x12, 0x34, 0x56, 0x78, 4, 9, 2, 8, 0, 0))
        + line * 3
        + b"\0\x01",
        "two-colors": bytes((5, 0x4A, 5, 0x3C, 0, 0)) * 4 + b"\0\x01",
        "after-end": line * 4 + b"\0\x01" + b"more",
    }
    for name, data in ways.items():
        for kind, bits in ((1, 8), (2, 4), (1, 4), (2, 8), (1, 1), (1, 24)):
            colors = palette(1 << bits) if bits <= 8 else b""
            yield f"runs-{kind}-{bits}-{name}", bmp(size, bits, data, kind, colors)
        yield f"runs-top-down-{name}", bmp(size, 8, data, 1, palette(256), height_sign=-1)
    literal = bytes((0, 5, 1, 2, 3, 4, 5, 0, 5, 9, 0, 0))
    yield "runs-odd-literal", bmp(size, 8, literal * 4 + b"\0\x01", 1, palette(256))


def cases():
    for group in (headers, fields, palettes, sizes, runs):
        for name, data in group():
            yield f"bmp-odd-{name}", data
