"""Second stage: texts, pictures and composed queries into one space."""

import argparse
import copy
import time
from pathlib import Path

import torch
from batches import BOTH_FROM, Batch, JointBatches
from decoder import HIDDEN, Model
from losses import Heads, joint_loss
from optimiser import Optimiser, factor
from tokenizers import Tokenizer
from train_vision import batches

WEIGHTS = {
    "match": 1.0,
    "paraphrase": 0.3,
    "fused": 1.0,
    "fused_text": 0.3,
    "attributes": 2.5,
    "outside": 0.3,
    "tokens": 0.5,
}


def texts_by_length(model: Model, batch: Batch, dtype) -> torch.Tensor:
    """Text vectors, the longer third apart from the others to save padding."""
    order = batch.text_lengths.argsort()
    out, cut = torch.zeros(len(order), HIDDEN), 2 * len(order) // 3
    for part in (order[:cut], order[cut:]):
        lengths = batch.text_lengths[part]
        ids = batch.texts[part, : int(lengths.max())]
        out = out.index_copy(0, part, model.texts(batch.text_beginning, ids, lengths, dtype))
    return out


def forward(model: Model, batch: Batch, dtype=torch.bfloat16) -> tuple:
    """Text vectors, picture vectors, fused vectors and image tokens of a batch."""
    end = batch.texts[0][batch.text_lengths[0] - 6 : batch.text_lengths[0]]
    texts = texts_by_length(model, batch, dtype)
    alone, fused, tokens = model.pictures(
        batch.picture_beginning, batch.rows.to(dtype), batch.grid, end, batch.edits, dtype
    )
    return texts, alone, fused, tokens


@torch.no_grad()
def average(mean: Model, model: Model, step: int) -> None:
    """Moves the averaged weights towards the model's."""
    keep = min(0.995 if step < BOTH_FROM else 0.99, (1 + step) / (20 + step))
    for a, b in zip(mean.parameters(), model.parameters()):
        a.lerp_(b, 1 - keep)


class Joint:
    """Everything that a run continues from."""

    def __init__(self, folder: Path):
        torch.manual_seed(2)
        self.path = folder / "joint.pt"
        self.model, self.heads = Model(), Heads(HIDDEN)
        start = torch.load(folder / "vision.pt")
        self.model.visual.load_state_dict(start["tower"])
        self.heads.tokens.load_state_dict(start["head"])
        self.optimiser = Optimiser([self.model, self.heads])
        self.mean, self.step = copy.deepcopy(self.model), 0
        if self.path.exists():
            self._restore(torch.load(self.path))

    def _restore(self, state: dict) -> None:
        for name in ("model", "heads", "optimiser", "mean"):
            getattr(self, name).load_state_dict(state[name])
        self.step = state["step"]

    def save(self) -> None:
        parts = {n: getattr(self, n).state_dict() for n in ("model", "heads", "optimiser", "mean")}
        scratch = self.path.with_suffix(".new")
        torch.save({**parts, "step": self.step}, scratch)
        scratch.replace(self.path)


def rate_of(step: int, steps: int) -> float:
    """The main schedule up to BOTH_FROM, then a second, smaller fall up to `steps`."""
    if step < BOTH_FROM:
        return factor(step, BOTH_FROM)
    return 0.4 * min(1.0, (step - BOTH_FROM + 1) / 20, (steps - step) / (steps - BOTH_FROM))


def train_joint(steps: int, folder: Path) -> None:
    """Trains up to `steps`, continuing from joint.pt when it is there."""
    run, start, seen = Joint(folder), time.time(), {}
    data = JointBatches(steps, Tokenizer.from_file(str(folder / "tokenizer.json")))
    first = run.step
    for batch in batches(data, run.step):
        weights = dict(
            WEIGHTS,
            fused=1.0 + 1.5 * min(1.0, run.step / 1500),
            outside=WEIGHTS["outside"] * min(1.0, (run.step + 1) / 300),
        )
        loss, figures = joint_loss(run.heads, batch, forward(run.model, batch), weights)
        loss.backward()
        run.optimiser.step(rate_of(run.step, steps))
        average(run.mean, run.model, run.step)
        seen = {k: v if k not in seen else 0.95 * seen[k] + 0.05 * v for k, v in figures.items()}
        run.step += 1
        if run.step % 25 == 0:
            text = " ".join(f"{k} {v:.3f}" for k, v in seen.items())
            rate = (time.time() - start) / (run.step - first)
            print(f"joint {run.step}/{steps} {rate:.2f} s/step {text}", flush=True)
        if run.step % 100 == 0 or run.step == steps:
            run.save()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=2700)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    train_joint(arguments.steps, arguments.work)
