"""PNG files of every colour type and depth, written here because Pillow writes only some."""

import io
import struct
import zlib

from PIL import Image
from pillow_jpeg import exif
from pillow_scenes import rgba, scene, wide

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)


def encode(image, **options):
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


def chunk(kind, body=b""):
    crc = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)


def pack(samples, depth):
    """Sample values as a row of bytes."""
    if depth == 16:
        return b"".join(struct.pack(">H", sample) for sample in samples)
    if depth == 8:
        return bytes(samples)
    row = bytearray((len(samples) * depth + 7) // 8)
    for i, sample in enumerate(samples):
        bit = i * depth
        row[bit // 8] |= sample << (8 - depth - bit % 8)
    return bytes(row)


def scan(pixels, depth, region):
    """Filtered rows of the pixels in a region: (x, y, x step, y step)."""
    x0, y0, dx, dy = region
    out = b""
    for row in pixels[y0::dy]:
        samples = [sample for pixel in row[x0::dx] for sample in pixel]
        out += b"\x00" + pack(samples, depth) if samples else b""
    return out


def png(pixels, kind, extra=b"", interlaced=False):
    """A file of rows of pixels (tuples of samples); kind is (colour type, depth)."""
    color, depth = kind
    regions = ADAM7 if interlaced else ((0, 0, 1, 1),)
    data = b"".join(scan(pixels, depth, region) for region in regions)
    header = struct.pack(">IIBBBBB", len(pixels[0]), len(pixels), depth, color, 0, 0, interlaced)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + extra
        + chunk(b"IDAT", zlib.compress(data))
        + chunk(b"IEND")
    )


def grid(width, height, kind):
    """Pixels with samples of all values."""
    color, depth = kind
    bands = CHANNELS[color]
    raw = wide(width, height, bands)
    values = [int.from_bytes(raw[i : i + 2], "big") % (1 << depth) for i in range(0, len(raw), 2)]
    pixels = [tuple(values[i : i + bands]) for i in range(0, len(values), bands)]
    return [pixels[y * width : (y + 1) * width] for y in range(height)]


def colors(count):
    return chunk(b"PLTE", bytes((i * 37 + c * 91) % 256 for i in range(count) for c in range(3)))


def cases():
    for kind in ((0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (4, 8), (4, 16)):
        yield from plain(kind, b"")
    yield from plain((6, 8), b"")
    yield from plain((6, 16), b"")
    for depth in (1, 2, 4, 8):
        yield from plain((3, depth), colors(1 << depth))
    yield "png-short-palette", png(grid(45, 31, (3, 8)), (3, 8), colors(100))
    yield "png-short-palette-4", png(grid(45, 31, (3, 4)), (3, 4), colors(5))
    trns = chunk(b"tRNS", bytes(range(16)))
    yield "png-palette-trns", png(grid(45, 31, (3, 4)), (3, 4), colors(16) + trns)
    yield "png-grey-trns", png(grid(45, 31, (0, 8)), (0, 8), chunk(b"tRNS", b"\x00\x10"))
    yield "png-rgb-trns", png(grid(45, 31, (2, 8)), (2, 8), chunk(b"tRNS", b"\x00\x10" * 3))
    yield "png-gamma", png(grid(45, 31, (2, 8)), (2, 8), chunk(b"gAMA", struct.pack(">I", 100000)))
    yield "png-no-end", png(grid(45, 31, (2, 8)), (2, 8))[:-12]
    yield from pillows()


def plain(kind, extra):
    name = f"png-{kind[0]}-{kind[1]}"
    yield name, png(grid(61, 43, kind), kind, extra)
    yield f"{name}-interlaced", png(grid(37, 29, kind), kind, extra, interlaced=True)


def pillows():
    picture = scene(201, 133)
    yield "png-pillow-rgb", encode(picture, optimize=True)
    yield "png-pillow-rgba", encode(rgba(120, 90))
    yield "png-pillow-palette", encode(picture.quantize(40))
    yield "png-pillow-bilevel", encode(picture.convert("1"))
    yield "png-pillow-la", encode(rgba(90, 70).convert("LA"))
    yield "png-pillow-i16", encode(Image.frombytes("I;16B", (40, 30), wide(40, 30, 1)))
    for orientation in (1, 6, 7):
        yield f"png-exif-{orientation}", encode(scene(60, 41), exif=exif(orientation))
    frames = [scene(50, 40, seed) for seed in (1, 2)]
    yield "png-animated", encode(frames[0], save_all=True, append_images=frames[1:])
