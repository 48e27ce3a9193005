"""Measures a demonstration model on scenes, wordings and pictures kept from training.

    python src/main/python/training/evaluate.py --model FOLDER
    python src/main/python/training/evaluate.py --model FOLDER --transformers
    python src/main/python/training/evaluate.py --server http://127.0.0.1:8000

All seeds are fixed; every run measures the same queries. --quick takes a quarter.
"""

import argparse
from pathlib import Path
from random import Random

import captions
import drawing
import edits
import held_out
import numpy as np
import outside
import outside_pictures
import plain
import scenes
from held_out import FIRST, SECOND, Kept

CANDIDATES = 100


def fits(claims: list, scene: scenes.Scene) -> bool:
    """Whether a caption with these claims is true of the scene."""
    vector = scene.vector()
    return any(all(c < 0 or c == v for c, v in zip(claim, vector)) for claim in claims)


def round_of(random: Random, wanted, caption) -> tuple:
    """100 scenes and captions so that each caption is true of its own scene only."""
    chosen, texts, claims = [], [], []
    while len(chosen) < CANDIDATES:
        scene = scenes.sample_where(random, wanted)
        text, claim = caption(random, scene)
        clash = any(fits(claim, s) for s in chosen) or any(fits(c, scene) for c in claims)
        if not clash:
            chosen.append(scene)
            texts.append(text)
            claims.append(claim)
    return chosen, texts


def drawn(random: Random, scene: scenes.Scene):
    """A picture by the training code's drawing at 112 to 448 pixels."""
    side = random.choice((112, 168, 224, 336, 448))
    ratio = random.choice((1, 1, 1, 4 / 3, 3 / 4))
    return drawing.draw(random, scene, (side, round(side / ratio)))[0]


def first_share(scores: np.ndarray) -> float:
    """Share of rows [n, n] whose largest entry is on the diagonal, in percent."""
    return 100 * float((scores.argmax(1) == np.arange(len(scores))).mean())


class Evaluation:
    """Runs the parts with one encoder and collects rows of the table."""

    def __init__(self, encoder, rounds: int):
        self.encoder, self.rounds = encoder, rounds
        self.true_scores, self.rows = [], []

    def row(self, name: str, text: str) -> None:
        self.rows.append((name, text))
        print(f"{name:<58} {text}", flush=True)

    def retrieval(self, name: str, wanted, caption, draw=drawn, rounds: int = 0) -> None:
        """Text to picture and back among 100 candidates."""
        there, back, scores = [], [], []
        for k in range(rounds or self.rounds):
            random = Random(f"{name} {k}")
            chosen, texts = round_of(random, wanted, caption)
            t = self.encoder.texts(texts)
            p = self.encoder.pictures([draw(random, scene) for scene in chosen])
            there.append(first_share(t @ p.T))
            back.append(first_share(p @ t.T))
            scores.append((t * p).sum(1))
        if wanted is scenes.is_held_out and draw is drawn:
            self.true_scores += scores
        self.row(
            name,
            f"text->picture {np.mean(there):5.1f} %  picture->text {np.mean(back):5.1f} %"
            f"  (n={100 * len(there)}, true match mean {np.mean(scores):.3f})",
        )

    def composed(self, name: str, wording, queries: int) -> None:
        """A picture and an edit to the held-out target among 100 with hard negatives."""
        random = Random(name)
        pool = [scenes.sample(random) for _ in range(90)]
        pool_vectors = self.encoder.pictures([drawn(random, s) for s in pool])
        items, close, kinds = [], [], []
        for _ in range(queries):
            source, target, kind, near = _query(random)
            picture = drawn(random, source)
            items.append((picture, wording(random, source, target, kind)))
            close.append([drawn(random, target), picture] + [drawn(random, s) for s in near])
            kinds.append((kind, target))
        fused = self.encoder.fused(items)
        vectors = self.encoder.pictures([p for group in close for p in group])
        vectors = vectors.reshape(queries, 10, -1)
        wins, original, by_kind = 0, 0, {}
        for k, (kind, target) in enumerate(kinds):
            mine = vectors[k] @ fused[k]
            others = [v for s, v in zip(pool, pool_vectors @ fused[k]) if s != target]
            right = mine[0] > max(mine[1:].max(), max(others))
            wins += right
            original += mine[1] >= max(mine.max(), max(others))
            by_kind.setdefault(kind, []).append(right)
        self.row(
            name,
            f"{100 * wins / queries:5.1f} %  (n={queries}, original wins "
            f"{100 * original / queries:.1f} %)",
        )
        self.row(
            "  by kind",
            ", ".join(f"{k} {100 * np.mean(v):.0f} ({len(v)})" for k, v in sorted(by_kind.items())),
        )

    def outsiders(self) -> None:
        """Best scores of texts and pictures outside the world against true matches."""
        true = np.concatenate(self.true_scores)
        low = float(np.percentile(true, 5))
        random = Random("outsiders")
        chosen, texts = round_of(random, scenes.is_held_out, known)
        p = self.encoder.pictures([drawn(random, s) for s in chosen])
        t = self.encoder.texts(texts)
        self.row("true matches", f"n={len(true)}, mean {true.mean():.3f}, 5th percentile {low:.3f}")
        strange = outside.unseen_texts()
        best = self._outside("outside texts", self.encoder.texts(strange) @ p.T, true)
        self.row("  highest", ", ".join(f"{strange[k]} {best[k]:.2f}" for k in best.argsort()[-3:]))
        pictures = outside_pictures.unseen_pictures()
        best = self._outside("outside pictures", self.encoder.pictures(pictures) @ t.T, true)
        kinds = sorted(held_out.OUTSIDE_PICTURES)
        each = len(best) // len(kinds)
        self.row(
            "  highest by kind",
            ", ".join(
                f"{name} {best[k * each : (k + 1) * each].max():.2f}"
                for k, name in enumerate(kinds)
            ),
        )

    def _outside(self, name: str, scores: np.ndarray, true: np.ndarray) -> np.ndarray:
        best, low = scores.max(1), np.percentile(true, 5)
        self.row(
            f"{name}: best score below 95 % of true matches",
            f"{100 * (best < low).mean():5.1f} % of inputs (n={len(best)})",
        )
        self.row(
            f"{name}: best of 100 candidates",
            f"mean {best.mean():.3f}, 95th percentile {np.percentile(best, 95):.3f}, "
            f"max {best.max():.3f}; true matches above that percentile "
            f"{100 * (true > np.percentile(best, 95)).mean():.1f} %, above the max "
            f"{100 * (true > best.max()).mean():.1f} %",
        )
        return best


def _query(random: Random) -> tuple:
    """Source, held-out target, kind of edit, and eight other neighbours of both."""
    target = scenes.sample_where(random, scenes.is_held_out)
    source, kind = scenes.edit(random, target)
    near = []
    while len(near) < 8:
        other, _ = scenes.edit(random, random.choice((source, target)))
        if other not in near and other not in (source, target):
            near.append(other)
    return source, target, kind, near


def known(random: Random, scene: scenes.Scene) -> tuple:
    return captions.caption(random, scene, "en")


def unseen(kept: Kept, language: str = "en"):
    """Captions by kept templates."""
    return lambda random, scene: captions.caption(random, scene, language, kept)


def unseen_edit(kept: Kept):
    """Edits by kept wordings."""
    return lambda random, *change: edits.kept_wording(random, change, kept)


def evaluate(encoder, rounds: int = 8, queries: int = 600) -> list:
    """The whole table."""
    part = Evaluation(encoder, rounds)
    held = scenes.is_held_out

    def held_single(scene):
        return held(scene) and not scene.is_pair

    few = max(1, rounds // 4)
    part.retrieval("held-out scenes, known templates", held, known)
    part.retrieval("held-out scenes, unseen templates", held, unseen(FIRST))
    part.retrieval("held-out scenes, second unseen templates", held, unseen(SECOND))
    part.retrieval("German, unseen template", held_single, unseen(FIRST, "de"), rounds=few)
    part.retrieval("Chinese, unseen template", held_single, unseen(FIRST, "zh"), rounds=few)
    part.retrieval(
        "pictures drawn by other code, unseen templates",
        held,
        unseen(FIRST),
        plain.foreign,
        rounds=2 * few,
    )
    part.composed("composed, known wordings", edits.wording, queries)
    part.composed("composed, unseen wordings", unseen_edit(FIRST), queries)
    part.composed("composed, second unseen wordings", unseen_edit(SECOND), queries)
    part.outsiders()
    return part.rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, help="the shipped folder")
    parser.add_argument("--server", help="address of a running server")
    parser.add_argument("--key", default="", help="API key for the server")
    parser.add_argument("--transformers", action="store_true", help="embed with transformers")
    parser.add_argument("--quick", action="store_true", help="a quarter of the queries")
    arguments = parser.parse_args()
    if arguments.server:
        from server_encoder import Server  # numpy, Pillow and requests are enough

        encoder = Server(arguments.server, arguments.key)
    elif arguments.model:
        import encoders  # needs torch

        encoder = (encoders.Transformers if arguments.transformers else encoders.Folder)(
            arguments.model
        )
    else:
        parser.error("give --model FOLDER or --server URL")
    evaluate(encoder, *((2, 150) if arguments.quick else (8, 600)))


if __name__ == "__main__":
    main()
