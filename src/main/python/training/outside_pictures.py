"""Pictures of anything but drawn shapes, by kind: noise, gradients, scribbles, pages.

The kinds named in held_out.OUTSIDE_PICTURES are for the evaluation only.
"""

from random import Random

import held_out
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont


def _rgb(random: Random) -> tuple:
    return tuple(random.randrange(256) for _ in range(3))


def _array(values: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _noise_of(random: Random) -> np.random.Generator:
    return np.random.default_rng(random.getrandbits(32))


def blank(random: Random, size: tuple) -> Image.Image:
    """One colour, often white, sometimes with a little noise."""
    rgb = random.choice([(255, 255, 255), (0, 0, 0), (128, 128, 128), _rgb(random), _rgb(random)])
    image = Image.new("RGB", size, rgb)
    if random.random() < 0.5:
        return image
    values = np.asarray(image, np.float32)
    return _array(values + _noise_of(random).normal(0, random.uniform(1, 14), values.shape))


def noise(random: Random, size: tuple) -> Image.Image:
    """Independent pixels, in colour or grey."""
    shape = (size[1], size[0], random.choice((1, 3)))
    values = _noise_of(random).normal(random.uniform(60, 200), random.uniform(20, 90), shape)
    return _array(np.repeat(values, 3 // shape[2], 2))


def clouds(random: Random, size: tuple) -> Image.Image:
    """Smoothed noise of a few cells."""
    cells = random.randint(2, 14)
    shape = (cells, cells, random.choice((1, 3)))
    values = np.repeat(_noise_of(random).integers(0, 256, shape), 3 // shape[2], 2)
    return _array(values).resize(size, random.choice((Image.BICUBIC, Image.BILINEAR)))


def gradient(random: Random, size: tuple) -> Image.Image:
    """From one colour to another, straight or round."""
    ramp = random.choice((Image.linear_gradient, Image.radial_gradient))("L")
    ramp = ramp.rotate(random.choice((0, 90, 180, 270, 30, 60))).resize(size)
    return Image.composite(
        Image.new("RGB", size, _rgb(random)), Image.new("RGB", size, _rgb(random)), ramp
    )


def scribble(random: Random, size: tuple) -> Image.Image:
    """Random curves and lines."""
    image = Image.new("RGB", size, random.choice([(255, 255, 255), _rgb(random)]))
    pen = ImageDraw.Draw(image)
    for _ in range(random.randint(1, 9)):
        points = [
            (random.uniform(0, size[0]), random.uniform(0, size[1]))
            for _ in range(random.randint(2, 9))
        ]
        pen.line(points, fill=_rgb(random), width=random.randint(1, 6), joint="curve")
    return image


def bars(random: Random, size: tuple) -> Image.Image:
    """A chart, or stripes over the whole picture."""
    image = Image.new("RGB", size, (255, 255, 255))
    pen, count = ImageDraw.Draw(image), random.randint(3, 10)
    full, many = random.random() < 0.4, random.random() < 0.5
    rgb = _rgb(random)
    for k in range(count):
        top = 0 if full else random.uniform(0.1, 0.9) * size[1]
        left = (k + 0.15) * size[0] / count
        pen.rectangle(
            (left, top, left + size[0] / count * 0.7, size[1]), fill=_rgb(random) if many else rgb
        )
    return image.rotate(random.choice((0, 0, 90)))


def collage(random: Random, size: tuple) -> Image.Image:
    """Many random polygons and ellipses over each other."""
    image = Image.new("RGB", size, _rgb(random))
    pen = ImageDraw.Draw(image, "RGBA")
    for _ in range(random.randint(8, 40)):
        x, y, r = random.uniform(0, size[0]), random.uniform(0, size[1]), random.uniform(4, 50)
        fill = _rgb(random) + (random.randint(90, 255),)
        if random.random() < 0.4:
            pen.ellipse((x - r, y - r * 0.6, x + r, y + r * 0.6), fill=fill)
        else:
            pen.polygon(
                [
                    (x + random.uniform(-r, r), y + random.uniform(-r, r))
                    for _ in range(random.randint(3, 5))
                ],
                fill=fill,
            )
    blur = random.choice((0, 0, 1, 3))
    return image.filter(ImageFilter.GaussianBlur(blur)) if blur else image


def letters(random: Random, size: tuple) -> Image.Image:
    """A few large letters or digits."""
    image = Image.new("RGB", size, random.choice([(255, 255, 255), _rgb(random)]))
    text = "".join(
        random.choice("ABCDEFGHKLMNPRSTUVWXYZabdefghkmnpqrstwyz23456789&?")
        for _ in range(random.randint(1, 6))
    )
    font = ImageFont.load_default(random.randint(18, 70))
    ImageDraw.Draw(image).text(
        (random.uniform(0, 20), random.uniform(0, size[1] * 0.4)),
        text,
        fill=_rgb(random),
        font=font,
    )
    return image


def smear(random: Random, size: tuple) -> Image.Image:
    """A scene-like collage blurred beyond recognition."""
    return collage(random, size).filter(ImageFilter.GaussianBlur(random.uniform(6, 20)))


def checkerboard(random: Random, size: tuple) -> Image.Image:
    """Two colours in a grid of squares."""
    cells = random.randint(4, 12)
    values = np.indices((cells, cells)).sum(0) % 2
    rgb = np.array([_rgb(random), _rgb(random)])
    return _array(rgb[values]).resize(size, Image.NEAREST)


def photograph(random: Random, size: tuple) -> Image.Image:
    """A landscape: sky, hills with grain, a few trees, film noise."""
    w, h = size
    y, x = np.mgrid[0:h, 0:w] / np.array([h, w]).reshape(2, 1, 1)
    sky = np.stack([120 + 100 * y, 160 + 60 * y, 235 - 30 * y], 2)
    generator = _noise_of(random)
    for layer in range(3):
        ridge = (
            0.4
            + 0.17 * layer
            + sum(
                random.uniform(0.01, 0.08)
                * np.sin(x * random.uniform(3, 14) + random.uniform(0, 6))
                for _ in range(3)
            )
        )
        ground = np.array([90 - 20 * layer, 120 - 25 * layer, 60]) + generator.normal(
            0, 14, (h, w, 1)
        )
        sky = np.where((y > ridge)[..., None], ground, sky)
    return _array(sky + generator.normal(0, 4, sky.shape)).filter(ImageFilter.GaussianBlur(0.6))


def plasma(random: Random, size: tuple) -> Image.Image:
    """Interfering sine waves in three channels."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]] / 60.0
    waves = [
        sum(
            np.sin(x * random.uniform(-4, 4) + y * random.uniform(-4, 4) + random.uniform(0, 6))
            for _ in range(3)
        )
        for _ in range(3)
    ]
    return _array(128 + 50 * np.stack(waves, 2))


def text_page(random: Random, size: tuple) -> Image.Image:
    """Lines of small text like a scanned page."""
    image = Image.new("RGB", size, (250, 249, 245))
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(max(9, size[1] // 16))
    for line in range(12):
        words = [
            "".join(random.choices("aeinorstlumdchgb", k=random.randint(2, 9))) for _ in range(9)
        ]
        pen.text(
            (size[0] * 0.07, size[1] * (0.06 + line * 0.075)),
            " ".join(words),
            fill=(40, 40, 40),
            font=font,
        )
    return image


KINDS = {
    f.__name__: f
    for f in (
        blank,
        noise,
        clouds,
        gradient,
        scribble,
        bars,
        collage,
        letters,
        smear,
        checkerboard,
        photograph,
        plasma,
        text_page,
    )
}
TRAINED = [name for name in KINDS if name not in held_out.OUTSIDE_PICTURES]


def picture(random: Random, size: tuple) -> Image.Image:
    """A picture outside the world for training, of size (width, height)."""
    return KINDS[random.choice(TRAINED)](random, size)


def unseen_pictures(per_kind: int = 15) -> list:
    """The evaluation's pictures, 96 to 640 pixels wide."""
    made = []
    for name in sorted(held_out.OUTSIDE_PICTURES):
        for k in range(per_kind):
            random = Random(f"{name} {k}")
            size = random.choice(((96, 96), (224, 224), (320, 240), (640, 480), (300, 400)))
            made.append(KINDS[name](random, size))
    return made
