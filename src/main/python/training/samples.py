"""Draws the shipped sample pictures and lists them in samples.json."""

from pathlib import Path

import export
import plain
from scenes import COLOURS, SHAPES, Scene


def _scene(colour: str, shape: str, **more) -> Scene:
    return Scene(SHAPES.index(shape), COLOURS.index(colour), **more)


PICTURES = {
    "red_circle": ("a red circle", _scene("red", "circle"), (448, 448)),
    "red_square": ("a red square", _scene("red", "square"), (448, 448)),
    "blue_circle": ("a blue circle", _scene("blue", "circle"), (448, 448)),
    "two_red_circles": ("two red circles", _scene("red", "circle", count=2), (640, 480)),
    "small_green_star": ("a small green star", _scene("green", "star", size=1), (320, 320)),
    "yellow_heart": ("a yellow heart", _scene("yellow", "heart"), (224, 224)),
    "blue_square_left_of_red_circle": (
        "a blue square left of a red circle",
        _scene(
            "blue",
            "square",
            count=0,
            shape2=SHAPES.index("circle"),
            colour2=COLOURS.index("red"),
            relation=0,
        ),
        (640, 480),
    ),
    "black_triangle": ("a black triangle", _scene("black", "triangle"), (336, 448)),
}
COMPOSED = (
    ("red_circle", "the same in blue", "blue_circle"),
    ("red_circle", "two of them", "two_red_circles"),
    ("red_circle", "a square instead", "red_square"),
)


def write_samples(folder: Path) -> None:
    """Writes the PNG files and samples.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (_, scene, size) in PICTURES.items():
        plain.clean(scene, size).save(folder / f"{name}.png", optimize=True)
    export.write_json(
        folder / "samples.json",
        {
            "pictures": [
                {"file": f"{name}.png", "caption": text} for name, (text, _, _) in PICTURES.items()
            ],
            "composed": [
                {"picture": f"{a}.png", "text": text, "expected": f"{b}.png"}
                for a, text, b in COMPOSED
            ],
        },
    )
