"""GIF files: palettes, interlacing, frames that do not fill the screen."""

import io
import struct

from PIL import Image
from pillow_scenes import scene


def encode(image, **options):
    out = io.BytesIO()
    image.save(out, "GIF", **options)
    return out.getvalue()


def body(gif):
    """Image descriptor and what follows, of a file with one frame and a global palette."""
    palette = 3 << (gif[10] & 7) + 1
    at = gif.index(b",", 13 + palette)
    return gif[13 : 13 + palette], gif[at:]


def placed(gif, screen, corner, transparent=None):
    """The same frame at a corner of another screen."""
    palette, frame = body(gif)
    header = b"GIF89a" + struct.pack("<HH", *screen) + gif[10:13] + palette
    control = b"" if transparent is None else b"!\xf9\x04\x01\x00\x00" + bytes((transparent, 0))
    return header + control + b"," + struct.pack("<HH", *corner) + frame[5:]


def cases():
    picture = scene(83, 61)
    plain = encode(picture.quantize(64), interlace=False)
    yield "gif", plain
    yield "gif-interlaced", encode(picture.quantize(200), interlace=True)
    yield "gif-two-colors", encode(picture.convert("1"))
    yield "gif-grey", encode(picture.convert("L"))
    yield "gif-transparent", encode(picture.quantize(32), transparency=3)
    frames = [scene(40, 30, seed).quantize(16) for seed in (1, 2, 3)]
    yield "gif-animated", encode(frames[0], save_all=True, append_images=frames[1:], duration=80)
    yield "gif-offset", placed(plain, (120, 90), (20, 11))
    yield "gif-offset-transparent", placed(plain, (120, 90), (20, 11), transparent=5)
    yield "gif-beyond-screen", placed(plain, (60, 90), (20, 40))
    yield "gif-local-palette", local(plain)
    yield "gif-no-palette", no_palette(plain)
    noise = Image.effect_noise((300, 200), 90).quantize(256)
    yield "gif-full-code-table", encode(noise, interlace=False)


def local(gif):
    palette, frame = body(gif)
    flags = bytes((frame[9] | 0x80 | gif[10] & 7,))
    inverted = bytes(255 - value for value in palette)
    screen = gif[:10] + bytes((gif[10],)) + gif[11:13] + palette
    return screen + frame[:9] + flags + inverted + frame[10:]


def no_palette(gif):
    _, frame = body(gif)
    return gif[:10] + bytes((gif[10] & 0x7F,)) + gif[11:13] + frame
