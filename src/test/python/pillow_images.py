"""Writes image files and, for each, what Pillow and the reference model's resize make of it.

usage: pillow_images.py OUT_DIR

OUT_DIR gets NAME.bin (the file), NAME.decoded and NAME.resized (R, G, B bytes) and manifest.tsv:
name, exif (0 or 1), then width and height decoded, width and height resized.
"""

import io
import pathlib
import sys

import PIL
import pillow_bmp
import pillow_gif
import pillow_jpeg
import pillow_png
import pillow_tiff
import pillow_webp
from PIL import Image, ImageOps
from smart_resize import smart_resize

FACTOR, MIN_PIXELS, MAX_PIXELS = 28, 3136, 50176


def cases():
    for module in (pillow_jpeg, pillow_png, pillow_gif, pillow_bmp, pillow_webp, pillow_tiff):
        yield from module.cases()


def opened(data, exif):
    image = Image.open(io.BytesIO(data))
    image.load()
    return (ImageOps.exif_transpose(image) if exif else image).convert("RGB")


def write(folder, name, data, exif):
    image = opened(data, exif)
    width, height = image.size
    to_height, to_width = smart_resize(height, width, FACTOR, MIN_PIXELS, MAX_PIXELS)
    resized = image.resize((to_width, to_height))
    label = f"{name}-oriented" if exif else name
    (folder / f"{label}.bin").write_bytes(data)
    (folder / f"{label}.decoded").write_bytes(image.tobytes())
    (folder / f"{label}.resized").write_bytes(resized.tobytes())
    return "\t".join(map(str, (label, int(exif), width, height, to_width, to_height)))


def main():
    if PIL.__version__ != "12.3.0":
        sys.exit(f"pillow 12.3.0 is what the expected pixels are defined by, not {PIL.__version__}")
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for name, data in cases():
        lines.append(write(folder, name, data, False))
        if "exif" in name:
            lines.append(write(folder, name, data, True))
    (folder / "manifest.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
