"""WebP files: lossy, lossless, alpha, animations."""

import io

from pillow_jpeg import exif
from pillow_scenes import rgba, scene


def encode(image, **options):
    out = io.BytesIO()
    image.save(out, "WEBP", **options)
    return out.getvalue()


def cases():
    picture = scene(187, 131)
    for quality in (0, 20, 60, 95, 100):
        yield f"webp-lossy-{quality}", encode(picture, quality=quality)
    yield "webp-lossy-slow", encode(picture, quality=75, method=6)
    yield "webp-lossy-fast", encode(picture, quality=75, method=0)
    for width, height in ((1, 1), (2, 2), (3, 5), (16, 16), (17, 15), (33, 64), (400, 7)):
        yield f"webp-lossy-{width}x{height}", encode(scene(width, height), quality=80)
        yield f"webp-lossless-{width}x{height}", encode(scene(width, height), lossless=True)
    yield "webp-lossless", encode(picture, lossless=True)
    yield "webp-lossless-few-colors", encode(picture.quantize(7).convert("RGB"), lossless=True)
    yield "webp-lossless-grey", encode(picture.convert("L").convert("RGB"), lossless=True)
    yield "webp-alpha-lossy", encode(rgba(90, 70), quality=60)
    yield "webp-alpha-lossless", encode(rgba(90, 70), lossless=True, exact=True)
    for name, lossless in (("lossless", True), ("lossy", False)):
        frames = [scene(52, 44, seed) for seed in (1, 2)]
        yield (
            f"webp-animated-{name}",
            encode(frames[0], save_all=True, append_images=frames[1:], lossless=lossless),
        )
    yield "webp-animated-offset", offset()
    for orientation in (1, 5, 8):
        yield (
            f"webp-exif-{orientation}",
            encode(scene(60, 41), lossless=True, exif=exif(orientation)),
        )


def offset():
    """An animation whose first frame covers a part of the canvas."""
    frame = encode(scene(30, 20), lossless=True)[12:]
    place = b"".join(value.to_bytes(3, "little") for value in (5, 3, 29, 19, 100)) + b"\x00"
    body = chunk(
        b"VP8X", b"\x02\x00\x00\x00" + (59).to_bytes(3, "little") + (39).to_bytes(3, "little")
    )
    body += chunk(b"ANIM", bytes(6)) + chunk(b"ANMF", place + frame) + chunk(b"ANMF", place + frame)
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body


def chunk(kind, data):
    return kind + len(data).to_bytes(4, "little") + data + b"\x00" * (len(data) & 1)
