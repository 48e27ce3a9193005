"""The joint loss: contrastive both ways, composed queries, attributes, outsiders."""

import math

import scenes
import torch
import torch.nn.functional as F
from batches import Batch
from torch import Tensor, nn
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


def contrast(
    logits: Tensor, negative: Tensor, target: Tensor, extra: Tensor | None = None
) -> Tensor:
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
        return sum(
            F.cross_entropy(p, truth[:, k], ignore_index=-1) for k, p in enumerate(parts)
        ) / len(parts)


def joint_loss(heads: Heads, batch: Batch, out: tuple, weights: dict) -> tuple:
    """The weighted sum and a dict of figures; out = (texts, pictures, fused, image tokens)."""
    texts, alone, fused, tokens = out
    n, own = len(batch.scenes), torch.arange(len(batch.scenes))
    sides, off_text = texts[: len(batch.claims)].split(n), texts[len(batch.claims) :]
    claims, one = batch.claims.split(n), sides[0]
    image, off_image = alone[:n], alone[n:]
    scale = heads.scale.exp().clamp(max=60)
    match = []
    for side, claim in zip(sides, claims):
        negative = contradicts(claim, batch.scenes)
        logits = scale * side @ image.T
        match.append(contrast(logits, negative, own, scale * side @ off_image.T))
        match.append(contrast(logits.T, negative.T, own, scale * image @ off_text.T))
    parts = {"match": sum(match) / len(match)}
    if len(sides) == 2:
        parts["paraphrase"] = contrast(
            scale * one @ sides[1].T, conflict(*claims), own, scale * one @ off_text.T
        )
    composed = [
        _composed(batch, f[:n], target, image, one, (off_image, off_text), scale)
        for f, target in zip(fused, batch.targets)
    ]
    parts["fused"], parts["fused_text"], right = (sum(c) / len(c) for c in zip(*composed))
    seen = torch.cat([image, *(f[:n] for f in fused)])
    truth = torch.cat([batch.scenes, *(batch.scenes[t] for t in batch.targets)])
    parts["attributes"] = heads.attribute_loss(seen, truth) + heads.attribute_loss(
        torch.cat(sides), _said(batch.claims)
    )
    world = torch.cat([image, one, fused[0][:n]])
    parts["outside"] = below(off_text @ torch.cat([world, off_image]).T, scale) + below(
        off_image @ torch.cat([world, off_text]).T, scale
    )
    parts["tokens"], shape = heads.tokens(tokens[:n], batch.labels)
    loss = sum(weights[k] * v for k, v in parts.items())
    figures = {k: v.item() for k, v in parts.items()}
    return loss, {
        "loss": loss.item(),
        **figures,
        "shape": shape,
        "composed": right,
        "scale": scale.item(),
    }


def _composed(
    batch: Batch,
    fused: Tensor,
    target: Tensor,
    image: Tensor,
    text: Tensor,
    off: tuple,
    scale: Tensor,
) -> tuple:
    """Losses of fused against pictures and captions, and the share of right pictures."""
    n, goal = len(target), batch.scenes[target]
    differs = (goal[:, None] != batch.scenes[None]).any(-1)
    logits = scale * fused @ image.T
    refuted = contradicts(batch.claims[:n], goal).T
    with torch.no_grad():
        keep = differs | F.one_hot(target, n).bool()
        right = (logits.masked_fill(~keep, LOWEST).argmax(1) == target).float().mean().item()
    return (
        contrast(logits, differs, target, scale * fused @ off[0].T),
        contrast(scale * fused @ text.T, refuted, target, scale * fused @ off[1].T),
        right,
    )


def _said(claims: Tensor) -> Tensor:
    """The first claim where all readings agree, else -1."""
    return torch.where(claims[:, 0] == claims[:, 1], claims[:, 0], -1)
