"""Draws scenes with PIL: polygons, stripes, outlines and the noise of real files.

`draw` is what training and most of the evaluation use. `plain.py` draws the
same scenes through other code, for pictures that this module did not draw.
"""

import io
import math
from dataclasses import dataclass
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scenes import Scene

RGB = (
    (222, 30, 38),
    (34, 160, 60),
    (35, 75, 220),
    (248, 216, 32),
    (250, 140, 20),
    (130, 40, 165),
    (250, 130, 185),
    (125, 75, 35),
    (20, 20, 20),
    (250, 250, 250),
    (135, 135, 135),
    (50, 205, 200),
)
BACKGROUND_RGB = ((254, 254, 254), (12, 12, 12), (150, 150, 150), (178, 214, 245), (250, 234, 200))


@dataclass(frozen=True)
class Placed:
    """One object on the unit canvas: centre, radius and outline polygons in 0..1."""

    shape: int
    colour: int
    outer: tuple
    inner: tuple
    centre: tuple
    radius: float


def _regular(corners: int, start: float) -> list:
    step = 2 * math.pi / corners
    return [(math.sin(start + k * step), -math.cos(start + k * step)) for k in range(corners)]


def _star() -> list:
    outer, inner = _regular(5, 0.0), _regular(5, math.pi / 5)
    return [p for o, i in zip(outer, inner) for p in (o, (i[0] * 0.42, i[1] * 0.42))]


def _heart() -> list:
    points = []
    for k in range(40):
        t = 2 * math.pi * k / 40
        y = 13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)
        points.append((math.sin(t) ** 3, -(y + 2.5) / 16))
    return points


def _cross() -> list:
    a, b = 0.33, 0.95
    return [
        (-a, -b),
        (a, -b),
        (a, -a),
        (b, -a),
        (b, a),
        (a, a),
        (a, b),
        (-a, b),
        (-a, a),
        (-b, a),
        (-b, -a),
        (-a, -a),
    ]


def outline_of(shape: int) -> list:
    """The unit polygon of a shape (a ring's outer edge)."""
    if shape in (0, 7):
        return _regular(44, 0.0)
    if shape == 1:
        return [(-0.84, -0.84), (0.84, -0.84), (0.84, 0.84), (-0.84, 0.84)]
    if shape == 2:
        return [(0, -0.9), (0.98, 0.78), (-0.98, 0.78)]
    return {3: _star, 4: _heart, 5: _cross, 6: lambda: _regular(5, 0.0)}[shape]()


def _wobble(random: Random, points: list) -> list:
    phase, waves, depth = random.uniform(0, 6.3), random.randint(2, 5), random.uniform(0.01, 0.05)
    bent = []
    for k, (x, y) in enumerate(points):
        factor = 1 + depth * math.sin(phase + waves * 2 * math.pi * k / len(points))
        bent.append((x * factor, y * factor))
    return bent


def place(random: Random, kind: tuple, centre: tuple, radius: tuple) -> Placed:
    """Turns, wobbles and moves a unit shape; radius is (x, y) in canvas units."""
    colour, shape = kind
    points = outline_of(shape)
    if random.random() < 0.35:
        points = _wobble(random, points)
    angle = math.radians(random.uniform(-10, 10))
    stretch = random.uniform(0.93, 1.07)
    cos, sin = math.cos(angle), math.sin(angle)
    hole = random.uniform(0.48, 0.68)

    def put(scale):
        return tuple(
            (
                centre[0] + radius[0] * scale * stretch * (x * cos - y * sin),
                centre[1] + radius[1] * scale / stretch * (x * sin + y * cos),
            )
            for x, y in points
        )

    return Placed(shape, colour, put(1.0), put(hole) if shape == 7 else (), centre, min(radius))


def _single(random: Random, scene: Scene, unit: tuple) -> list:
    low, high = ((0.20, 0.28), (0.10, 0.14), (0.37, 0.46))[scene.size]
    r = random.uniform(low, high) * (0.85 if scene.position and scene.size == 0 else 1)
    x, y = 0.5 + random.uniform(-0.05, 0.05), 0.5 + random.uniform(-0.05, 0.05)
    rx, ry = r * unit[0], r * unit[1]
    near = random.uniform(0.02, 0.09)
    x = {1: rx + near, 2: 1 - rx - near}.get(scene.position, x)
    y = {3: ry + near, 4: 1 - ry - near}.get(scene.position, y)
    return [place(random, scene.objects()[0], (x, y), (rx, ry))]


def _pair(random: Random, scene: Scene, unit: tuple) -> list:
    along, across = (0, 1) if scene.relation == 0 else (1, 0)
    placed = []
    for k, kind in enumerate(scene.objects()):
        r = random.uniform(0.14, 0.21)
        centre = [0.0, 0.0]
        centre[along] = 0.27 + 0.46 * k + random.uniform(-0.04, 0.04)
        centre[across] = 0.5 + random.uniform(-0.09, 0.09)
        limit = min(0.22 / unit[along], 0.4 / unit[across])
        r = min(r, limit)
        placed.append(place(random, kind, tuple(centre), (r * unit[0], r * unit[1])))
    return placed


def _rows(random: Random, count: int) -> list:
    if random.random() < 0.35:
        shift = random.uniform(-0.1, 0.1)
        centres = [((k + 0.5) / count, 0.5 + shift) for k in range(count)]
        return [(y, x) for x, y in centres] if random.random() < 0.3 else centres
    grid = [(x, y) for x in (0.2, 0.5, 0.8) for y in (0.2, 0.5, 0.8)]
    if count <= 4 and random.random() < 0.5:
        grid = [(x, y) for x in (0.28, 0.72) for y in (0.28, 0.72)]
    return random.sample(grid, count)


def _alike(random: Random, scene: Scene, unit: tuple) -> list:
    centres = _rows(random, scene.count)
    gap = min(
        max(abs(a[0] - b[0]) / unit[0], abs(a[1] - b[1]) / unit[1])
        for k, a in enumerate(centres)
        for b in centres[:k]
    )
    r = min(gap * random.uniform(0.36, 0.46), 0.2)
    jitter = 0.03
    return [
        place(
            random,
            scene.objects()[0],
            (x + random.uniform(-jitter, jitter), y + random.uniform(-jitter, jitter)),
            (r * unit[0], r * unit[1]),
        )
        for x, y in centres
    ]


def arrange(random: Random, scene: Scene, aspect: float) -> list:
    """The placed objects of a scene on a canvas of width/height = aspect."""
    unit = (min(1.0, 1 / aspect), min(1.0, aspect))
    if scene.is_pair:
        return _pair(random, scene, unit)
    return _single(random, scene, unit) if scene.count == 1 else _alike(random, scene, unit)


def jittered(random: Random, rgb: tuple, by: int = 18) -> tuple:
    """A colour moved by at most `by` levels per channel."""
    return tuple(max(0, min(255, c + random.randint(-by, by))) for c in rgb)


def _pixels(points: tuple, size: tuple) -> list:
    return [(x * size[0], y * size[1]) for x, y in points]


def _mask(random: Random, item: Placed, fill: int, size: tuple) -> Image.Image:
    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    outer = _pixels(item.outer, size)
    radius = item.radius * min(size)
    if fill == 2:
        width = max(2, round(radius * random.uniform(0.1, 0.2)))
        pen.line(outer + outer[:2], fill=255, width=width, joint="curve")
        if item.inner:
            inner = _pixels(item.inner, size)
            pen.line(inner + inner[:2], fill=255, width=width, joint="curve")
        return mask
    pen.polygon(outer, fill=255)
    if item.inner:
        pen.polygon(_pixels(item.inner, size), fill=0)
    if fill == 1:
        _stripes(random, pen, item, size)
    return mask


def _stripes(random: Random, pen: ImageDraw.ImageDraw, item: Placed, size: tuple) -> None:
    cx, cy = item.centre[0] * size[0], item.centre[1] * size[1]
    reach = item.radius * max(size) * 1.5
    period = max(4.0, item.radius * min(size) * random.uniform(0.34, 0.5))
    angle = random.uniform(0, math.pi)
    dx, dy = math.cos(angle), math.sin(angle)
    for k in range(-int(reach / period) - 1, int(reach / period) + 2):
        x, y = cx - dy * k * period, cy + dx * k * period
        pen.line(
            [(x - dx * reach, y - dy * reach), (x + dx * reach, y + dy * reach)],
            fill=0,
            width=max(1, round(period * 0.45)),
        )


def _canvas(random: Random, scene: Scene, size: tuple) -> Image.Image:
    rgb = jittered(random, BACKGROUND_RGB[scene.background], 12)
    canvas = Image.new("RGB", size, rgb)
    if random.random() < 0.15:
        other = Image.new("RGB", size, jittered(random, rgb, 14))
        ramp = Image.linear_gradient("L").rotate(90 * random.randrange(4)).resize(size)
        canvas.paste(other, mask=ramp)
    return canvas


def spoil(random: Random, image: Image.Image) -> Image.Image:
    """JPEG compression, noise, gain and blur, each with some probability."""
    if random.random() < 0.08:
        image = image.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.2)))
    if random.random() < 0.35:
        values = np.asarray(image, np.float32) * random.uniform(0.88, 1.08)
        noise = np.random.default_rng(random.getrandbits(32)).standard_normal(
            values.shape, np.float32
        )
        values += noise * random.uniform(0, 12)
        image = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    if random.random() < 0.25:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=random.randint(35, 92))
        image = Image.open(buffer).convert("RGB")
    return image


def paint(random: Random, scene: Scene, placed: list, size: tuple) -> Image.Image:
    """Paints placed objects on a canvas of size (width, height) in pixels."""
    canvas = _canvas(random, scene, size)
    base = {k.colour: jittered(random, RGB[k.colour]) for k in placed}
    edge = random.random() < 0.15 and scene.fill != 2
    for item in placed:
        canvas.paste(base[item.colour], mask=_mask(random, item, scene.fill, size))
        if edge:
            outer = _pixels(item.outer, size)
            width = max(1, round(item.radius * min(size) * random.uniform(0.04, 0.1)))
            ImageDraw.Draw(canvas).line(outer + outer[:2], fill=(25, 25, 25), width=width)
    return canvas


def draw(random: Random, scene: Scene, size: tuple) -> tuple:
    """A training picture of exactly size (width, height), and its placed objects."""
    factor = random.uniform(1.3, 3.0)
    large = (round(size[0] * factor), round(size[1] * factor))
    placed = arrange(random, scene, size[0] / size[1])
    image = paint(random, scene, placed, large)
    return spoil(random, image.resize(size, Image.BICUBIC)), placed
