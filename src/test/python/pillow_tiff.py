"""TIFF files: compressions, depths, colour spaces, pages."""

import io
import struct

from PIL import Image, TiffImagePlugin
from pillow_scenes import rgba, scene, wide


def encode(image, **options):
    out = io.BytesIO()
    image.save(out, "TIFF", **options)
    return out.getvalue()


def tiff(tags, data, order="<"):
    """A file of one strip; tags are {tag: (type, values)}, type 3 SHORT or 4 LONG."""
    return directory_file(tags, [data], order)


def directory_file(tags, pieces, order):
    """A file of several strips, or tiles where the tags speak of them."""
    tags = dict(tags)
    tiled = 322 in tags
    data, offsets = b"", []
    for piece in pieces:
        offsets.append(8 + len(data))
        data += piece + b"\0" * (len(piece) % 2)
    tags[324 if tiled else 273] = (4, offsets)
    tags[325 if tiled else 279] = (4, [len(piece) for piece in pieces])
    at = 8 + len(data)
    entries, tail = b"", b""
    after = at + 2 + 12 * len(tags) + 4
    for tag in sorted(tags):
        kind, values = tags[tag]
        body = struct.pack(f"{order}{len(values)}{'H' if kind == 3 else 'I'}", *values)
        entries += struct.pack(f"{order}HHI", tag, kind, len(values))
        if len(body) > 4:
            entries += struct.pack(f"{order}I", after + len(tail))
            tail += body + b"\0" * (len(body) % 2)
        else:
            entries += body.ljust(4, b"\x00")
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    directory = struct.pack(f"{order}H", len(tags)) + entries + bytes(4) + tail
    return mark + struct.pack(f"{order}I", at) + data + directory


def tags(size, bits, photometric, **more):
    result = {
        256: (4, (size[0],)),
        257: (4, (size[1],)),
        258: (3, bits),
        259: (3, (1,)),
        262: (3, (photometric,)),
        277: (3, (len(bits),)),
        278: (4, (size[1],)),
    }
    result.update({int(key[1:]): value for key, value in more.items()})
    return result


def cases():
    picture = scene(83, 61)
    for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
        yield f"tiff-rgb-{compression}", encode(picture, compression=compression)
        yield f"tiff-grey-{compression}", encode(picture.convert("L"), compression=compression)
    yield "tiff-rgb-predictor", encode(picture, compression="tiff_lzw", tiffinfo={317: 2})
    yield "tiff-rgba", encode(rgba(60, 40))
    yield "tiff-la", encode(rgba(60, 40).convert("LA"))
    yield "tiff-palette", encode(picture.quantize(90))
    yield "tiff-bilevel", encode(picture.convert("1"))
    yield "tiff-group4", encode(picture.convert("1"), compression="group4")
    yield "tiff-group3", encode(picture.convert("1"), compression="group3")
    cmyk = Image.merge("CMYK", (*picture.split(), picture.getchannel(1)))
    yield "tiff-cmyk", encode(cmyk)
    yield "tiff-cmyk-lzw", encode(cmyk, compression="tiff_lzw")
    yield "tiff-i16", encode(Image.frombytes("I;16", (40, 30), wide(40, 30, 1)))
    pages = [scene(50, 40, seed) for seed in (1, 2)]
    yield "tiff-pages", encode(pages[0], save_all=True, append_images=pages[1:])
    yield "tiff-strips", strips(picture)
    yield from by_hand()
    for orientation in (1, 3, 6):
        yield f"tiff-orientation-{orientation}", encode(scene(60, 41), tiffinfo={274: orientation})


def strips(picture):
    before = TiffImagePlugin.STRIP_SIZE
    TiffImagePlugin.STRIP_SIZE = 1000
    try:
        return encode(picture, compression="tiff_adobe_deflate")
    finally:
        TiffImagePlugin.STRIP_SIZE = before


def by_hand():
    size = (41, 29)
    area = size[0] * size[1]
    eight = bytes((i * 61 + i // 7) % 256 for i in range(area * 4))
    little = bytes(b for i in range(0, 2 * area * 4, 2) for b in wide(*size, 4)[i : i + 2][::-1])
    yield "tiff-white-is-zero", tiff(tags(size, (8,), 0), eight[:area])
    yield "tiff-white-is-zero-1", tiff(tags((40, 29), (1,), 0), eight[: 5 * 29])
    for bits in (2, 4):
        white = tiff(tags((40, 29), (bits,), 0), eight[: 5 * bits * 29])
        yield f"tiff-white-is-zero-{bits}", white
    yield "tiff-grey-4", tiff(tags((40, 29), (4,), 1), eight[: 20 * 29])
    yield "tiff-rgb16-le", tiff(tags(size, (16,) * 3, 2), little[: area * 6])
    yield "tiff-rgb16-be", tiff(tags(size, (16,) * 3, 2), wide(*size, 3), ">")
    yield "tiff-rgba16", tiff(tags(size, (16,) * 4, 2, _338=(3, (2,))), little)
    yield "tiff-i16-be", tiff(tags(size, (16,), 1), wide(*size, 1), ">")
    yield "tiff-rgbx", tiff(tags(size, (8,) * 4, 2, _338=(3, (0,))), eight)
    yield "tiff-premultiplied", tiff(tags(size, (8,) * 4, 2, _338=(3, (1,))), eight)
    yield "tiff-cmyk16", tiff(tags(size, (16,) * 4, 5), little)
    ramp = tuple((i * 257 * 3) % 65536 for i in range(16)) + tuple(range(16)) * 2
    yield "tiff-palette-4", tiff(tags((40, 29), (4,), 3, _320=(3, ramp)), eight[: 20 * 29])
    yield "tiff-orientation-hand", tiff(tags(size, (8,), 1, _274=(3, (8,))), eight[:area])
