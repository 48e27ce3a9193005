"""Everything that is kept for the evaluation and must never be used in training.

One place for all of it: colour and shape pairs, attribute tuples, caption
templates, edit wordings, and kinds of texts and pictures outside the model's
world. `src/test/python/test_demonstration_held_out.py` checks that the training generators
never produce any of them.
"""

import zlib
from dataclasses import dataclass

# Colour and shape pairs that no training picture, caption or edit contains.
PAIRS = frozenset(
    {
        ("red", "star"),
        ("orange", "circle"),
        ("blue", "triangle"),
        ("green", "heart"),
        ("yellow", "square"),
        ("purple", "cross"),
        ("pink", "pentagon"),
        ("brown", "ring"),
        ("black", "circle"),
        ("white", "star"),
        ("grey", "triangle"),
        ("turquoise", "square"),
    }
)

# Share of the remaining attribute tuples that is held out, in percent.
TUPLE_PERCENT = 8


@dataclass(frozen=True)
class Kept:
    """Wordings for the evaluation; the slots are those of captions.py and edits.py."""

    captions: dict
    pairs: dict
    edits: dict


# Measured during development: training was changed twice after looking at its figures.
FIRST = Kept(
    captions={
        "en": [
            "somebody drew {np}",
            "the picture has {np} in it",
            "{det} {noun} coloured {colour}",
            "what we have here is {np}",
        ],
        "de": ["eine Grafik, die {acc} zeigt"],
        "zh": ["图中有{np}"],
    },
    pairs={
        "en": {
            "left": [
                "{a} with {b} to its right",
                "{b}, and left of it {a}",
                "{a} comes first, then {b}",
            ],
            "above": ["{a} with {b} underneath it", "{b}, and over it {a}"],
        },
    },
    edits={
        "colour": [
            "turn the colour into {colour}",
            "let us try {colour}",
            "i would prefer {colour}",
            "give it a {colour} colour",
            "the very same, only {colour}",
        ],
        "shape": [
            "turn the shape into {a_shape}",
            "i would prefer {a_shape}",
            "let us try {a_shape}",
            "the very same, only {a_shape}",
        ],
        "size": ["the very same, only {size}", "i would prefer it {size}", "give it a {size} size"],
        "position": [
            "shift it {to}",
            "i would prefer it {position}",
            "the very same, only {position}",
        ],
        "count": [
            "i would prefer {count}",
            "i need {count} copies",
            "the very same, only {count} of them",
        ],
        "background": [
            "i would prefer {a_background} background",
            "give it {a_background} background",
            "the very same, only on {background}",
        ],
        "fill": [
            "i would prefer it {fill}",
            "the very same, only {fill}",
            "turn it into {a_fill} one",
        ],
        "swap": ["let the two trade places", "i would prefer them swapped"],
        "colour_of": [
            "i would prefer {the} in {colour}",
            "the very same, only with {the} in {colour}",
            "give {the} a {colour} colour",
        ],
        "shape_of": [
            "i would prefer {a_shape} for {the}",
            "the very same, only with {the} as {a_shape}",
            "turn {the} to {a_shape}",
        ],
    },
)

# Written after training had ended and measured once.
SECOND = Kept(
    captions={
        "en": [
            "my drawing contains {np}",
            "could you sketch {np}",
            "{np} in the frame",
            "{det} {noun} of {colour} colour",
        ]
    },
    pairs={
        "en": {
            "left": [
                "{a} standing to the left of {b}",
                "first {a} and after it {b}",
                "{b} further right than {a}",
            ],
            "above": ["{a} higher than {b}", "{b} lower than {a}", "{a} floating over {b}"],
        }
    },
    edits={
        "colour": ["try {colour} for a change", "go with {colour}", "{colour} would be nicer"],
        "shape": ["try {a_shape} for a change", "go with {a_shape}", "{a_shape} would be nicer"],
        "size": ["{size} would be nicer", "go with {a_size} one"],
        "position": ["nudge it {to}", "{position} would be nicer"],
        "count": ["{count} would be nicer", "go with {count} of them"],
        "background": ["go with {a_background} background", "{background} behind it"],
        "fill": ["{fill} would be nicer", "go with {a_fill} one"],
        "swap": ["trade their positions", "turn the pair around"],
        "colour_of": [
            "{the} would be nicer in {colour}",
            "go with {colour} for {the}",
            "try {the} in {colour}",
        ],
        "shape_of": [
            "{the} would be nicer as {a_shape}",
            "go with {a_shape} for {the}",
            "try {a_shape} instead of {the}",
        ],
    },
)

# Kinds of texts and pictures outside the world (see outside.py).
OUTSIDE_TEXTS = frozenset({"recipe", "law", "sport", "spanish", "sql", "url"})
OUTSIDE_PICTURES = frozenset({"checkerboard", "photograph", "plasma", "text_page"})


def is_pair(colour: str, shape: str) -> bool:
    """Whether this colour and shape belong to the evaluation."""
    return (colour, shape) in PAIRS


def is_tuple(attributes: tuple) -> bool:
    """Whether this attribute tuple belongs to the evaluation (a fixed hash)."""
    return zlib.crc32(repr(attributes).encode()) % 100 < TUPLE_PERCENT


# Sentences outside the world, for the evaluation only.
OUTSIDE_SENTENCES = (
    "the weather in Paris",
    "a red fire engine",
    "the blue whale is the largest animal",
    "a yellow submarine",
    "Black Friday discounts",
    "my orange juice is cold",
    "a green parrot on a branch",
    "the White House in Washington",
    "ten grey wolves",
    "how to tie a knot",
    "The meaning of life",
    "Shakespeare's sonnets",
    "the president gave a speech",
    "tickets for the opera",
    "a woman reading on a sofa",
    "a bowl of strawberries",
    "an aeroplane over the Alps",
    "Kubernetes pod restarts",
    "import numpy as np",
    "3.14159265",
    "Napoleon Bonaparte",
    "Wie spät ist es?",
    "明天会下雨吗",
    "この映画は面白い",
    "Quel temps fait-il à Lyon ?",
    "annual financial report 2024",
    "dentist appointment",
    "broken washing machine",
    "the theory of relativity",
    "a tiny mouse eats cheese",
)
