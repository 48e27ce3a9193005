"""The world of the demonstration model: which scenes exist and how they vary.

A scene is either one to five alike objects or two different objects beside or
above each other. All attributes are small integers (indices into the lists
below), so that a caption's claims and a scene's truth compare as vectors.
"""

from dataclasses import astuple, dataclass, replace
from random import Random

import held_out

SHAPES = ("circle", "square", "triangle", "star", "heart", "cross", "pentagon", "ring")
COLOURS = (
    "red",
    "green",
    "blue",
    "yellow",
    "orange",
    "purple",
    "pink",
    "brown",
    "black",
    "white",
    "grey",
    "turquoise",
)
SIZES = ("medium", "small", "large")
POSITIONS = ("centre", "left", "right", "top", "bottom")
COUNTS = ("pair", "one", "two", "three", "four", "five")
FILLS = ("solid", "striped", "outlined")
BACKGROUNDS = ("white", "black", "grey", "light blue", "cream")
RELATIONS = ("left", "above", "none")
NO_SHAPE, NO_COLOUR, NO_RELATION = len(SHAPES), len(COLOURS), 2

# Number of values of every attribute, in the order of the fields of Scene.
ATTRIBUTE_SIZES = (
    len(SHAPES),
    len(COLOURS),
    len(SIZES),
    len(POSITIONS),
    len(COUNTS),
    len(FILLS),
    len(BACKGROUNDS),
    len(SHAPES) + 1,
    len(COLOURS) + 1,
    len(RELATIONS),
)
(SHAPE, COLOUR, SIZE, POSITION, COUNT, FILL, BACKGROUND, SHAPE2, COLOUR2, RELATION) = range(10)
# The values that go without saying.
DEFAULTS = {SIZE: 0, POSITION: 0, COUNT: 1, FILL: 0, BACKGROUND: 0}

EDIT_KINDS = (
    "colour",
    "shape",
    "size",
    "position",
    "count",
    "background",
    "fill",
    "swap",
    "colour_of",
    "shape_of",
)
_HIDDEN_BY = {8: 1, 9: 0, 10: 2}  # colour index -> background that hides it


@dataclass(frozen=True)
class Scene:
    """Attributes of a scene; for a pair, the first object is the left or upper one."""

    shape: int
    colour: int
    size: int = 0
    position: int = 0
    count: int = 1
    fill: int = 0
    background: int = 0
    shape2: int = NO_SHAPE
    colour2: int = NO_COLOUR
    relation: int = NO_RELATION

    @property
    def is_pair(self) -> bool:
        return self.count == 0

    def vector(self) -> tuple:
        """The ten attributes as integers."""
        return astuple(self)

    def objects(self) -> list:
        """(colour, shape) of each kind of object in the scene."""
        kinds = [(self.colour, self.shape)]
        return kinds + [(self.colour2, self.shape2)] if self.is_pair else kinds


def is_possible(scene: Scene) -> bool:
    """Whether the scene can be drawn and told apart."""
    if any(_HIDDEN_BY.get(c) == scene.background for c, _ in scene.objects()):
        return False
    if scene.is_pair:
        return (scene.colour, scene.shape) != (scene.colour2, scene.shape2)
    if scene.count > 1:
        return scene.size == 0 and scene.position == 0
    return not (scene.size == 2 and scene.position)


def has_held_out_pair(scene: Scene) -> bool:
    """Whether a colour and shape pair of the evaluation occurs."""
    return any(held_out.is_pair(COLOURS[c], SHAPES[s]) for c, s in scene.objects())


def is_held_out(scene: Scene) -> bool:
    """Whether the scene belongs to the evaluation."""
    if has_held_out_pair(scene):
        return True
    key = scene.objects() if scene.is_pair else scene.vector()[:6]
    return held_out.is_tuple(tuple(key))


def _background(random: Random) -> int:
    return 0 if random.random() < 0.55 else random.randrange(1, 5)


def _fill(random: Random) -> int:
    return random.choices((0, 1, 2), (0.72, 0.15, 0.13))[0]


def sample(random: Random) -> Scene:
    """Any possible scene: 38 % one object, 20 % alike, 42 % two different objects."""
    while True:
        scene = _draw_attributes(random)
        if is_possible(scene):
            return scene


def _draw_attributes(random: Random) -> Scene:
    shape, colour = random.randrange(len(SHAPES)), random.randrange(len(COLOURS))
    kind, background = random.random(), _background(random)
    if kind < 0.42:
        return Scene(
            shape,
            colour,
            count=0,
            background=background,
            shape2=random.randrange(len(SHAPES)),
            colour2=random.randrange(len(COLOURS)),
            relation=random.randrange(2),
        )
    if kind < 0.62:
        return Scene(
            shape, colour, count=random.randrange(2, 6), fill=_fill(random), background=background
        )
    size = random.choices((0, 1, 2), (0.55, 0.25, 0.2))[0]
    position = 0 if random.random() < 0.6 else random.randrange(1, 5)
    return Scene(shape, colour, size, position, 1, _fill(random), background)


def sample_where(random: Random, wanted) -> Scene:
    """A possible scene that the predicate accepts."""
    while True:
        scene = sample(random)
        if wanted(scene):
            return scene


def kinds_of_edit(scene: Scene) -> list:
    """The edits that make sense for a scene, with their weights."""
    if scene.is_pair:
        return [("swap", 2), ("background", 1), ("colour_of", 4), ("shape_of", 4)]
    kinds = [("colour", 4), ("shape", 4), ("background", 1.5), ("fill", 1.5)]
    if scene.count > 1 or (scene.size == 0 and scene.position == 0):
        kinds.append(("count", 2))
    if scene.count == 1:
        kinds += [("size", 1.5), ("position", 1.5)]
    return kinds


def _other(random: Random, value: int, size: int, low: int = 0) -> int:
    return random.choice([v for v in range(low, size) if v != value])


def apply_edit(random: Random, scene: Scene, kind: str) -> Scene:
    """The scene with one random change of the given kind (may be impossible)."""
    if kind == "swap":
        return replace(
            scene,
            shape=scene.shape2,
            colour=scene.colour2,
            shape2=scene.shape,
            colour2=scene.colour,
        )
    field, size, low = {
        "colour": ("colour", 12, 0),
        "shape": ("shape", 8, 0),
        "size": ("size", 3, 0),
        "position": ("position", 5, 0),
        "count": ("count", 6, 1),
        "background": ("background", 5, 0),
        "fill": ("fill", 3, 0),
        "colour_of": (random.choice(("colour", "colour2")), 12, 0),
        "shape_of": (random.choice(("shape", "shape2")), 8, 0),
    }[kind]
    return replace(scene, **{field: _other(random, getattr(scene, field), size, low)})


def edit(random: Random, scene: Scene) -> tuple:
    """A possible neighbour one edit away, and the kind of that edit."""
    names, weights = zip(*kinds_of_edit(scene))
    while True:
        chosen = random.choices(names, weights)[0]
        changed = apply_edit(random, scene, chosen)
        if is_possible(changed):
            return changed, chosen
