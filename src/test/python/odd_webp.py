"""WebP files with chunks missing, added, out of order and of wrong sizes."""

from pillow_jpeg import exif
from pillow_scenes import rgba, scene
from pillow_webp import chunk, encode


def riff(*parts):
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def extended(size, flags, *parts):
    sides = b"".join((side - 1).to_bytes(3, "little") for side in size)
    return riff(chunk(b"VP8X", bytes((flags, 0, 0, 0)) + sides), *parts)


def picture(data):
    """The chunk of a simple file."""
    return data[12:]


def frame(place, part):
    x, y, width, height = place
    numbers = (x // 2, y // 2, width - 1, height - 1, 100)
    return chunk(b"ANMF", b"".join(n.to_bytes(3, "little") for n in numbers) + b"\0" + part)


def simple():
    size = (31, 22)
    for kind, lossless in (("lossy", False), ("lossless", True)):
        whole = encode(scene(*size), lossless=lossless)
        part = picture(whole)
        yield f"{kind}", whole
        for change in (-9, -2, -1, 1, 2, 8, 1000):
            length = int.from_bytes(whole[4:8], "little") + change
            yield f"{kind}-riff-{change}", whole[:4] + length.to_bytes(4, "little") + whole[8:]
            length = int.from_bytes(whole[16:20], "little") + change
            yield f"{kind}-chunk-{change}", whole[:16] + length.to_bytes(4, "little") + whole[20:]
        yield f"{kind}-more", whole + b"more bytes"
        yield f"{kind}-text-first", riff(chunk(b"TEXT", b"hello"), part)
        yield f"{kind}-text-last", riff(part, chunk(b"TEXT", b"hello"))
        yield f"{kind}-twice", riff(part, part)
        yield f"{kind}-empty", riff(chunk(part[:4], b""))
        for flags in (0, 0x10, 0x20, 0x02, 0xFF):
            yield f"{kind}-extended-{flags}", extended(size, flags, part)
        for wrong in ((30, 22), (32, 22), (31, 21), (31, 23), (1, 1)):
            yield f"{kind}-canvas-{wrong[0]}x{wrong[1]}", extended(wrong, 0, part)
        yield f"{kind}-unknown-inside", extended(size, 0, chunk(b"TEXT", b"hello"), part)
        yield f"{kind}-icc", extended(size, 0x20, chunk(b"ICCP", b"no profile"), part)
        yield f"{kind}-icc-late", extended(size, 0x20, part, chunk(b"ICCP", b"no profile"))
        yield f"{kind}-no-picture", extended(size, 0, chunk(b"TEXT", b"hello"))
        yield f"{kind}-alpha-alone", extended(size, 0x10, chunk(b"ALPH", bytes(31 * 22 + 1)))
        yield f"{kind}-alpha-before", extended(size, 0x10, chunk(b"ALPH", bytes(31 * 22 + 1)), part)
        yield f"{kind}-alpha-damaged", extended(size, 0x10, chunk(b"ALPH", b"\x01xx"), part)
        yield f"{kind}-alpha-after", extended(size, 0x10, part, chunk(b"ALPH", bytes(31 * 22 + 1)))
        yield f"{kind}-odd-size", riff(part[:4], (len(part) - 9).to_bytes(4, "little"), part[8:-1])


def animated():
    size = (31, 22)
    for kind, lossless in (("lossy", False), ("lossless", True)):
        part = picture(encode(scene(*size), lossless=lossless))
        small = picture(encode(scene(10, 8), lossless=lossless))
        control = chunk(b"ANIM", bytes(6))
        white = chunk(b"ANIM", b"\xff\xff\xff\xff\0\0")
        whole = frame((0, 0, *size), part)
        yield f"{kind}-frames", extended(size, 2, control, whole, whole)
        yield f"{kind}-white", extended(size, 2, white, frame((4, 2, 10, 8), small))
        yield f"{kind}-corner", extended(size, 2, control, frame((20, 14, 10, 8), small))
        yield f"{kind}-outside", extended(size, 2, control, frame((24, 14, 10, 8), small))
        yield f"{kind}-wrong-size", extended(size, 2, control, frame((0, 0, 31, 20), part))
        yield f"{kind}-smaller-picture", extended(size, 2, control, frame((0, 0, *size), small))
        yield f"{kind}-no-control", extended(size, 2, whole)
        yield f"{kind}-control-late", extended(size, 2, whole, control)
        yield f"{kind}-flag-missing", extended(size, 0, control, whole)
        yield f"{kind}-flag-and-still", extended(size, 2, control, part)
        yield f"{kind}-still-and-frame", extended(size, 2, part, control, whole)
        yield f"{kind}-no-frames", extended(size, 2, control)
        yield f"{kind}-empty-frame", extended(size, 2, control, frame((0, 0, *size), b""))
        yield (
            f"{kind}-second-damaged",
            extended(size, 2, control, whole, frame((0, 0, *size), b"junkjunk")),
        )
        yield (
            f"{kind}-first-damaged",
            extended(size, 2, control, frame((0, 0, *size), b"junkjunk"), whole),
        )
        yield (
            f"{kind}-text-in-frame",
            extended(size, 2, control, frame((0, 0, *size), chunk(b"TEXT", b"hi") + part)),
        )
        yield (
            f"{kind}-text-after-in-frame",
            extended(size, 2, control, frame((0, 0, *size), part + chunk(b"TEXT", b"hi"))),
        )
        yield f"{kind}-cut", extended(size, 2, control, whole, whole)[:-5]


def orientations():
    size = (31, 22)
    part = picture(encode(scene(*size), lossless=True))
    packet = b'<x:xmpmeta tiff:Orientation="6"/>'
    ways = {
        "xmp": (chunk(b"XMP ", packet),),
        "xmp-element": (chunk(b"XMP ", b"<tiff:Orientation>5</tiff:Orientation>"),),
        "exif": (chunk(b"EXIF", exif(6)),),
        "exif-bare": (chunk(b"EXIF", exif(6)[6:]),),
        "exif-twice-prefixed": (chunk(b"EXIF", b"Exif\0\0" + exif(6)),),
        "exif-junk": (chunk(b"EXIF", b"junk"),),
        "exif-junk-and-xmp": (chunk(b"EXIF", b"junk"), chunk(b"XMP ", packet)),
        "exif-empty": (chunk(b"EXIF", b""), chunk(b"XMP ", packet)),
        "exif-one-and-xmp": (chunk(b"EXIF", exif(1)), chunk(b"XMP ", packet)),
        "exif-two": (chunk(b"EXIF", exif(3)), chunk(b"EXIF", exif(6))),
        "xmp-two": (chunk(b"XMP ", packet.replace(b"6", b"3")), chunk(b"XMP ", packet)),
    }
    for name, parts in ways.items():
        for flags in (0, 0x0C):
            yield f"orientation-{name}-{flags}", extended(size, flags, part, *parts)
        yield f"orientation-{name}-first", extended(size, 0x0C, *parts, part)
        yield f"orientation-{name}-simple", riff(part, *parts)


def alphas():
    for quality in (0, 60):
        yield f"alpha-{quality}", encode(rgba(40, 30), quality=quality, alpha_quality=10)
    yield "alpha-clear", encode(scene(40, 30).convert("RGBA").point(lambda v: v * 0), lossless=True)


def cases():
    for group in (simple, animated, orientations, alphas):
        for name, data in group():
            yield f"webp-odd-{name}", data
