"""BMP files of the kinds that exist, most written here because Pillow writes few."""

import io
import struct

from pillow_scenes import scene


def encode(image):
    out = io.BytesIO()
    image.save(out, "BMP")
    return out.getvalue()


def bmp(size, bits, data, compression=0, extra=b"", header=b"", height_sign=1):
    """A file; extra stands between the header and the pixels (masks, palette)."""
    width, height = size
    info = struct.pack(
        "<IiiHHIIiiII",
        40 + len(header),
        width,
        height * height_sign,
        1,
        bits,
        compression,
        len(data),
        2835,
        2835,
        0,
        0,
    )
    offset = 14 + len(info) + len(header) + len(extra)
    return (
        struct.pack("<2sIHHI", b"BM", offset + len(data), 0, 0, offset)
        + info
        + header
        + extra
        + data
    )


def rows(size, bits, seed=3):
    """Padded rows of arbitrary bytes."""
    width, height = size
    stride = (width * bits + 31) // 32 * 4
    return bytes((seed + i * 73 + i // 5 * 31) % 256 for i in range(stride * height))


def palette(count):
    return b"".join(bytes(((i * 41) % 256, (i * 83) % 256, (i * 7) % 256, 0)) for i in range(count))


def masks(*values):
    return struct.pack(f"<{len(values)}I", *values)


def cases():
    size = (53, 37)
    picture = scene(*size)
    yield "bmp-rgb", encode(picture)
    yield "bmp-rgba", encode(picture.convert("RGBA"))
    yield "bmp-grey", encode(picture.convert("L"))
    yield "bmp-palette", encode(picture.quantize(200))
    yield "bmp-bilevel", encode(picture.convert("1"))
    for bits in (1, 4, 8):
        yield f"bmp-{bits}", bmp(size, bits, rows(size, bits), extra=palette(1 << bits))
    negative = b"".join(bytes((255 - i,) * 3 + (0,)) for i in range(256))
    yield "bmp-8-grey-negative", bmp(size, 8, rows(size, 8), extra=negative)
    yield "bmp-16", bmp(size, 16, rows(size, 16))
    yield "bmp-24-top-down", bmp(size, 24, rows(size, 24), height_sign=-1)
    yield "bmp-32", bmp(size, 32, rows(size, 32))
    yield from bit_fields(size)
    yield from run_lengths()
    core = struct.pack("<IHHHH", 12, *size, 1, 4)
    triples = b"".join(bytes((i * 9, i * 5, i * 3)) for i in range(16))
    body = core + triples + rows(size, 4)
    head = struct.pack("<2sIHHI", b"BM", 14 + len(body), 0, 0, 14 + len(core) + len(triples))
    yield "bmp-os2", head + body


def bit_fields(size):
    for name, bits, values in (
        ("565", 16, (0xF800, 0x7E0, 0x1F)),
        ("555", 16, (0x7C00, 0x3E0, 0x1F)),
        ("bgrx", 32, (0xFF0000, 0xFF00, 0xFF)),
    ):
        yield f"bmp-fields-{name}", bmp(size, bits, rows(size, bits), 3, masks(*values))
    for name, values in (
        ("rgba", (0xFF, 0xFF00, 0xFF0000, 0xFF000000)),
        ("abgr", (0xFF000000, 0xFF0000, 0xFF00, 0xFF)),
        ("bgra", (0xFF0000, 0xFF00, 0xFF, 0xFF000000)),
    ):
        header = masks(*values) + bytes(52)
        yield f"bmp-v4-{name}", bmp(size, 32, rows(size, 32), 3, header=header)


def run_lengths():
    size = (10, 4)
    rle8 = bytes((10, 3, 0, 0, 4, 9, 0, 3, 1, 2, 5, 0, 3, 7, 0, 0, 2, 1, 0, 2, 3, 0, 5, 6, 0, 0))
    rle8 += bytes((10, 200, 0, 1))
    yield "bmp-rle8", bmp(size, 8, rle8, 1, palette(256))
    rle4 = bytes((10, 0x31, 0, 0, 4, 0x92, 0, 4, 0x12, 0x34, 2, 0x56, 0, 0, 10, 0x7F, 0, 0))
    rle4 += bytes((10, 0xA0, 0, 1))
    yield "bmp-rle4", bmp(size, 4, rle4, 2, palette(16))
