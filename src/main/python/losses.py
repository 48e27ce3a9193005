"""The joint loss: contrastive both ways, composed queries, attributes, outsiders."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

import scenes
from batches import Batch
from train_vision import TokenHead

LOWEST = -1e9
OUTSIDE_LEVEL = 0.25  # cosine that an outsider's best match should stay below


def contradicts(claims: Tensor, truth: Tensor) -> Tensor:
    """Whether caption i (claims [n, 2, 10]) contradicts scene j (truth [m, 10]): [n, m]."""
    claims, truth = claims[:, :, None], truth[None, None]
    return ((claims >= 0) & (claims != truth)).any(-1).all(1)


def conflict(one: Tensor, two: Tensor) -> Tensor:
    """Whether two captions exclude each other: [n, m]."""
    a, b = one[:, None, :, None], two[None, :, None, :]
    return ((a >= 0) & (b >= 0) & (a != b)).any(-1).flatten(2).all(2)


def contrast(logits: Tensor, negative: Tensor, target: Tensor, extra: Tensor | None = None) -> Tensor:
    """InfoNCE with a mask of allowed negatives [n, m]; extra negatives [n, e]."""
    keep = negative.clone()
    keep[torch.arange(len(target)), target] = True
    logits = logits.masked_fill(~keep, LOWEST)
    if extra is not None:
        logits = torch.cat([logits, extra], 1)
    return F.cross_entropy(logits, target)


def below(cosines: Tensor, scale: Tensor) -> Tensor:
    """Pushes the largest of each row of cosines [n, m] below OUTSIDE_LEVEL."""
    level = torch.full((cosines.shape[0], 1), OUTSIDE_LEVEL)
    logits = torch.cat([level, cosines], 1) * scale
    return F.cross_entropy(logits, torch.zeros(len(logits), dtype=torch.long))


class Heads(nn.Module):
    """Parts that only training has: scale, attribute head, token head."""

    def __init__(self, width: int):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(math.log(16.0)))
        self.attributes = nn.Linear(width, sum(scenes.ATTRIBUTE_SIZES))
        self.tokens = TokenHead()

    def attribute_loss(self, vectors: Tensor, truth: Tensor) -> Tensor:
        """Cross-entropy of all attributes of truth [n, 10]; -1 is ignored."""
        parts = self.attributes(8 * vectors).split(list(scenes.ATTRIBUTE_SIZES), 1)
        return sum(F.cross_entropy(p, truth[:, k], ignore_index=-1)
                   for k, p in enumerate(parts)) / len(parts)


def joint_loss(heads: Heads, batch: Batch, out: tuple, weights: dict) -> tuple:
    """The weighted sum and a dict of figures; out = (texts, pictures, fused, image tokens)."""
    texts, alone, fused, tokens = out
    n = len(batch.scenes)
    one, two, off_text = texts[:n], texts[n:2 * n], texts[2 * n:]
    image, off_image, fused = alone[:n], alone[n:], fused[:n]
    scale, own = heads.scale.exp().clamp(max=60), torch.arange(n)
    parts = {}
    match = 0
    for side, claims in ((one, batch.claims[:n]), (two, batch.claims[n:])):
        negative = contradicts(claims, batch.scenes)
        logits = scale * side @ image.T
        match = match + contrast(logits, negative, own, scale * side @ off_image.T)
        match = match + contrast(logits.T, negative.T, own, scale * image @ off_text.T)
    parts["match"] = match / 4
    parts["paraphrase"] = contrast(scale * one @ two.T,
                                   conflict(batch.claims[:n], batch.claims[n:]), own,
                                   scale * one @ off_text.T)
    goal = batch.scenes[batch.target]
    differs = (goal[:, None] != batch.scenes[None]).any(-1)
    logits = scale * fused @ image.T
    parts["fused"] = contrast(logits, differs, batch.target, scale * fused @ off_image.T)
    refuted = contradicts(batch.claims[:n], goal).T
    parts["fused_text"] = contrast(scale * fused @ one.T, refuted, batch.target,
                                   scale * fused @ off_text.T)
    parts["attributes"] = (heads.attribute_loss(torch.cat([image, fused]),
                                                torch.cat([batch.scenes, goal]))
                           + heads.attribute_loss(texts[:2 * n], _said(batch.claims)))
    world = torch.cat([image, one, fused])
    parts["outside"] = (below(off_text @ torch.cat([world, off_image]).T, scale)
                        + below(off_image @ torch.cat([world, off_text]).T, scale))
    parts["tokens"], shape = heads.tokens(tokens[:n], batch.labels)
    with torch.no_grad():
        right = (logits.masked_fill(~differs & ~F.one_hot(batch.target, n).bool(), LOWEST)
                 .argmax(1) == batch.target).float().mean().item()
    loss = sum(weights[k] * v for k, v in parts.items())
    figures = {k: v.item() for k, v in parts.items()}
    return loss, {"loss": loss.item(), **figures, "shape": shape, "composed": right,
                  "scale": scale.item()}


def _said(claims: Tensor) -> Tensor:
    """The first claim where all readings agree, else -1."""
    return torch.where(claims[:, 0] == claims[:, 1], claims[:, 0], -1)
