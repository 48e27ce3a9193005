"""JPEG files, those that Pillow writes and those that need a byte changed by hand."""

import io

from PIL import Image
from pillow_scenes import scene


def encode(image, **options):
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def segments(jpeg):
    """(marker, whole segment) up to the first scan, then (0xDA, the rest)."""
    at = 2
    while True:
        marker = jpeg[at + 1]
        if marker == 0xDA:
            yield marker, jpeg[at:]
            return
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        yield marker, jpeg[at : at + 2 + length]
        at += 2 + length


def without(jpeg, *markers):
    return b"\xff\xd8" + b"".join(body for marker, body in segments(jpeg) if marker not in markers)


def inserted(jpeg, segment):
    return jpeg[:2] + segment + jpeg[2:]


def adobe(transform):
    return b"\xff\xee\x00\x0eAdobe\x00d\x00\x00\x00\x00" + bytes((transform,))


def frame_changed(jpeg, change):
    """The file with its start-of-frame segment changed in place."""
    out = b"\xff\xd8"
    for marker, body in segments(jpeg):
        body = bytearray(body)
        if marker in (0xC0, 0xC1, 0xC2):
            change(body)
        out += bytes(body)
    return out


def sampling(value, height=None):
    """Changes the first component's factors, and the picture's height where one is given."""

    def change(frame):
        frame[11] = value
        if height:
            frame[5:7] = height.to_bytes(2, "big")

    return change


def ids(jpeg, numbers):
    """The file with its components numbered otherwise."""
    out = b"\xff\xd8"
    for marker, body in segments(jpeg):
        body = bytearray(body)
        for i, number in enumerate(numbers):
            if marker in (0xC0, 0xC1, 0xC2):
                body[10 + 3 * i] = number
            elif marker == 0xDA:
                body[5 + 2 * i] = number
        out += bytes(body)
    return out


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags.tobytes()


def cases():
    picture = scene(233, 157)
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        yield f"jpeg-{name}", encode(picture, subsampling=subsampling, quality=85)
        yield (
            f"jpeg-progressive-{name}",
            encode(picture, subsampling=subsampling, progressive=True, quality=70),
        )
    for quality in (5, 30, 100):
        yield f"jpeg-quality-{quality}", encode(picture, quality=quality)
    for width, height in ((1, 1), (2, 3), (7, 9), (16, 16), (17, 33), (640, 30), (31, 500)):
        yield f"jpeg-{width}x{height}", encode(scene(width, height))
    yield "jpeg-optimized-restarts", encode(picture, optimize=True, restart_marker_blocks=3)
    grey = picture.convert("L")
    yield "jpeg-grey", encode(grey)
    yield "jpeg-grey-progressive", encode(grey, progressive=True)
    yield "jpeg-rgb", encode(picture, keep_rgb=True)
    yield from color_spaces(picture)
    yield from odd_samplings()
    yield from markers(picture)


def color_spaces(picture):
    full = encode(picture, subsampling=0)
    yield "jpeg-no-jfif-444", without(full, 0xE0)
    yield "jpeg-no-jfif-420", without(encode(picture, subsampling=2), 0xE0)
    yield "jpeg-no-jfif-ids-rgb", ids(without(full, 0xE0), b"RGB")
    yield "jpeg-no-jfif-ids-012", ids(without(full, 0xE0), (0, 1, 2))
    yield "jpeg-jfif-ids-rgb", ids(full, b"RGB")
    for transform in (0, 1, 2):
        yield f"jpeg-adobe-{transform}", inserted(without(full, 0xE0), adobe(transform))
    yield "jpeg-jfif-and-adobe-0", inserted(full, adobe(0))
    cmyk = encode(Image.merge("CMYK", (*picture.split(), picture.getchannel(1))), quality=90)
    yield "jpeg-cmyk", cmyk
    bare = without(cmyk, 0xEE)
    yield "jpeg-cmyk-no-adobe", bare
    yield "jpeg-ycck", inserted(bare, adobe(2))
    yield "jpeg-cmyk-adobe-1", inserted(bare, adobe(1))


def odd_samplings():
    """The same blocks in another order: a different picture, as good as any."""
    square = scene(224, 192)
    yield "jpeg-411", frame_changed(encode(square, subsampling=2), sampling(0x41))


def markers(picture):
    plain = encode(picture)
    yield "jpeg-trailing-garbage", plain + b"\x00garbage" * 100
    yield "jpeg-comment-and-app", inserted(plain, b"\xff\xfe\x00\x08hello!\xff\xe5\x00\x04xx")
    yield "jpeg-fill-bytes", inserted(plain, b"\xff\xff\xff\xff")
    yield "jpeg-icc", encode(picture, icc_profile=b"\x00" * 3000)
    yield "jpeg-exif-only", without(encode(picture, exif=exif(1), subsampling=0), 0xE0)
    small = scene(60, 41)
    for orientation in (1, 2, 3, 4, 5, 6, 7, 8, 9):
        yield f"jpeg-exif-{orientation}", encode(small, exif=exif(orientation))
