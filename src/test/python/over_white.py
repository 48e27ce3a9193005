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


def shaded():
    """A picture whose alpha changes slowly, so that its filters differ."""
    y, x = np.mgrid[0:37, 0:53]
    channels = (3 * x, 5 * y, 2 * (x + y), np.clip(9 * (x - y) + 90, 0, 255))
    return np.stack(channels, axis=-1).astype(np.uint8)


def planes(simple):
    """WebP files with the alpha as bytes, by each filter of the format."""
    at = simple.index(b"ALPH")
    length = int.from_bytes(simple[at + 4 : at + 8], "little")
    rest = simple[at + 8 + length + (length & 1) :]
    alpha = shaded()[..., 3].astype(int)
    left = np.pad(alpha, ((0, 0), (1, 0)))[:, :-1]
    above = np.pad(alpha, ((1, 0), (0, 0)))[:-1]
    corner = np.pad(alpha, ((1, 0), (1, 0)))[:-1, :-1]
    left[1:, 0] = alpha[:-1, 0]
    above[0] = left[0]
    gradient = np.clip(left + above - corner, 0, 255)
    gradient[0], gradient[:, 0] = left[0], left[:, 0]
    found = {}
    for number, expected in enumerate((0 * alpha, left, above, gradient)):
        plane = bytes([number << 2]) + (alpha - expected).astype(np.uint8).tobytes()
        chunk = b"ALPH" + struct.pack("<I", len(plane)) + plane + b"\0" * (len(plane) & 1)
        content = simple[8:at] + chunk + rest
        found[f"plane-{number}.webp"] = b"RIFF" + struct.pack("<I", len(content)) + content
    return found


def files():
    """{name: bytes}."""
    pixels = rgba()
    image = Image.fromarray(pixels)
    palette = image.convert("RGB").quantize(16)
    lossless = saved(image, "WEBP", lossless=True, exact=True)
    lossy = {
        f"lossy-{quality}-{method}.webp": saved(
            image, "WEBP", quality=quality, alpha_quality=alpha, method=method
        )
        for quality, alpha, method in ((80, 100, 4), (20, 100, 0), (60, 30, 6), (90, 100, 6))
    }
    smooth = Image.fromarray(shaded())
    lossy |= {
        f"shaded-{alpha}-{method}.webp": saved(
            smooth, "WEBP", quality=75, alpha_quality=alpha, method=method
        )
        for alpha in (100, 60)
        for method in (0, 4, 6)
    }
    return {
        "rgba.png": saved(image, "PNG"),
        "rgba16.png": wide_png(pixels),
        "grey-alpha.png": saved(image.convert("LA"), "PNG"),
        "palette.png": saved(palette, "PNG", transparency=3),
        "rgb-key.png": saved(image.convert("RGB"), "PNG", transparency=(1, 2, 3)),
        "lossless.webp": lossless,
        **lossy,
        **planes(lossy["shaded-100-4.webp"]),
        "animated.webp": saved(
            image, "WEBP", save_all=True, append_images=[smooth.resize(image.size)], quality=70
        ),
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
