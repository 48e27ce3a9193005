"""Draws scenes through other code than drawing.py: PIL's own primitives, supersampled.

Used for the shipped samples (`clean`) and for the evaluation's pictures that
the training code did not draw (`foreign`): sizes from 64 to 2 000 pixels, other
line widths and margins, off-white backgrounds, JPEG artefacts, pure colours.
"""

import io
import math
from random import Random

from PIL import Image, ImageDraw
from scenes import Scene

RGB = (
    (255, 0, 0),
    (0, 150, 0),
    (0, 0, 255),
    (255, 225, 0),
    (255, 140, 0),
    (128, 0, 128),
    (255, 120, 190),
    (139, 69, 19),
    (0, 0, 0),
    (255, 255, 255),
    (128, 128, 128),
    (64, 210, 200),
)
BACKGROUND = ((255, 255, 255), (0, 0, 0), (160, 160, 160), (173, 216, 240), (255, 236, 200))
OFF_WHITE = ((250, 250, 247), (244, 246, 248), (248, 246, 240), (255, 255, 255))
GRIDS = {
    2: ((0.3, 0.5), (0.7, 0.5)),
    3: ((0.2, 0.5), (0.5, 0.5), (0.8, 0.5)),
    4: ((0.3, 0.3), (0.7, 0.3), (0.3, 0.7), (0.7, 0.7)),
    5: ((0.22, 0.22), (0.78, 0.22), (0.5, 0.5), (0.22, 0.78), (0.78, 0.78)),
}
POSITIONS = ((0.5, 0.5), (0.0, 0.5), (1.0, 0.5), (0.5, 0.0), (0.5, 1.0))


def _polygon(shape: int, x: float, y: float, r: float) -> list:
    def corner(angle, by):
        return x + by * math.sin(angle), y - by * math.cos(angle)

    if shape == 2:
        return [corner(k * 2 * math.pi / 3, r) for k in range(3)]
    if shape == 3:
        return [corner(k * math.pi / 5, r if k % 2 == 0 else r * 0.4) for k in range(10)]
    if shape == 6:
        return [corner(k * 2 * math.pi / 5, r) for k in range(5)]
    if shape == 4:
        turns = [k * math.pi / 60 for k in range(120)]
        return [
            (
                x + r * math.sin(t) ** 3,
                y
                - r
                / 17
                * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)),
            )
            for t in turns
        ]
    a = r * 0.3
    steps = (
        (-a, -r),
        (a, -r),
        (a, -a),
        (r, -a),
        (r, a),
        (a, a),
        (a, r),
        (-a, r),
        (-a, a),
        (-r, a),
        (-r, -a),
        (-a, -a),
    )
    return [(x + dx, y + dy) for dx, dy in steps]


def _shape(pen: ImageDraw.ImageDraw, shape: int, place: tuple, paint: dict) -> None:
    x, y, r = place
    if shape == 0:
        pen.ellipse((x - r, y - r, x + r, y + r), **paint)
    elif shape == 1:
        s = r * 0.88
        pen.rectangle((x - s, y - s, x + s, y + s), **paint)
    elif "outline" in paint:
        points = _polygon(shape, x, y, r)
        pen.line(points + points[:2], fill=paint["outline"], width=paint["width"], joint="curve")
    else:
        pen.polygon(_polygon(shape, x, y, r), **paint)


def _mask(size: tuple, shape: int, place: tuple, fill: int, stroke: float) -> Image.Image:
    mask = Image.new("L", size, 0)
    pen, (x, y, r) = ImageDraw.Draw(mask), place
    if fill == 2:
        paint = {"outline": 255, "width": max(1, round(r * stroke))}
        for radius in (r, r * 0.6) if shape == 7 else (r,):
            _shape(pen, 0 if shape == 7 else shape, (x, y, radius), paint)
        return mask
    _shape(pen, 0 if shape == 7 else shape, place, {"fill": 255})
    if shape == 7:
        _shape(pen, 0, (x, y, r * 0.6), {"fill": 0})
    if fill == 1:
        for k in range(-6, 7):
            pen.rectangle(
                (x - 2 * r, y + (k - 0.2) * r * 0.42, x + 2 * r, y + (k + 0.25) * r * 0.42), fill=0
            )
    return mask


def _places(scene: Scene, size: tuple, margin: float) -> list:
    w, h = size
    short = min(w, h)
    if scene.is_pair:
        r = 0.18 * short
        spots = ((0.27, 0.5), (0.73, 0.5)) if scene.relation == 0 else ((0.5, 0.27), (0.5, 0.73))
        return [(x * w, y * h, r) for x, y in spots]
    if scene.count > 1:
        r = (0.17, 0.13, 0.16, 0.13)[scene.count - 2] * short
        return [(x * w, y * h, r) for x, y in GRIDS[scene.count]]
    r = (0.24, 0.12, 0.42)[scene.size] * short
    x, y = POSITIONS[scene.position]
    edge = r + margin * short
    return [
        (
            min(max(x * w, edge), w - edge) if scene.position else w / 2,
            min(max(y * h, edge), h - edge) if scene.position else h / 2,
            r,
        )
    ]


def render(
    scene: Scene, size: tuple, background: tuple, stroke: float, margin: float
) -> Image.Image:
    """The scene at size (width, height), supersampled up to three times."""
    factor = max(1, min(3, 2400 // max(size)))
    large = (size[0] * factor, size[1] * factor)
    image = Image.new("RGB", large, background)
    kinds = scene.objects() if scene.is_pair else scene.objects() * scene.count
    for (colour, shape), place in zip(kinds, _places(scene, large, margin)):
        image.paste(RGB[colour], mask=_mask(large, shape, place, scene.fill, stroke))
    return image.resize(size, Image.BOX) if factor > 1 else image


def clean(scene: Scene, size: tuple) -> Image.Image:
    """A plain drawing without any noise."""
    return render(scene, size, BACKGROUND[scene.background], 0.14, 0.06)


def foreign(random: Random, scene: Scene) -> Image.Image:
    """A drawing of random size, line width, margin, off-white ground and file quality."""
    sides = [64, 80, 96, 128, 200, 256, 333, 480, 512, 640, 800, 1024, 1500, 2000]
    width = random.choice(sides)
    ratio = random.choice((1, 1, 1, 4 / 3, 3 / 4, 16 / 9, 9 / 16, 1.2))
    size = (width, max(64, min(2000, round(width / ratio))))
    ground = random.choice(OFF_WHITE) if scene.background == 0 else BACKGROUND[scene.background]
    image = render(scene, size, ground, random.uniform(0.07, 0.25), random.uniform(0.01, 0.1))
    if random.random() < 0.6:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=random.randint(25, 85))
        image = Image.open(buffer).convert("RGB")
    return image
