"""What the evaluation keeps is never produced by the training generators."""

import re
import sys
import unittest
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2] / "main" / "python" / "training"))

try:
    import batches
except ImportError:
    raise unittest.SkipTest("needs src/main/python/training/requirements.txt") from None
import captions
import edits
import held_out
import outside
import outside_pictures
import scenes
import words

DRAWS = 6000


def any_of(groups) -> str:
    return "(?:" + "|".join(re.escape(w) for group in groups for w in group) + ")"


SLOTS = {
    "colour": any_of(words.COLOUR_WORDS.values()),
    "noun": "(?:[a-z ]+ )?"
    + any_of([[w, w + "s", w + "es"] for v in words.SHAPE_WORDS.values() for w in v]),
    "det": "(?:an?|two|three|four|five|[2-5])",
}


def pattern(template: str) -> re.Pattern:
    parts = re.split(r"\{(\w+)\}", template.lower())
    text = "".join(SLOTS.get(p, ".+") if k % 2 else re.escape(p) for k, p in enumerate(parts))
    return re.compile(text + r"[.!?]?")


def flat(held) -> list:
    if isinstance(held, dict):
        return [t for v in held.values() for t in flat(v)]
    return list(held)


class HeldOut(unittest.TestCase):
    def assert_none(self, texts, templates):
        for expression in map(pattern, templates):
            hits = [t for t in texts if expression.fullmatch(t.lower())]
            self.assertEqual([], hits[:3], expression.pattern)

    def test_training_captions_use_no_kept_template(self):
        random = Random(11)
        texts = [captions.caption(random, scenes.sample(random))[0] for _ in range(DRAWS)]
        for kept in (held_out.FIRST, held_out.SECOND):
            self.assert_none(texts, flat(kept.captions) + flat(kept.pairs))

    def test_training_edits_use_no_kept_wording(self):
        random, texts = Random(12), []
        for _ in range(4 * DRAWS):
            source = scenes.sample(random)
            target, kind = scenes.edit(random, source)
            texts.append(edits.wording(random, source, target, kind))
        for kept in (held_out.FIRST, held_out.SECOND):
            self.assert_none(texts, flat(kept.edits))

    def test_the_check_finds_kept_wordings_where_they_are(self):
        random = Random(13)
        source = scenes.sample_where(random, lambda s: s.is_pair)
        target, kind = scenes.edit(random, source)
        text = edits.kept_wording(random, (source, target, kind), held_out.FIRST)
        with self.assertRaises(AssertionError):
            self.assert_none([text], held_out.FIRST.edits[kind])

    def test_training_scenes_contain_no_kept_pair_or_tuple(self):
        random = Random(14)
        for scene, _ in (m for k in range(DRAWS // 4) for m in batches.group(random, k % 2 > 0)):
            self.assertFalse(scenes.is_held_out(scene), scene)

    def test_outside_texts_and_pictures_for_training_are_of_other_kinds(self):
        random, kept = Random(15), set(outside.unseen_texts())
        texts = {outside.text(random) for _ in range(DRAWS)}
        self.assertEqual(set(), kept & texts)
        self.assertFalse(set(outside_pictures.TRAINED) & held_out.OUTSIDE_PICTURES)


if __name__ == "__main__":
    unittest.main()
