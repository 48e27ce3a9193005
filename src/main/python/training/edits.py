"""Wordings that turn one scene into another: "the same in blue", "two of them".

Wordings are built from small grammars: a frame (an instruction, a noun phrase
or an adjective) with something before and after it. The evaluation's frames
stand in held_out.py and are never built here.
"""

from random import Random

import outside
import words
from held_out import Kept
from scenes import NO_SHAPE, Scene

# Frames per kind: "do" are instructions, "noun" noun phrases, "like" adjectives.
DO = {
    "colour": [
        "make {it} {colour}",
        "paint {it} {colour}",
        "colour {it} {colour}",
        "color {it} {colour}",
        "turn {it} {colour}",
        "change {it} to {colour}",
        "change the colour to {colour}",
        "set the colour to {colour}",
        "recolour {it} in {colour}",
        "switch the colour to {colour}",
        "replace the colour with {colour}",
        "use {colour}",
        "draw {it} in {colour}",
        "make the colour {colour}",
        "show {it} in {colour}",
        "use {colour} for {it}",
        "let {it} be {colour}",
        "swap the colour for {colour}",
        "have {it} in {colour}",
    ],
    "shape": [
        "make {it} {a_shape}",
        "turn {it} into {a_shape}",
        "change {it} to {a_shape}",
        "change {it} into {a_shape}",
        "change the shape to {a_shape}",
        "replace {it} with {a_shape}",
        "swap {it} for {a_shape}",
        "use {a_shape}",
        "draw {a_shape}",
        "set the shape to {a_shape}",
        "let {it} be {a_shape}",
        "show {a_shape}",
        "make the shape {a_shape}",
        "use {a_shape} for {it}",
        "switch the shape to {a_shape}",
        "have {a_shape}",
    ],
    "size": [
        "make {it} {size}",
        "draw {it} {size}",
        "change the size to {size}",
        "set the size to {size}",
        "turn {it} {size}",
        "let {it} be {size}",
        "show {it} {size}",
        "change {it} to {size}",
    ],
    "position": [
        "move {it} {to}",
        "put {it} {position}",
        "place {it} {position}",
        "push {it} {to}",
        "set {it} {position}",
        "draw {it} {position}",
        "slide {it} {to}",
        "show {it} {position}",
        "let {it} be {position}",
        "bring {it} {to}",
    ],
    "count": [
        "make it {count}",
        "draw {count} of {them}",
        "show {count} of {them}",
        "draw {count}",
        "make {count} of {them}",
        "change the number to {count}",
        "use {count}",
        "have {count} of {them}",
        "put {count} of {them}",
        "let there be {count}",
        "set the number to {count}",
        "make that {count}",
    ],
    "background": [
        "make the background {background}",
        "change the background to {background}",
        "put {it} on {background}",
        "put {it} on {a_background} background",
        "use {a_background} background",
        "paint the background {background}",
        "set the background to {background}",
        "turn the background {background}",
        "draw {it} on {background}",
        "show {it} on {a_background} background",
        "colour the background {background}",
        "let the background be {background}",
    ],
    "fill": [
        "make {it} {fill}",
        "draw {it} {fill}",
        "turn {it} {fill}",
        "show {it} {fill}",
        "change {it} to {fill}",
        "let {it} be {fill}",
        "{do_fill}",
    ],
    "swap": [
        "swap {both}",
        "switch {both}",
        "exchange {both}",
        "swap places",
        "switch places",
        "swap the positions of {both}",
        "reverse the order",
        "turn the order around",
        "flip the order",
        "change places",
        "put {the_other} {first_place}",
        "exchange the positions",
        "switch the order of {both}",
        "mirror {both}",
        "swap {both} around",
        "make {both} switch places",
        "let {both} change places",
    ],
    "colour_of": [
        "make {the} {colour}",
        "paint {the} {colour}",
        "colour {the} {colour}",
        "turn {the} {colour}",
        "change {the} to {colour}",
        "draw {the} in {colour}",
        "change the colour of {the} to {colour}",
        "recolour {the} in {colour}",
        "let {the} be {colour}",
        "use {colour} for {the}",
        "show {the} in {colour}",
        "set the colour of {the} to {colour}",
        "replace {the} with {a_colour} one",
        "swap {the} for {a_colour} one",
        "have {the} in {colour}",
    ],
    "shape_of": [
        "make {the} {a_shape}",
        "turn {the} into {a_shape}",
        "change {the} to {a_shape}",
        "change {the} into {a_shape}",
        "replace {the} with {a_shape}",
        "swap {the} for {a_shape}",
        "let {the} be {a_shape}",
        "use {a_shape} for {the}",
        "draw {a_shape} instead of {the}",
        "put {a_shape} where {the} is",
        "replace {the} by {a_shape}",
        "exchange {the} for {a_shape}",
    ],
}
NOUN = {
    "colour": [
        "{a_colour} one",
        "{a_colour} version",
        "the {colour} one",
        "{a_colour} one of this",
        "the {colour} version",
        "{a_coloured_shape}",
        "{a_colour} one like this",
        "the colour {colour}",
    ],
    "shape": [
        "{a_shape}",
        "{a_shape} of the same colour",
        "{a_shape} like this",
        "{a_shape} in the same colour",
        "the {shape} version",
        "the same as {a_shape}",
    ],
    "size": ["{a_size} one", "{a_size} version", "the {size} one"],
    "position": ["one {position}"],
    "count": [
        "{count} of {them}",
        "{count} of {them}",
        "{count}",
        "{count} {shapes}",
        "{count} like this",
        "{count} pieces",
        "{count} of the same",
    ],
    "background": [
        "{a_background} background",
        "one on {background}",
        "one on {a_background} background",
    ],
    "fill": ["{a_fill} one", "{a_fill} version", "the {fill} one"],
    "swap": ["the other order", "the opposite order", "{the_other} {first_place}"],
    "colour_of": ["{the} in {colour}", "{a_colour} one instead of {the}", "{colour} for {the}"],
    "shape_of": [
        "{a_shape} instead of {the}",
        "{a_shape} in place of {the}",
        "{the} as {a_shape}",
        "{a_shape} for {the}",
        "{a_shape}, not {the}",
    ],
}
LIKE = {
    "colour": ["in {colour}", "in {colour}", "{colour}", "with {colour}"],
    "shape": ["as {a_shape}", "with {a_shape}", "{a_shape}"],
    "size": ["{size}", "{comparative}", "{comparative}", "in {size}"],
    "position": ["{position}", "{to}"],
    "count": ["with {count}", "{count}", "{count} times", "{count} of {them}"],
    "background": [
        "on {background}",
        "on {a_background} background",
        "with {a_background} background",
        "in front of {background}",
    ],
    "fill": ["{fill}", "{with_fill}"],
    "swap": [
        "swapped",
        "the other way round",
        "the other way around",
        "with the order reversed",
        "in the other order",
        "in reverse",
        "with {both} swapped",
        "with places swapped",
        "flipped",
        "in the opposite order",
    ],
    "colour_of": [
        "with {the} in {colour}",
        "with {the} {colour}",
        "{the} {colour}",
        "{the} in {colour}",
        "{the} is {colour}",
        "with {colour} for {the}",
        "{the} should be {colour}",
    ],
    "shape_of": [
        "with {a_shape} instead of {the}",
        "with {the} as {a_shape}",
        "{the} is {a_shape}",
        "{the} should be {a_shape}",
        "{the} becomes {a_shape}",
        "with {a_shape} in place of {the}",
        "{a_shape} instead of {the}",
    ],
}
GERMAN = {
    "colour": [
        "dasselbe in {de_colour}",
        "mach es {de_colour}",
        "aber in {de_colour}",
        "jetzt {de_colour}",
        "in {de_colour} bitte",
        "ändere die Farbe zu {de_colour}",
        "lieber {de_colour}",
    ],
    "shape": [
        "stattdessen {de_shape}",
        "mach daraus {de_shape}",
        "aber {de_shape}",
        "jetzt {de_shape}",
        "lieber {de_shape}",
    ],
    "count": ["{de_count} davon", "aber {de_count}", "dasselbe mit {de_count}"],
    "size": ["mach es {de_size}", "dasselbe in {de_size}", "aber {de_size}"],
    "background": ["auf {de_background} Hintergrund", "dasselbe auf {de_background} Hintergrund"],
    "swap": ["vertausche die beiden", "andersherum", "tausche sie"],
}
CHINESE = {
    "colour": ["换成{zh_colour}", "变成{zh_colour}", "同样的,但是{zh_colour}", "改成{zh_colour}"],
    "shape": ["换成{zh_shape}", "变成{zh_shape}", "改成{zh_shape}", "同样颜色的{zh_shape}"],
    "count": ["{zh_count}", "换成{zh_count}", "同样的,但是{zh_count}"],
    "size": ["变{zh_size}", "{zh_size}一点", "换成{zh_size}的"],
    "background": ["{zh_background}背景", "换成{zh_background}背景"],
    "swap": ["交换位置", "换一下顺序"],
}
BEFORE_DO = [
    "",
    "",
    "",
    "",
    "please ",
    "now ",
    "can you ",
    "could you ",
    "ok, ",
    "and ",
    "then ",
    "just ",
    "i want you to ",
    "same but ",
    "would you ",
    "keep the rest and ",
    "but ",
    "let us ",
    "so ",
    "do the same but ",
]
BEFORE_NOUN = [
    "",
    "",
    "i want ",
    "i would like ",
    "show me ",
    "give me ",
    "find ",
    "what about ",
    "how about ",
    "but ",
    "now ",
    "maybe ",
    "the same but ",
    "rather ",
    "i need ",
    "do you have ",
    "is there ",
    "better ",
    "make it ",
    "this but ",
    "i am looking for ",
    "same, but ",
    "can i have ",
    "let me see ",
]
BEFORE_LIKE = [
    "the same ",
    "the same ",
    "the same but ",
    "but ",
    "now ",
    "",
    "same thing ",
    "this ",
    "this one ",
    "just like this but ",
    "it should be ",
    "same ",
    "only ",
    "the same picture ",
    "the same thing but ",
    "exactly this but ",
    "i want it ",
    "i want the same ",
    "like this but ",
    "the same one ",
    "keep it but ",
    "show it ",
    "one like this but ",
    "what about ",
    "this, but ",
    "as before but ",
    "the same image ",
    "maybe ",
    "i would like it ",
    "could it be ",
    "similar but ",
    "how about the same ",
    "identical but ",
    "it but ",
]
# Words of a frame that carry its meaning; `loosened` leaves them alone.
MEANING = frozenset(
    """a an the in on of for as with into to by not instead where place is it one
    them background stripes swap swapped switch exchange order reverse reversed flip flipped mirror
    places positions around other way version like""".split()
)
AFTER = [""] * 9 + [
    " instead",
    " instead",
    " please",
    " now",
    " this time",
    " thanks",
    " and keep the rest",
    ", nothing else",
    " if you can",
    " then",
    " for me",
]


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
