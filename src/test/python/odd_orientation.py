"""JPEG and TIFF files whose orientation is said by EXIF, XMP, both, or neither."""

import io
import struct

from odd_png import typed_exif
from pillow_jpeg import exif
from pillow_scenes import scene

PACKET = b'<x:xmpmeta tiff:Orientation="6"/>'
ELEMENT = b"<tiff:Orientation>8</tiff:Orientation>"
XAP = b"http://ns.adobe.com/xap/1.0/\x00"


def segment(body):
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def jpegs():
    out = io.BytesIO()
    scene(48, 32).save(out, "JPEG", quality=95, subsampling=0)
    plain = out.getvalue()
    block = exif(6)
    ways = {
        "xmp": (XAP + PACKET,),
        "xmp-element": (XAP + ELEMENT,),
        "xmp-two": (XAP + PACKET, XAP + ELEMENT),
        "xmp-nine": (XAP + PACKET.replace(b"6", b"9"),),
        "xmp-other-name": (b"http://ns.adobe.com/xmp/extension/\x00" + PACKET,),
        "exif-and-xmp": (exif(3), XAP + PACKET),
        "exif-one-and-xmp": (XAP + PACKET, exif(1)),
        "exif-in-two": (block[:20], b"Exif\x00\x00" + block[20:]),
        "exif-twice": (exif(3), exif(6)),
        "exif-twice-prefixed": (b"Exif\x00\x00" + exif(6),),
        "exif-empty": (b"Exif\x00\x00", XAP + PACKET),
        "exif-short-name": (b"Exif\x00", XAP + PACKET),
    }
    for name, body in typed_exif().items():
        ways[f"exif-{name}"] = (b"Exif\x00\x00" + body,)
        ways[f"exif-{name}-and-xmp"] = (b"Exif\x00\x00" + body, XAP + ELEMENT)
    for name, bodies in ways.items():
        yield name, plain[:2] + b"".join(map(segment, bodies)) + plain[2:]


def tiff(extra, data=b""):
    """An RGB file with more entries, in order of their tags; values of 4 bytes; data at its end."""
    width, height = 24, 16
    pixels = scene(width, height).tobytes()
    start = 8
    entries = [
        (0x100, 3, 1, width),
        (0x101, 3, 1, height),
        (0x102, 3, 1, 8),
        (0x103, 3, 1, 1),
        (0x106, 3, 1, 2),
        (0x111, 4, 1, start),
        (0x115, 3, 1, 3),
        (0x116, 3, 1, height),
        (0x117, 4, 1, len(pixels)),
    ]
    packed = [struct.pack("<HHII", *entry) for entry in entries]
    packed += [struct.pack("<HHI", *entry[:3]) + entry[3] for entry in extra]
    packed.sort(key=lambda entry: entry[:2][::-1])
    offset = start + len(pixels) + len(data)
    directory = struct.pack("<H", len(packed)) + b"".join(packed) + bytes(4)
    return b"II*\x00" + struct.pack("<I", offset) + pixels + data + directory


def tiffs():
    at = struct.pack("<I", 8 + 24 * 16 * 3)
    packet = {kind: (700, kind, len(PACKET), at) for kind in (1, 2, 7)}
    short = (0x112, 3, 1, b"\x08\0\0\0")
    yield "none", tiff([])
    yield "short", tiff([short])
    yield "long", tiff([(0x112, 4, 1, b"\x08\0\0\0")])
    yield "byte", tiff([(0x112, 1, 1, b"\x08\0\0\0")])
    yield "nine", tiff([(0x112, 3, 1, b"\x09\0\0\0")])
    yield "xmp-bytes", tiff([packet[1]], PACKET)
    yield "xmp-undefined", tiff([packet[7]], PACKET)
    yield "short-and-xmp", tiff([short, packet[1]], PACKET)
    yield "one-and-xmp", tiff([(0x112, 3, 1, b"\x01\0\0\0"), packet[1]], PACKET)
    yield "byte-and-xmp", tiff([(0x112, 1, 1, b"\x08\0\0\0"), packet[1]], PACKET)
    yield "no-values-and-xmp", tiff([(0x112, 3, 0, b"\x08\0\0\0"), packet[1]], PACKET)


def cases():
    for name, data in jpegs():
        yield f"jpeg-odd-orientation-{name}", data
    for name, data in tiffs():
        yield f"tiff-odd-orientation-{name}", data
