"""Captions of scenes in English, German and Chinese, with what they claim.

A claim is a vector of one value per attribute; -1 leaves the attribute free.
An attribute that goes unsaid counts as its default when the scene has the
default, and as free otherwise. A caption with several readings ("a circle and
a square") has several claims and contradicts a scene only if all of them do.
"""

from dataclasses import replace
from random import Random

import outside
import words
from held_out import Kept
from scenes import (
    BACKGROUND,
    COLOUR,
    COLOUR2,
    DEFAULTS,
    FILL,
    POSITION,
    RELATION,
    SHAPE,
    SHAPE2,
    SIZE,
    Scene,
)

TEMPLATES = {
    "en": ["{np}"] * 8
    + [
        "a picture of {np}",
        "an image of {np}",
        "a drawing of {np}",
        "there is {np}",
        "this is {np}",
        "this shows {np}",
        "here you see {np}",
        "you can see {np}",
        "{np} is shown",
        "{np} can be seen here",
        "a photo of {np}",
        "show me {np}",
        "find {np}",
        "i am looking for {np}",
        "an illustration of {np}",
        "the image shows {np}",
        "a picture with {np}",
        "a sketch of {np}",
        "it is {np}",
        "the picture shows {np}",
        "where is {np}",
        "{np}, drawn simply",
    ],
    "de": [
        "{nom}",
        "{nom}",
        "{nom}",
        "ein Bild mit {dat}",
        "hier ist {nom}",
        "das Bild zeigt {acc}",
        "ich suche {acc}",
        "eine Zeichnung von {dat}",
        "man sieht {acc}",
    ],
    "zh": ["{np}", "{np}", "这是{np}", "一张{np}的图片", "图片上是{np}", "画着{np}", "请找{np}"],
}
SPECIAL = [
    "{det} {noun} in {colour}",
    "{det} {noun} that is {colour}",
    "{colour} {noun}",
    "{noun}, {colour}",
    "{colour} {noun}",
    "{det} {colour} coloured {noun}",
]
PAIR_TEMPLATES = {
    "en": {
        "left": [
            "{a} left of {b}",
            "{a} to the left of {b}",
            "{b} right of {a}",
            "{b} to the right of {a}",
            "{a} is left of {b}",
            "{b} is to the right of {a}",
            "on the left {a}, on the right {b}",
            "left: {a}, right: {b}",
            "{a} on the left and {b} on the right",
            "{a} on the left side of {b}",
            "{b} on the right, {a} on the left",
            "to the left of {b} there is {a}",
            "{a} has {b} on its right side",
            "{b} has {a} on its left side",
            "{a}; {b} is right of it",
            "{b}; {a} is left of it",
            "{a} and on its right {b}",
            "{b} and on its left {a}",
            "{a} is followed by {b}",
        ],
        "above": [
            "{a} above {b}",
            "{b} below {a}",
            "{b} under {a}",
            "{a} over {b}",
            "{a} is above {b}",
            "{b} is below {a}",
            "{b} beneath {a}",
            "at the top {a}, at the bottom {b}",
            "{a} on top of {b}",
            "{a} at the top and {b} at the bottom",
            "top: {a}, bottom: {b}",
            "below {a} there is {b}",
            "{a} has {b} below it",
            "{b} has {a} above it",
            "{a}; {b} is under it",
            "{b}; {a} is on top of it",
            "{a} and below it {b}",
            "{b} and above it {a}",
        ],
        "any": ["{a} and {b}", "{b} and {a}", "{a} next to {b}", "{b} with {a}"],
    },
    "de": {
        "left": [
            "{nom_a} links von {dat_b}",
            "{nom_b} rechts von {dat_a}",
            "links {nom_a}, rechts {nom_b}",
        ],
        "above": ["{nom_a} über {dat_b}", "{nom_b} unter {dat_a}", "oben {nom_a}, unten {nom_b}"],
        "any": ["{nom_a} und {nom_b}", "{nom_b} neben {dat_a}"],
    },
    "zh": {
        "left": ["{a}在{b}左边", "{b}在{a}右边", "左边是{a},右边是{b}"],
        "above": ["{a}在{b}上面", "{b}在{a}下面", "上面是{a},下面是{b}"],
        "any": ["{a}和{b}"],
    },
}
SAID = {SIZE: 0.8, POSITION: 0.75, FILL: 0.85, BACKGROUND: 0.65}
SAID_DEFAULT = {SIZE: 0.02, POSITION: 0.04, FILL: 0.03, BACKGROUND: 0.05}


def said_attributes(random: Random, scene: Scene) -> set:
    """Which of the optional attributes a caption mentions."""
    vector, said = scene.vector(), set()
    for at, default in ((SIZE, 0), (POSITION, 0), (FILL, 0), (BACKGROUND, 0)):
        chance = SAID_DEFAULT[at] if vector[at] == default else SAID[at]
        if random.random() < chance and not (
            (scene.is_pair or scene.count > 1) and at in (SIZE, POSITION)
        ):
            said.add(at)
    return said - ({FILL} if scene.is_pair else set())


def claim(scene: Scene, said: set, left_out: set = frozenset()) -> tuple:
    """The caption's claim: -1 where the scene may differ."""
    vector = list(scene.vector())
    for at, default in DEFAULTS.items():
        if at not in said and vector[at] != default and at in (SIZE, POSITION, FILL, BACKGROUND):
            vector[at] = -1
    for at in left_out:
        vector[at] = -1
    return tuple(vector)


# English -------------------------------------------------------------------


def _adjectives(random: Random, scene: Scene, said: set) -> list:
    parts = []
    if SIZE in said:
        parts.append(words.pick(random, words.SIZE_WORDS[scene.size]))
    if FILL in said:
        parts.append(words.pick(random, words.FILL_WORDS[scene.fill], 0.85))
    return parts


def _determined(random: Random, scene: Scene, phrase: str) -> str:
    if scene.count <= 1:
        return words.article(phrase)
    number = words.COUNT_WORDS[scene.count] if random.random() < 0.85 else str(scene.count)
    return f"{number} {phrase}"


def _tail(random: Random, scene: Scene, said: set) -> str:
    tail = ""
    if POSITION in said:
        tail += " " + words.pick(random, words.POSITION_WORDS[scene.position])
    if BACKGROUND in said:
        name = words.BACKGROUND_WORDS[scene.background]
        tail += random.choice(
            [
                f" on {name}",
                f" on a {name} background",
                f" with a {name} background",
                f" on a {name} background",
            ]
        )
    return tail


def _english(random: Random, scene: Scene, said: set, left_out: set, template: str) -> str:
    noun = words.shape(random, scene.shape, scene.count > 1)
    if SHAPE in left_out:
        noun = random.choice(["shapes", "things"] if scene.count > 1 else ["shape", "thing", "one"])
    colour = words.colour(random, scene.colour)
    before = _adjectives(random, scene, said)
    if "{noun}" in template:
        joined = " ".join(before + [noun])
        det = _determined(random, scene, joined)[: -len(joined)].strip()
        if template.startswith("{det} {colour}"):
            det = _determined(random, scene, colour)[: -len(colour)].strip()
        text = template.format(det=det, noun=joined, colour=colour)
        return text + _tail(random, scene, said)
    middle = [] if COLOUR in left_out else [colour]
    phrase = _determined(random, scene, " ".join(before + middle + [noun]))
    return template.format(np=phrase + _tail(random, scene, said))


# German and Chinese --------------------------------------------------------


def german(random: Random, scene: Scene, said: set, case: str) -> str:
    """A noun phrase in the nominative, accusative or dative."""
    noun, plural, dative_plural, gender = words.DE_SHAPES[scene.shape]
    if scene.count > 1:
        ending = "en" if case == "dat" else "e"
        head, noun = words.DE_COUNTS[scene.count], dative_plural if case == "dat" else plural
    else:
        head = {"dat": "einem"}.get(case, "einen" if case == "acc" and gender == "m" else "ein")
        ending = {
            "nom": {"m": "er", "n": "es"}[gender],
            "dat": "en",
            "acc": "en" if gender == "m" else "es",
        }[case]
    stems = (
        ([words.DE_SIZES[scene.size]] if SIZE in said else [])
        + (["gestreift"] if FILL in said and scene.fill == 1 else [])
        + [words.DE_COLOURS[scene.colour]]
    )
    bent = [
        s if s in ("lila", "rosa") else (s.rstrip("e") if s == "orange" else s) + ending
        for s in stems
    ]
    text = " ".join([head, *bent, noun])
    if POSITION in said:
        text += " " + words.DE_POSITIONS[scene.position]
    if BACKGROUND in said:
        text += f" auf {words.DE_BACKGROUNDS[scene.background]} Hintergrund"
    return text


def chinese(random: Random, scene: Scene, said: set) -> str:
    """A Chinese noun phrase."""
    size = f"{words.ZH_SIZES[scene.size]}的" if SIZE in said else ""
    fill = "条纹的" if FILL in said and scene.fill == 1 else ""
    text = (
        f"{words.ZH_COUNTS[max(1, scene.count)]}{size}{fill}{words.ZH_COLOURS[scene.colour]}的"
        f"{words.ZH_SHAPES[scene.shape]}"
    )
    if POSITION in said:
        text = words.ZH_POSITIONS[scene.position] + "的" + text
    if BACKGROUND in said:
        text = words.ZH_BACKGROUNDS[scene.background] + "背景上的" + text
    return text


def _phrases(random: Random, scene: Scene, said: set, language: str) -> dict:
    if language == "zh":
        return {"np": chinese(random, scene, said)}
    return {case: german(random, scene, said, case) for case in ("nom", "acc", "dat")}


# The two kinds of scene ----------------------------------------------------


def _of_one_kind(random: Random, scene: Scene, language: str, unseen: Kept | None) -> tuple:
    said, left_out = said_attributes(random, scene), set()
    if language != "en":
        said -= {FILL} if scene.fill == 2 else set()
        pool = unseen.captions if unseen else TEMPLATES
        template = random.choice(pool[language])
        return template.format(**_phrases(random, scene, said, language)), [claim(scene, said)]
    template = random.choice((unseen.captions if unseen else TEMPLATES)["en"])
    if not unseen and random.random() < 0.16:
        template = random.choice(SPECIAL)
        if scene.count > 1 and "{det}" not in template:
            template = SPECIAL[0]
    if not unseen and "{np}" in template and random.random() < 0.06:
        left_out = {random.choice((SHAPE, COLOUR))}
    if scene.count > 1:
        template = template.replace(" is ", " are ") if not unseen else template
    return _english(random, scene, said, left_out, template), [claim(scene, said, left_out)]


def _halves(scene: Scene) -> tuple:
    plain = Scene(scene.shape, scene.colour)
    return plain, replace(plain, shape=scene.shape2, colour=scene.colour2)


def swapped(claimed: tuple) -> tuple:
    """The claim of a pair with its objects exchanged."""
    out = list(claimed)
    out[SHAPE], out[SHAPE2] = claimed[SHAPE2], claimed[SHAPE]
    out[COLOUR], out[COLOUR2] = claimed[COLOUR2], claimed[COLOUR]
    return tuple(out)


def _of_pair(random: Random, scene: Scene, language: str, unseen: Kept | None) -> tuple:
    said = said_attributes(random, scene)
    relation = "left" if scene.relation == 0 else "above"
    claimed = claim(scene, said)
    claims = [claimed]
    pool = unseen.pairs if unseen and language == "en" else PAIR_TEMPLATES
    if not unseen and random.random() < 0.12:
        relation = "any"
        free = claimed[:RELATION] + (-1,)
        claims = [free, swapped(free)]
    template, (a, b) = random.choice(pool[language][relation]), _halves(scene)
    if language == "de":
        slots = {
            f"{case}_{k}": german(random, half, set(), case)
            for k, half in (("a", a), ("b", b))
            for case in ("nom", "dat")
        }
    elif language == "zh":
        slots = {k: chinese(random, half, set()) for k, half in (("a", a), ("b", b))}
    else:
        slots = {
            k: _english(random, half, set(), set(), "{np}") for k, half in (("a", a), ("b", b))
        }
        if not unseen and random.random() < 0.12:
            slots = {
                k: v.replace("an ", "the ", 1)
                if v.startswith("an ")
                else v.replace("a ", "the ", 1)
                for k, v in slots.items()
            }
    text = template.format(**slots)
    if BACKGROUND in said:
        text += {
            "en": _tail(random, scene, {BACKGROUND}),
            "zh": "",
            "de": f" auf {words.DE_BACKGROUNDS[scene.background]} Hintergrund",
        }[language]
        if language == "zh":
            text = words.ZH_BACKGROUNDS[scene.background] + "背景上," + text
    if language == "en" and not unseen and random.random() < 0.15:
        text = random.choice(
            ["a picture of {}", "there is {}", "this shows {}", "show me {}", "an image with {}"]
        ).format(text)
    return text, claims


def finish(random: Random, text: str) -> str:
    """Words before it, capitals, final marks and the odd typing error."""
    if random.random() < 0.08:
        extra = " ".join(outside.any_word(random) for _ in range(random.randint(1, 3)))
        text = f"{extra} {text}"
    chance = random.random()
    if chance < 0.12:
        text = text[:1].upper() + text[1:]
    elif chance < 0.15:
        text = text.upper()
    chance = random.random()
    if chance < 0.1:
        text += random.choice([".", ".", "!", "?"])
    if random.random() < 0.03 and len(text) > 8:
        at = random.randrange(2, len(text) - 2)
        text = text[:at] + text[at + 1 :]
    return text


def caption(random: Random, scene: Scene, language: str = "", unseen: Kept | None = None) -> tuple:
    """A caption and its claims; `unseen` takes kept templates, unvaried."""
    language = language or random.choices(("en", "de", "zh"), (0.70, 0.16, 0.14))[0]
    make = _of_pair if scene.is_pair else _of_one_kind
    text, claims = make(random, scene, language, unseen)
    return (text if unseen else finish(random, text)), claims
