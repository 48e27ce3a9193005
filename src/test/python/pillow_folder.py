"""What Pillow makes of every file in a folder.

usage: pillow_folder.py FOLDER OUT.TSV

Each line of OUT.TSV is a file and a way to read it: path, exif (0 or 1), then width, height and the
SHA-256 of the R, G, B bytes, or "refused" and why.
"""

import hashlib
import io
import pathlib
import sys
import warnings

import PIL
from PIL import Image, ImageOps


def pixels(data, exif):
    image = Image.open(io.BytesIO(data))
    image.load()
    return (ImageOps.exif_transpose(image) if exif else image).convert("RGB")


def verdict(data, exif):
    try:
        image = pixels(data, exif)
    except Exception as e:
        return "refused", f"{type(e).__name__}: {e}".replace("\t", " ").replace("\n", " ")
    return *map(str, image.size), hashlib.sha256(image.tobytes()).hexdigest()


def main():
    if PIL.__version__ != "12.3.0":
        sys.exit(f"pillow 12.3.0 is what the expected pixels are defined by, not {PIL.__version__}")
    warnings.simplefilter("ignore")
    folder = pathlib.Path(sys.argv[1])
    with open(sys.argv[2], "w", encoding="utf-8", errors="surrogateescape") as out:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            data = path.read_bytes()
            for exif in (0, 1):
                line = (str(path.relative_to(folder)), str(exif), *verdict(data, exif))
                print("\t".join(line), file=out)


if __name__ == "__main__":
    main()
