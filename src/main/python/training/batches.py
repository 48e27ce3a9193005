"""Joint training batches: groups of neighbouring scenes, captions, edits, outsiders."""

from dataclasses import dataclass
from random import Random

import captions
import drawing
import edits
import numpy as np
import outside
import outside_pictures
import pictures
import scenes
import torch
import vocabulary
from torch import Tensor
from torch.utils.data import Dataset
from train_vision import pick_grid, shown

GROUPS, GROUP = 16, 4
# From these steps on: one caption and two edits per scene instead of two and one; two of both.
EDITS_FROM, BOTH_FROM = 1200, 2400
FLAT_WEIGHTS = {
    "colour": 3,
    "shape": 3,
    "background": 2,
    "fill": 2,
    "count": 2.5,
    "size": 2.5,
    "position": 2.5,
    "swap": 4,
    "colour_of": 4,
    "shape_of": 4.5,
}
OUTSIDE_TEXTS, OUTSIDE_PICTURES = 20, 8
LONGEST = 50  # tokens of a text


@dataclass
class Batch:
    """One step's data; n = 64 scenes, then the pictures and texts outside the world."""

    grid: tuple  # patch rows and columns
    rows: Tensor  # [n + 8, patches, 588]
    labels: Tensor  # [n, tokens, 2]
    scenes: Tensor  # [n, 10]
    claims: Tensor  # [c n, 2, 10], c = 1 or 2 captions per scene
    targets: list  # per edit of a scene, [n] indices of the targets
    text_beginning: Tensor
    picture_beginning: Tensor
    texts: Tensor  # [c n + 20, L]
    text_lengths: Tensor
    edits: list  # per edit of a scene, (ids [n + 8, L], lengths)


def allowed(scene: scenes.Scene) -> bool:
    """Whether training may show the scene."""
    return scenes.is_possible(scene) and not scenes.is_held_out(scene)


def _opponent(random: Random, scene: scenes.Scene, kind: str, first: scenes.Scene):
    """The edit of the other object of a pair to the same colour or shape."""
    field = {"colour_of": "colour", "shape_of": "shape"}[kind]
    changed = getattr(first, field) != getattr(scene, field)
    value = getattr(first, field if changed else field + "2")
    return scenes.replace(scene, **{field + "2" if changed else field: value})


def _neighbour(random: Random, scene: scenes.Scene, flat: bool) -> tuple:
    kinds = dict(scenes.kinds_of_edit(scene))
    weights = [FLAT_WEIGHTS[kind] if flat else kinds[kind] for kind in kinds]
    while True:
        kind = random.choices(list(kinds), weights)[0]
        changed = scenes.apply_edit(random, scene, kind)
        if allowed(changed):
            return changed, kind


def group(random: Random, flat: bool = False) -> list:
    """Four scenes, each with a list of (index of target in the group, kind of edit).

    `flat` evens out the kinds of edits and takes more pairs of objects.
    """
    pairs_only = flat and random.random() < 0.3
    first = scenes.sample_where(random, lambda s: allowed(s) and (s.is_pair or not pairs_only))
    members, kinds = [first], [None]
    for _ in range(GROUP - 1):
        changed, kind = _neighbour(random, first, flat)
        if kind in ("colour_of", "shape_of") and len(members) < GROUP - 1 and random.random() < 0.6:
            other = _opponent(random, first, kind, changed)
            if allowed(other) and other != first:
                members.append(other)
                kinds.append(kind)
        if len(members) < GROUP:
            members.append(changed)
            kinds.append(kind)
    goals = random.sample(range(1, GROUP), 2)
    return [
        (s, [(g, kinds[g]) for g in goals] if k == 0 else [(0, kinds[k])] * 2)
        for k, s in enumerate(members)
    ]


def padded(sequences: list) -> tuple:
    """Right-padded ids [n, L] and lengths [n]."""
    lengths = torch.tensor([len(s) for s in sequences])
    out = torch.zeros(len(sequences), int(lengths.max()), dtype=torch.long)
    for k, sequence in enumerate(sequences):
        out[k, : len(sequence)] = torch.tensor(sequence)
    return out, lengths


class JointBatches(Dataset):
    """Batch number k, made from seed k."""

    def __init__(self, steps: int, tokenizer):
        self.steps, self.prompt = steps, vocabulary.Prompt(tokenizer)

    def __len__(self) -> int:
        return self.steps

    def _beginning(self, random: Random) -> Tensor:
        instruction = (
            vocabulary.DEFAULT_INSTRUCTION
            if random.random() < 0.8
            else random.choice(vocabulary.INSTRUCTIONS[1:])
        )
        return torch.tensor([self.prompt.beginning(instruction)])

    def _texts(self, random: Random, chosen: list, each: int) -> tuple:
        made = [captions.caption(random, s) for _ in range(each) for s, _ in chosen]
        claims = torch.tensor([(c * 2)[:2] for _, c in made])
        texts = [t for t, _ in made] + [outside.text(random) for _ in range(OUTSIDE_TEXTS)]
        return padded([self._limited(t) for t in texts]), claims

    def _limited(self, text: str) -> list:
        ids = self.prompt.ids(text)[:LONGEST]
        return ids + self.prompt.end

    def _edits(self, random: Random, chosen: list, which: int) -> tuple:
        texts, target = [], []
        for k, (scene, goals) in enumerate(chosen):
            goal, kind = goals[which]
            target.append(k - k % GROUP + goal)
            texts.append(edits.wording(random, scene, chosen[target[k]][0], kind))
        texts += random.sample(texts, OUTSIDE_PICTURES)
        return padded([self.prompt.ending(t) for t in texts]), torch.tensor(target)

    def __getitem__(self, step: int) -> Batch:
        random, late = Random(f"joint {step}"), step >= EDITS_FROM
        size = pick_grid(random)
        chosen = [item for _ in range(GROUPS) for item in group(random, late)]
        rows, labels = [], []
        for scene, _ in chosen:
            image, placed = drawing.draw(random, scene, size)
            rows.append(pictures.patches(image))
            labels.append(shown(scene, placed, size))
        for _ in range(OUTSIDE_PICTURES):
            rows.append(pictures.patches(outside_pictures.picture(random, size)))
        (texts, lengths), claims = self._texts(
            random, chosen, 1 if late and step < BOTH_FROM else 2
        )
        made = [self._edits(random, chosen, which) for which in range(2 if late else 1)]
        return Batch(
            (size[1] // 14, size[0] // 14),
            torch.from_numpy(np.stack(rows)),
            torch.from_numpy(np.stack(labels)),
            torch.tensor([s.vector() for s, _ in chosen]),
            claims,
            [target for _, target in made],
            self._beginning(random),
            self._beginning(random),
            texts,
            lengths,
            [e for e, _ in made],
        )
