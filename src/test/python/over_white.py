"""Pictures with alpha, and what Qwen3-VL-Embedding's code makes of them before it resizes.

    python over_white.py OUT_DIR

A picture whose mode is RGBA is pasted on white; of any other mode Pillow's convert("RGB") is taken.
OUT_DIR gets the files and over_white.json: [{"file", "width", "height", "crc", "dropped"}, ...],
the CRC-32 of the RGB bytes over white, and with alpha dropped.
"""

import io
import json
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 24


def rgba():
    """Colours and alphas of all kinds, among them 0, 1, 254 and 255."""
    generator = np.random.Generator(np.random.PCG64(5))
    pixels = generator.integers(0, 256, (SIDE, SIDE, 4), dtype=np.uint8)
    pixels[:4, :, 3] = np.array([0, 1, 254, 255])[:, None]
    return pixels


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def wide_png(pixels):
    """A PNG file of 16 bits a sample, which Pillow does not write."""
    wide = (pixels.astype(">u2") << 8) | 0x7F
    lines = b"".join(b"\0" + row.astype(">u2").tobytes() for row in wide)

    def chunk(name, content):
        sum_ = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", sum_)

    header = struct.pack(">IIBBBBB", SIDE, SIDE, 16, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def masked_bmp(pixels):
    """A BMP file whose header has a mask of alpha."""
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    info = struct.pack("<IiiHHIIiiII", 108, SIDE, SIDE, 1, 32, 3, 0, 0, 0, 0, 0)
    header = info + masks + bytes(108 - len(info) - len(masks))
    data = pixels[::-1, :, [2, 1, 0, 3]].tobytes()
    start = 14 + len(header)
    return b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start) + header + data


def unannounced(simple):
    """A WebP file whose extended header does not tell of the alpha in its picture."""
    side = (SIDE - 1).to_bytes(3, "little")
    header = b"VP8X" + struct.pack("<I", 10) + bytes(4) + side + side
    chunks = b"WEBP" + header + simple[12:]
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


def files():
    """{name: bytes}."""
    pixels = rgba()
    image = Image.fromarray(pixels)
    palette = image.convert("RGB").quantize(16)
    lossless = saved(image, "WEBP", lossless=True, exact=True)
    return {
        "rgba.png": saved(image, "PNG"),
        "rgba16.png": wide_png(pixels),
        "grey-alpha.png": saved(image.convert("LA"), "PNG"),
        "palette.png": saved(palette, "PNG", transparency=3),
        "rgb-key.png": saved(image.convert("RGB"), "PNG", transparency=(1, 2, 3)),
        "lossless.webp": lossless,
        "unannounced.webp": unannounced(lossless),
        "opaque.webp": saved(image.convert("RGB"), "WEBP", lossless=True),
        "rgba.tif": saved(image, "TIFF"),
        "plain.bmp": saved(image, "BMP"),
        "masked.bmp": masked_bmp(pixels),
        "transparent.gif": saved(palette, "GIF", transparency=3),
    }


def over_white(image):
    """As the models' own code reads a picture."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    white = Image.new("RGB", image.size, (255, 255, 255))
    white.paste(image, mask=image.getchannel("A"))
    return white


def crc(image):
    return f"{zlib.crc32(image.tobytes()):08x}"


def main(folder):
    rows = []
    for name, content in files().items():
        (folder / name).write_bytes(content)
        image = Image.open(io.BytesIO(content))
        image.load()
        row = {"file": name, "width": image.width, "height": image.height}
        rows.append(row | {"crc": crc(over_white(image)), "dropped": crc(image.convert("RGB"))})
    (folder / "over_white.json").write_text(json.dumps(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
