"""Writes image files that are odd, damaged, or neither.

usage: odd_images.py OUT_DIR FORMAT...

FORMAT is what names of cases begin with: png, gif, bmp, webp, jpeg, tiff.
"""

import pathlib
import sys

import odd_bmp
import odd_gif
import odd_jpeg
import odd_orientation
import odd_png
import odd_tiff
import odd_webp
import pillow_bmp
import pillow_gif
import pillow_jpeg
import pillow_png
import pillow_tiff
import pillow_webp
from damage import damaged

ODD = (odd_png, odd_gif, odd_bmp, odd_webp, odd_jpeg, odd_tiff, odd_orientation)
SOUND = (pillow_png, pillow_gif, pillow_bmp, pillow_webp, pillow_jpeg, pillow_tiff)


def cases():
    for module in ODD:
        yield from module.cases()
    for module in SOUND:
        for name, data in module.cases():
            yield name, data
            for way, changed in damaged(name, data):
                yield f"{name}-{way}", changed


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in cases():
        format_ = name.split("-")[0]
        if format_ in sys.argv[2:]:
            (folder / f"{name}.{format_}").write_bytes(data)


if __name__ == "__main__":
    main()
