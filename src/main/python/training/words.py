"""The words for every attribute in English, German and Chinese."""

from random import Random

from scenes import COLOURS, SHAPES

SHAPE_WORDS = {
    "circle": ("circle", "disc", "dot"),
    "square": ("square", "box"),
    "triangle": ("triangle",),
    "star": ("star",),
    "heart": ("heart",),
    "cross": ("cross", "plus sign"),
    "pentagon": ("pentagon",),
    "ring": ("ring", "hoop"),
}
COLOUR_WORDS = {
    "red": ("red", "crimson", "scarlet"),
    "green": ("green",),
    "blue": ("blue", "navy"),
    "yellow": ("yellow", "golden"),
    "orange": ("orange",),
    "purple": ("purple", "violet"),
    "pink": ("pink", "rose"),
    "brown": ("brown",),
    "black": ("black",),
    "white": ("white",),
    "grey": ("grey", "gray"),
    "turquoise": ("turquoise", "cyan", "teal"),
}
SIZE_WORDS = (
    ("medium", "medium sized", "normal sized"),
    ("small", "little", "tiny"),
    ("large", "big", "huge"),
)
COUNT_WORDS = ("", "one", "two", "three", "four", "five")
FILL_WORDS = (("solid", "filled"), ("striped", "stripy"), ("outlined", "hollow"))
POSITION_WORDS = (
    ("in the centre", "in the middle", "in the center"),
    ("on the left", "on the left side", "at the left edge"),
    ("on the right", "on the right side", "at the right edge"),
    ("at the top", "near the top", "in the upper part"),
    ("at the bottom", "near the bottom", "in the lower part"),
)
TO_WORDS = ("to the centre", "to the left", "to the right", "to the top", "to the bottom")
BACKGROUND_WORDS = ("white", "black", "grey", "light blue", "cream")

# German: noun, plural, dative plural, gender.
DE_SHAPES = (
    ("Kreis", "Kreise", "Kreisen", "m"),
    ("Quadrat", "Quadrate", "Quadraten", "n"),
    ("Dreieck", "Dreiecke", "Dreiecken", "n"),
    ("Stern", "Sterne", "Sternen", "m"),
    ("Herz", "Herzen", "Herzen", "n"),
    ("Kreuz", "Kreuze", "Kreuzen", "n"),
    ("Fünfeck", "Fünfecke", "Fünfecken", "n"),
    ("Ring", "Ringe", "Ringen", "m"),
)
DE_COLOURS = (
    "rot",
    "grün",
    "blau",
    "gelb",
    "orange",
    "lila",
    "rosa",
    "braun",
    "schwarz",
    "weiß",
    "grau",
    "türkis",
)
DE_COUNTS = ("", "ein", "zwei", "drei", "vier", "fünf")
DE_BACKGROUNDS = ("weißem", "schwarzem", "grauem", "hellblauem", "cremefarbenem")
DE_POSITIONS = ("in der Mitte", "links", "rechts", "oben", "unten")
DE_SIZES = ("mittelgroß", "klein", "groß")

ZH_SHAPES = ("圆形", "正方形", "三角形", "星形", "心形", "十字形", "五边形", "圆环")
ZH_COLOURS = (
    "红色",
    "绿色",
    "蓝色",
    "黄色",
    "橙色",
    "紫色",
    "粉色",
    "棕色",
    "黑色",
    "白色",
    "灰色",
    "青色",
)
ZH_COUNTS = ("", "一个", "两个", "三个", "四个", "五个")
ZH_BACKGROUNDS = ("白色", "黑色", "灰色", "浅蓝色", "米色")
ZH_POSITIONS = ("中间", "左边", "右边", "上面", "下面")
ZH_SIZES = ("中等", "小", "大")


def pick(random: Random, words: tuple, usual: float = 0.75) -> str:
    """The first word usually, else a synonym."""
    return words[0] if len(words) == 1 or random.random() < usual else random.choice(words[1:])


def shape(random: Random, index: int, plural: bool = False) -> str:
    """An English noun for a shape."""
    word = pick(random, SHAPE_WORDS[SHAPES[index]])
    if not plural:
        return word
    return word + ("es" if word.endswith(("s", "x")) else "s")


def colour(random: Random, index: int) -> str:
    """An English word for a colour."""
    return pick(random, COLOUR_WORDS[COLOURS[index]], 0.85)


def article(phrase: str) -> str:
    """The phrase with "a" or "an" before it."""
    return ("an " if phrase[0] in "aeiou" else "a ") + phrase
