"""PNG files with odd, missing and damaged chunks, checksums right unless said otherwise."""

import struct
import zlib

from pillow_jpeg import exif
from pillow_png import chunk, colors, encode, grid, png
from pillow_scenes import scene

SIGNATURE = b"\x89PNG\r\n\x1a\n"
XMP = b"XML:com.adobe.xmp"


def chunks(data):
    """(type, content) in order."""
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def rebuilt(parts):
    return SIGNATURE + b"".join(chunk(kind, body) for kind, body in parts)


def before_data(data, extra):
    at = data.index(b"IDAT") - 4
    return data[:at] + extra + data[at:]


def after_data(data, extra):
    at = data.index(b"IEND") - 4
    return data[:at] + extra + data[at:]


def wrong_sum(part):
    return part[:-1] + bytes((part[-1] ^ 1,))


def with_stream(data, change, pieces=1):
    """The same file with its zlib stream changed, in so many chunks of data."""
    stream = change(b"".join(body for kind, body in chunks(data) if kind == b"IDAT"))
    size = -(-len(stream) // pieces) or 1
    split = [(b"IDAT", stream[i : i + size]) for i in range(0, len(stream), size)] or [
        (b"IDAT", b"")
    ]
    parts = [part for part in chunks(data) if part[0] != b"IDAT"]
    return rebuilt(parts[:-1] + split + parts[-1:])


def palettes():
    indexed = png(grid(45, 31, (3, 8)), (3, 8), colors(256))
    four = grid(45, 31, (3, 4))
    for length in (1, 2, 3, 10, 46, 47, 48, 50, 768, 771, 900):
        body = bytes((i * 37 + 5) % 256 for i in range(length))
        yield f"palette-{length}-bytes", png(four, (3, 4), chunk(b"PLTE", body))
    yield "palette-none", png(four, (3, 4))
    yield "palette-empty", png(four, (3, 4), chunk(b"PLTE"))
    yield "palette-twice", png(four, (3, 4), colors(16) + chunk(b"PLTE", bytes(range(48))))
    yield "palette-late", after_data(png(four, (3, 4)), colors(16))
    yield "palette-in-rgb", png(grid(45, 31, (2, 8)), (2, 8), colors(16))
    yield "palette-in-grey", png(grid(45, 31, (0, 8)), (0, 8), colors(16))
    yield "palette-bad-sum", before_data(png(four, (3, 4), colors(16)), wrong_sum(colors(16)))
    yield "palette-index-out-of-range", png(grid(45, 31, (3, 8)), (3, 8), colors(3))
    for length in (0, 1, 2, 5, 256, 300):
        trns = chunk(
            b"tRNS", b"\xff" * (length // 2) + b"\x00" + b"\xff" * (length - length // 2 - 1)
        )
        yield f"trns-palette-{length}", before_data(indexed, trns)


def transparency():
    for kind in ((0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (4, 8), (6, 8), (6, 16)):
        for length in (0, 1, 2, 5, 6, 7):
            extra = chunk(b"tRNS", bytes((0, 1, 0, 200, 1, 0, 9)[:length]))
            yield f"trns-{kind[0]}-{kind[1]}-{length}", png(grid(19, 11, kind), kind, extra)


def ancillary():
    plain = png(grid(33, 21, (2, 8)), (2, 8))
    bodies = {
        b"gAMA": (b"\x00\x00\xb1\x8f", b"\x00\x00\x00\x00", b"\x00\x01"),
        b"cHRM": (bytes(32), bytes(8), bytes(30), b""),
        b"sRGB": (b"\x00", b"\x09", b""),
        b"pHYs": (bytes(9), bytes(8), b""),
        b"iCCP": (
            b"a\x00\x00" + zlib.compress(b"x"),
            b"a\x00\x01x",
            b"a\x00\x00junk",
            b"abc",
            b"",
            b"a\x00",
        ),
        b"tEXt": (b"Title\x00hello", b"nothing", b"\x00", b"", b"A" * 90),
        b"zTXt": (
            b"T\x00\x00" + zlib.compress(b"x"),
            b"T\x00\x01x",
            b"T\x00\x00junk",
            b"T",
            b"",
            b"T\x00",
        ),
        b"iTXt": (
            b"T\x00\x00\x00\x00\x00x",
            b"T\x00\x01\x00\x00\x00junk",
            b"T\x00\x01\x07\x00\x00x",
            b"T",
            b"T\x00",
            b"",
        ),
        b"eXIf": (exif(6)[6:], b"", b"junk"),
        b"bKGD": (bytes(6), b""),
        b"sBIT": (b"\x08\x08\x08", b"\x05\x06\x05", b""),
        b"tIME": (bytes(7),),
        b"abCd": (b"private",),
        b"ABCD": (b"critical and unknown",),
        b"A_1x": (b"odd name",),
        b"ab d": (b"no name",),
        b"ab\xe9d": (b"no name",),
    }
    for kind, values in bodies.items():
        for i, body in enumerate(values):
            part = chunk(kind, body)
            label = kind.decode("latin-1").replace(" ", "_").replace("\xe9", "e")
            yield f"chunk-{label}-{i}", before_data(plain, part)
            yield f"chunk-{label}-{i}-late", after_data(plain, part)
        yield f"chunk-{label}-bad-sum", before_data(plain, wrong_sum(part))
        yield f"chunk-{label}-bad-sum-late", after_data(plain, wrong_sum(part))
        yield f"chunk-{label}-cut", after_data(plain, chunk(kind, values[0]))[:-20]
        yield f"chunk-{label}-too-long", after_data(plain, b"\x00\x00\xff\xff" + part[4:])


def order():
    plain = png(grid(33, 21, (2, 8)), (2, 8))
    parts = list(chunks(plain))
    text = (b"tEXt", b"a\x00b")
    yield "order-text-first", rebuilt([text, *parts])
    yield "order-two-headers", rebuilt([parts[0], *parts])
    yield (
        "order-two-sizes",
        rebuilt([(b"IHDR", struct.pack(">IIBBBBB", 5, 5, 8, 2, 0, 0, 0)), *parts]),
    )
    yield "order-no-header", rebuilt(parts[1:])
    yield "order-no-data", rebuilt([parts[0], parts[2]])
    yield "order-end-first", rebuilt([parts[0], parts[2], parts[1], parts[2]])
    for cut in (-1, -2, -4, -5, -8, -9, -11, -12, -13, -16):
        yield f"end-cut{cut}", plain[:cut]
    yield "end-bad-sum", wrong_sum(plain)
    yield "end-with-content", plain[:-12] + chunk(b"IEND", b"content")
    yield "end-bad-name", plain[:-12] + chunk(b"I ND")
    yield "data-bad-sum", plain[:-13] + bytes((plain[-13] ^ 1,)) + plain[-12:]
    yield "header-bad-sum", plain[:29] + bytes((plain[29] ^ 1,)) + plain[30:]
    yield "header-short", SIGNATURE + chunk(b"IHDR", parts[0][1][:12]) + plain[33:]
    yield "header-long", SIGNATURE + chunk(b"IHDR", parts[0][1] + b"more") + plain[33:]
    for at, value in (
        (8, 3),
        (8, 0),
        (8, 32),
        (9, 1),
        (9, 5),
        (9, 7),
        (9, 0),
        (10, 1),
        (11, 1),
        (12, 2),
        (12, 1),
    ):
        header = bytearray(parts[0][1])
        header[at] = value
        yield f"header-{at}-is-{value}", rebuilt([(b"IHDR", bytes(header)), *parts[1:]])
    for name, size in (
        ("zero", (0, 5)),
        ("minus", (0xFFFFFFFF, 5)),
        ("taller", (33, 22)),
        ("wider", (34, 21)),
        ("shorter", (33, 20)),
    ):
        header = struct.pack(">II", *size) + parts[0][1][8:]
        yield f"size-{name}", rebuilt([(b"IHDR", header), *parts[1:]])
    for size in ((1, 1), (1, 9), (9, 1), (2, 3), (5, 5)):
        for kind in ((0, 1), (3, 4), (2, 8), (6, 16)):
            extra = colors(16) if kind[0] == 3 else b""
            for woven in (False, True):
                name = f"size-{size[0]}x{size[1]}-{kind[0]}-{kind[1]}-{int(woven)}"
                yield name, png(grid(*size, kind), kind, extra, woven)


def streams():
    for woven in (False, True):
        for kind in ((2, 8), (0, 1), (3, 2)):
            extra = colors(4) if kind[0] == 3 else b""
            plain = png(grid(33, 21, kind), kind, extra, woven)
            raw = zlib.decompress(b"".join(body for name, body in chunks(plain) if name == b"IDAT"))
            row = 1 + (33 * {2: 24, 0: 1, 3: 2}[kind[0]] + 7) // 8
            label = f"{kind[0]}-{int(woven)}"
            ways = {
                "short-by-byte": zlib.compress(raw[:-1]),
                "short-by-row": zlib.compress(raw[:-row]),
                "half": zlib.compress(raw[: len(raw) // 2]),
                "empty": zlib.compress(b""),
                "one-row": zlib.compress(raw[:row]),
                "more-data": zlib.compress(raw + raw),
                "after-stream": zlib.compress(raw) + b"trailing bytes",
                "no-sum": zlib.compress(raw)[:-4],
                "half-sum": zlib.compress(raw)[:-2],
                "bad-sum": wrong_sum(zlib.compress(raw)),
                "stored": zlib.compress(raw, 0),
                "bad-filter": zlib.compress(b"\x05" + raw[1:]),
                "bad-head": b"\x00" + zlib.compress(raw)[1:],
                "raw-deflate": zlib.compress(raw)[2:-4],
                "no-stream": b"",
                "gzip": zlib.compressobj(wbits=31).compress(raw),
            }
            for name, stream in ways.items():
                yield f"stream-{label}-{name}", with_stream(plain, lambda _, stream=stream: stream)
            for pieces in (2, 7, 10_000):
                yield f"stream-{label}-in-{pieces}", with_stream(plain, lambda s: s, pieces)
    plain = png(grid(300, 300, (2, 8)), (2, 8))
    yield "stream-large-in-3", with_stream(plain, lambda s: s, 3)
    yield "stream-large-bad-sum", with_stream(plain, wrong_sum)
    yield "stream-interrupted", interrupted(plain)
    yield "stream-empty-chunks", with_empty_chunks(plain)
    flat = png([[(0, 0, 0)] * 400 for _ in range(400)], (2, 8))
    for back in range(1, 8):
        yield f"stream-flat-cut-{back}", with_stream(flat, lambda s, back=back: s[:-back])


def interrupted(plain):
    parts = list(chunks(with_stream(plain, lambda s: s, 2)))
    return rebuilt(parts[:2] + [(b"tEXt", b"a\x00b")] + parts[2:])


def with_empty_chunks(plain):
    parts = list(chunks(with_stream(plain, lambda s: s, 2)))
    return rebuilt(parts[:1] + [(b"IDAT", b"")] + parts[1:2] + [(b"IDAT", b"")] + parts[2:])


def animations():
    plain = png(grid(33, 21, (2, 8)), (2, 8))

    def frame(number, size=(33, 21), corner=(0, 0)):
        return chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, *size, *corner, 1, 10, 0, 0))

    control = chunk(b"acTL", struct.pack(">II", 2, 0))
    data = chunk(b"fdAT", struct.pack(">I", 1) + zlib.compress(bytes(21 * 100)))
    yield "animated-default-apart", after_data(before_data(plain, control), frame(0) + data)
    yield "animated-default-first", before_data(plain, control + frame(0))
    yield "animated-smaller-first", before_data(plain, control + frame(0, (10, 10), (3, 3)))
    yield "animated-bad-number", before_data(plain, control + frame(3))
    yield "animated-outside", before_data(plain, control + frame(0, (40, 40)))
    yield "animated-twice-announced", before_data(plain, control + control)
    yield "animated-no-frames", before_data(plain, chunk(b"acTL", bytes(8)))
    yield "animated-short-control", before_data(plain, chunk(b"acTL", bytes(7)))
    yield "animated-not-announced", before_data(plain, frame(0))
    yield "animated-data-first", before_data(plain, control + frame(0) + data)
    yield "animated-late-frame", after_data(plain, frame(7, (50, 50)))


def orientations():
    plain = encode(scene(30, 20))
    packet = b'<x:xmpmeta tiff:Orientation="6"/>'
    element = b"<tiff:Orientation>8</tiff:Orientation>"
    packed = zlib.compress(packet)
    ways = {
        "xmp": chunk(b"iTXt", XMP + b"\x00\x00\x00\x00\x00" + packet),
        "xmp-element": chunk(b"iTXt", XMP + b"\x00\x00\x00\x00\x00" + element),
        "xmp-packed": chunk(b"iTXt", XMP + b"\x00\x01\x00\x00\x00" + packed),
        "xmp-language": chunk(b"iTXt", XMP + b"\x00\x00\x00en\x00title\x00" + packet),
        "xmp-not-utf8": chunk(b"iTXt", XMP + b"\x00\x00\x00\x00\x00\xff" + packet),
        "xmp-plain-text": chunk(b"tEXt", XMP + b"\x00" + packet),
        "xmp-packed-text": chunk(b"zTXt", XMP + b"\x00\x00" + packed),
        "xmp-single-quotes": chunk(
            b"iTXt", XMP + b"\x00\x00\x00\x00\x00" + packet.replace(b'"', b"'")
        ),
        "xmp-nine": chunk(b"iTXt", XMP + b"\x00\x00\x00\x00\x00" + packet.replace(b"6", b"9")),
        "exif-and-xmp": chunk(b"eXIf", exif(3)[6:])
        + chunk(b"iTXt", XMP + b"\x00\x00\x00\x00\x00" + packet),
        "exif-one-and-xmp": chunk(b"eXIf", exif(1)[6:])
        + chunk(b"iTXt", XMP + b"\x00\x00\x00\x00\x00" + packet),
        "exif-prefixed": chunk(b"eXIf", exif(6)),
        "exif-junk": chunk(b"eXIf", b"junk"),
        "exif-text": chunk(b"tEXt", b"exif\x00" + exif(6)),
        "exif-raw-profile": chunk(
            b"zTXt", b"Raw profile type exif\x00\x00" + zlib.compress(profile(exif(6)))
        ),
        "exif-raw-profile-plain": chunk(b"tEXt", b"Raw profile type exif\x00" + profile(exif(5))),
        "exif-raw-profile-junk": chunk(b"tEXt", b"Raw profile type exif\x00\n\n\nzz"),
    }
    for name, body in typed_exif().items():
        ways[f"exif-{name}"] = chunk(b"eXIf", body)
    for name, part in ways.items():
        yield f"orientation-{name}", before_data(plain, part)
        yield f"orientation-{name}-late", after_data(plain, part)


def profile(block):
    digits = block.hex()
    lines = [digits[i : i + 72] for i in range(0, len(digits), 72)]
    return (f"\nexif\n{len(block):8d}\n" + "\n".join(lines) + "\n").encode()


def typed_exif():
    """An orientation of 6 in every type and in damaged directories."""
    values = {
        "byte": (1, 1, b"\x06\0\0\0"),
        "ascii": (2, 2, b"6\0\0\0"),
        "short": (3, 1, b"\x06\0\0\0"),
        "long": (4, 1, b"\x06\0\0\0"),
        "rational": (5, 1, struct.pack("<I", 26)),
        "signed-byte": (6, 1, b"\x06\0\0\0"),
        "undefined": (7, 1, b"\x06\0\0\0"),
        "signed-short": (8, 1, b"\x06\0\0\0"),
        "signed-long": (9, 1, b"\x06\0\0\0"),
        "signed-rational": (10, 1, struct.pack("<I", 26)),
        "float": (11, 1, struct.pack("<f", 6)),
        "double": (12, 1, struct.pack("<I", 34)),
        "ifd": (13, 1, b"\x06\0\0\0"),
        "no-type": (99, 1, b"\x06\0\0\0"),
        "two-shorts": (3, 2, b"\x06\0\x03\0"),
        "none": (3, 0, b"\x06\0\0\0"),
        "nine": (3, 1, b"\x09\0\0\0"),
        "outside": (3, 3, struct.pack("<I", 4000)),
    }
    tail = struct.pack("<II", 12, 2) + struct.pack("<d", 6)
    files = {}
    for name, (kind, count, value) in values.items():
        entry = struct.pack("<HHI", 0x112, kind, count) + value
        files[name] = b"II*\0\x08\0\0\0" + b"\x01\0" + entry + bytes(4) + tail
    short = struct.pack("<HHI", 0x112, 3, 1)
    files["two-entries"] = (
        b"II*\0\x08\0\0\0\x02\0" + short + b"\x06\0\0\0" + short + b"\x03\0\0\0" + bytes(4)
    )
    files["cut"] = b"II*\0\x08\0\0\0\x02\0" + short + b"\x06\0\0\0" + short[:5]
    files["no-directory"] = b"II*\0\xff\xff\0\0"
    files["mixed-order"] = b"II\0*\x08\0\0\0\x01\0" + short + b"\x06\0\0\0" + bytes(4)
    files["big-endian"] = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x112, 3, 1, 6, 0, 0)
    files["big-tiff"] = b"II+\0\x08\0\0\0" + bytes(20)
    files["head-only"] = b"II*\0\x08\0"
    return files


def cases():
    for group in (palettes, transparency, ancillary, order, streams, animations, orientations):
        for name, data in group():
            yield f"png-odd-{name}", data
