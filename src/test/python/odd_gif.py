"""GIF files with odd structure, in and against the rules."""

import struct

from pillow_gif import encode, local, no_palette, placed
from pillow_scenes import scene

CONTROL = 0xF9


def control(flags, index):
    return bytes((0x21, CONTROL, 4, flags, 0, 0, index, 0))


def parts(gif):
    """Before the picture, its descriptor with the code size, blocks of data, and the rest."""
    palette = 3 << (gif[10] & 7) + 1
    at = gif.index(b",", 13 + palette)
    start = at + 11
    blocks = []
    while gif[start]:
        blocks.append(gif[start : start + 1 + gif[start]])
        start += 1 + gif[start]
    return gif[: 13 + palette], gif[at : at + 11], blocks, gif[start:]


def structure(plain):
    head, descriptor, blocks, rest = parts(plain)
    data = b"".join(blocks)
    yield "no-terminator", head + descriptor + data + b";"
    yield "no-trailer", head + descriptor + data + b"\0"
    yield "neither", head + descriptor + data
    yield "zero-before-picture", head + b"\0" + descriptor + data + rest
    yield "garbage-before-picture", head + b"\0\x01xyz" + descriptor + data + rest
    yield (
        "zero-between-extensions",
        head + control(0, 0) + b"\0" + control(1, 7) + b"\0" + descriptor + data + rest,
    )
    yield "zero-between-blocks", head + descriptor + blocks[0] + b"\0" + b"".join(blocks[1:]) + rest
    yield "last-block-missing", head + descriptor + b"".join(blocks[:-1]) + rest
    yield "last-block-cut", head + descriptor + data[:-1]
    yield "small-blocks", head + descriptor + small(blocks) + rest
    yield "trailer-first", head + b";" + descriptor + data + rest
    yield "two-pictures", head + (descriptor + data + b"\0") * 2 + b";"
    yield "after-trailer", plain + b"more"
    for name, value in (
        ("comment", b"\x21\xfe\x03abc\0"),
        ("comment-empty", b"\x21\xfe\0"),
        ("text", b"\x21\x01\x0c" + bytes(12) + b"\x02hi\0"),
        ("netscape", b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"),
        ("application", b"\x21\xff\x0bABCDEFGH1.0\x02xx\0"),
        ("unknown", b"\x21\x42\x02xx\0"),
        ("unknown-empty", b"\x21\x42\0"),
        ("control-empty", b"\x21\xf9\0"),
        ("control-short", b"\x21\xf9\x01\x01\0"),
        ("control-long", b"\x21\xf9\x06\x01\0\0\x05\0\0\0"),
        ("extension-cut", b"\x21"),
    ):
        yield f"extension-{name}", head + value + descriptor + data + rest
    for size in (0, 1, 2, 7, 8, 9, 11, 12, 13, 255):
        yield f"code-size-{size}", head + descriptor[:-1] + bytes((size,)) + data + rest
    for at, value in ((6, b"\0\0"), (8, b"\0\0"), (6, b"\0\0\0\0")):
        yield f"screen-{at}-{len(value)}", plain[:at] + value + plain[at + len(value) :]
    for at, value in ((5, b"\0\0"), (7, b"\0\0"), (5, b"\x01\0"), (7, b"\x01\0"), (7, b"\x80\0")):
        changed = descriptor[:at] + value + descriptor[at + 2 :]
        yield f"frame-{at}-{value[0]}", head + changed + data + rest
    for version in (b"GIF87a", b"GIF88a", b"GIF89b"):
        yield f"version-{version.decode()}", version + plain[6:]


def small(blocks):
    joined = b"".join(block[1:] for block in blocks)
    return b"".join(
        bytes((len(joined[i : i + 3]),)) + joined[i : i + 3] for i in range(0, len(joined), 3)
    )


def transparency(plain):
    head, descriptor, blocks, rest = parts(plain)
    data = b"".join(blocks) + rest
    for flags in range(32):
        yield f"control-{flags}", head + control(flags, 3) + descriptor + data
    for index in (0, 1, 63, 64, 200, 255):
        yield f"transparent-{index}", placed(plain, (100, 80), (5, 6), index)
    yield "two-controls", placed(head + control(1, 2) + descriptor + data, (100, 80), (5, 6))
    yield "second-control-opaque", head + control(1, 2) + control(0, 9) + descriptor + data
    yield "background", placed(plain[:11] + b"\x07" + plain[12:], (100, 80), (5, 6))


def palettes(plain, grey):
    yield "local", local(plain)
    yield "local-offset", placed_local(plain)
    yield "local-cut", local(plain)[:300]
    yield "none", no_palette(plain)
    yield "grey", grey
    yield "grey-offset", placed(grey, (120, 90), (3, 4), 200)
    head, descriptor, blocks, rest = parts(plain)
    identity = bytes(i for i in range(256) for _ in range(3))
    flags = bytes((descriptor[9] | 0x87,))
    frame = descriptor[:9] + flags + identity + descriptor[10:]
    yield "local-grey-over-global", head + frame + b"".join(blocks) + rest
    yield "local-grey-alone", no_palette(plain)[:13] + frame + b"".join(blocks) + rest
    for bits in range(7):
        smaller = (
            head[:10]
            + bytes((head[10] & 0xF8 | bits,))
            + head[11:13]
            + head[13 : 13 + (3 << bits + 1)]
        )
        yield f"global-of-{2 << bits}", smaller + descriptor + b"".join(blocks) + rest
    for bits in range(3):
        greys = bytes(i for i in range(2 << bits) for _ in range(3))
        smaller = head[:10] + bytes((head[10] & 0xF8 | bits,)) + head[11:13] + greys
        yield f"global-grey-of-{2 << bits}", smaller + descriptor + b"".join(blocks) + rest


def placed_local(plain):
    gif = local(plain)
    at = 13 + (3 << (gif[10] & 7) + 1)
    return (
        gif[:6]
        + struct.pack("<HH", 120, 90)
        + gif[10 : at + 1]
        + struct.pack("<HH", 9, 8)
        + gif[at + 5 :]
    )


def cases():
    picture = scene(83, 61)
    plain = encode(picture.quantize(64), interlace=False)
    grey = encode(picture.convert("L"))
    groups = {
        "": structure(plain),
        "woven-": structure(encode(picture.quantize(40), interlace=True)),
    }
    groups |= {"control-": transparency(plain), "palette-": palettes(plain, grey)}
    for prefix, group in groups.items():
        for name, data in group:
            yield f"gif-odd-{prefix}{name}", data
    for size in ((1, 1), (1, 2), (2, 1), (1, 9), (9, 1), (3, 5)):
        for woven in (False, True):
            small_picture = scene(*size).quantize(8)
            yield (
                f"gif-odd-size-{size[0]}x{size[1]}-{int(woven)}",
                encode(small_picture, interlace=woven),
            )
    frames = [scene(40, 30, seed).quantize(16) for seed in (1, 2, 3)]
    for disposal in range(4):
        options = {
            "save_all": True,
            "append_images": frames[1:],
            "disposal": disposal,
            "transparency": 2,
        }
        yield f"gif-odd-disposal-{disposal}", encode(frames[0], **options)
