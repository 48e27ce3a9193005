"""Wordings that turn one scene into another: "the same in blue", "two of them".

Wordings are built from small grammars: a frame (an instruction, a noun phrase
or an adjective) with something before and after it. The evaluation's frames
stand in held_out.py and are never built here.
"""

from random import Random

import outside
import words
from frames import (
    AFTER,
    BEFORE_DO,
    BEFORE_LIKE,
    BEFORE_NOUN,
    CHINESE,
    DO,
    GERMAN,
    LIKE,
    MEANING,
    NOUN,
)
from held_out import Kept
from scenes import NO_SHAPE, Scene


def _reference(random: Random, source: Scene, second: bool) -> str:
    """A phrase that names one object of a pair without doubt."""
    shape, colour = (source.shape2, source.colour2) if second else (source.shape, source.colour)
    noun, tint = words.shape(random, shape), words.colour(random, colour)
    side = (("left", "right"), ("top", "bottom"))[source.relation][second]
    options = [
        f"the {side} one",
        f"the {'second' if second else 'first'} one",
        f"the {tint} {noun}",
        f"the {tint} {noun}",
    ]
    options.append(f"the one {('on the ', 'at the ')[source.relation]}{side}")
    if source.shape != source.shape2:
        options += [f"the {noun}"] * 5
    if source.colour != source.colour2:
        options += [f"the {tint} one"] * 3
    return random.choice(options)


def _pair_slots(random: Random, source: Scene, target: Scene) -> dict:
    second = (source.shape2, source.colour2) != (target.shape2, target.colour2)
    names = [f"the {words.shape(random, s)}" for s in (source.shape, source.shape2)]
    if source.shape == source.shape2:
        names = [f"the {words.colour(random, c)} one" for c in (source.colour, source.colour2)]
    random_order = random.sample(names, 2)
    return {
        "the": _reference(random, source, second),
        "both": random.choice(
            [
                "them",
                "the two",
                "both",
                "the two objects",
                "the objects",
                " and ".join(random_order),
            ]
        ),
        "the_other": names[1],
        "first_place": ("on the left", "at the top")[source.relation],
        "changed": (target.shape2, target.colour2) if second else (target.shape, target.colour),
    }


def _comparative(source: Scene, target: Scene) -> str:
    order = (1, 0, 2)  # medium, small, large
    step = order[target.size] - order[source.size]
    if abs(step) != 1:
        return words.SIZE_WORDS[target.size][0]
    return "bigger" if step > 0 else "smaller"


def _fill_slots(random: Random, source: Scene, target: Scene) -> dict:
    fill = words.pick(random, words.FILL_WORDS[target.fill])
    return {
        "fill": fill,
        "a_fill": words.article(fill),
        "with_fill": ("filled in", "with stripes", "as an outline")[target.fill],
        "do_fill": (
            "remove the stripes" if source.fill == 1 else "fill it in",
            "add stripes",
            "draw only the outline",
        )[target.fill],
    }


def slots(random: Random, source: Scene, target: Scene) -> dict:
    """Everything that a frame may ask for."""
    pair = _pair_slots(random, source, target) if source.is_pair else {}
    shape, colour = pair.get("changed", (target.shape, target.colour))
    noun, tint = words.shape(random, shape), words.colour(random, colour)
    size = words.pick(random, words.SIZE_WORDS[target.size])
    background = words.BACKGROUND_WORDS[target.background]
    count = words.COUNT_WORDS[target.count]
    if target.count == 1:
        count = random.choice(["one", "only one", "just one", "a single one"])
    elif random.random() < 0.1:
        count = str(target.count)
    plural = source.count > 1
    it = random.choice(
        ["them", "these", "them all"]
        if plural
        else ["it", "it", "it", "this", "that", "the " + words.shape(random, source.shape)]
    )
    coloured = f"{tint} {words.shape(random, source.shape, plural)}"
    german_article = "einen" if words.DE_SHAPES[shape % NO_SHAPE][3] == "m" else "ein"
    return {
        **pair,
        **_fill_slots(random, source, target),
        "it": it,
        "colour": tint,
        "a_colour": words.article(tint),
        "shape": noun,
        "a_shape": words.article(noun),
        "size": size,
        "a_size": words.article(size),
        "position": words.pick(random, words.POSITION_WORDS[target.position]),
        "to": words.TO_WORDS[target.position],
        "count": count,
        "background": background,
        "a_background": words.article(background),
        "comparative": _comparative(source, target),
        "a_coloured_shape": coloured if plural else words.article(coloured),
        "them": random.choice(["them", "them", "these", "those", "it", "this"]),
        "shapes": words.shape(random, target.shape, target.count > 1),
        "de_colour": words.DE_COLOURS[colour % 12],
        "de_shape": f"{german_article} {words.DE_SHAPES[shape % 8][0]}",
        "de_count": words.DE_COUNTS[target.count],
        "de_size": words.DE_SIZES[target.size],
        "de_background": words.DE_BACKGROUNDS[target.background],
        "zh_colour": words.ZH_COLOURS[colour % 12],
        "zh_shape": words.ZH_SHAPES[shape % 8],
        "zh_count": words.ZH_COUNTS[target.count],
        "zh_size": words.ZH_SIZES[target.size],
        "zh_background": words.ZH_BACKGROUNDS[target.background],
    }


def frame(random: Random, kind: str) -> str:
    """A frame with its beginning and end."""
    table, before, chance = random.choices(
        [(DO, BEFORE_DO, 0.45), (NOUN, BEFORE_NOUN, 0.6), (LIKE, BEFORE_LIKE, 0.9)],
        (0.36, 0.24, 0.40),
    )[0]
    start = random.choice(before) if random.random() < chance else ""
    return start + random.choice(table[kind]) + random.choice(AFTER)


def loosened(random: Random, text: str) -> str:
    """The frame with other or no words where only the tone changes.

    Teaches that the named things count, not the frame around them, which is what
    wordings never seen before need.
    """
    out = []
    for word in text.split():
        if "{" in word or word.strip(",.").lower() in MEANING or random.random() < 0.4:
            out.append(word)
        elif random.random() < 0.75:
            out.append(outside.any_word(random))
    return " ".join(out)


def wording(random: Random, source: Scene, target: Scene, kind: str) -> str:
    """A training wording, with the odd capital, final mark or other language."""
    values, language = slots(random, source, target), random.random()
    foreign = {0: GERMAN, 1: CHINESE}.get(int(language / 0.08), {})
    if kind in foreign:
        text = random.choice(foreign[kind]).format(**values)
    else:
        text = frame(random, kind)
        text = (loosened(random, text) if random.random() < 0.3 else text).format(**values)
    text = text.strip()
    chance = random.random()
    if chance < 0.15:
        text = text[:1].upper() + text[1:]
    elif chance < 0.18:
        text = text.upper()
    return text + (random.choice([".", ".", "!", "?"]) if random.random() < 0.12 else "")


def kept_wording(random: Random, change: tuple, kept: Kept) -> str:
    """A wording of the evaluation for change = (source, target, kind)."""
    source, target, kind = change
    return random.choice(kept.edits[kind]).format(**slots(random, source, target))
