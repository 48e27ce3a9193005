"""Muon for the matrices, AdamW for everything else, one learning-rate schedule."""

import torch
from torch import Tensor, nn

EMBEDDINGS = ("embed_tokens", "patch_embed")
QUINTIC = (3.4445, -4.7750, 2.0315)


def orthogonal(g: Tensor, steps: int = 5) -> Tensor:
    """Newton-Schulz iteration on a stack of matrices [k, m, n] (Jordan's Muon)."""
    tall = g.shape[1] > g.shape[2]
    x = g.mT if tall else g
    x = (x / x.norm(dim=(1, 2), keepdim=True).clamp(min=1e-7)).bfloat16()
    a, b, c = QUINTIC
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.mT if tall else x).float()


class Muon(torch.optim.Optimizer):
    """Momentum with orthogonal updates, as torch.optim.Muon, but all matrices of one
    shape at once; the learning rate matches AdamW's update size."""

    def __init__(self, parameters: list, rate: float, decay: float = 0.02, momentum: float = 0.95):
        super().__init__(parameters, {"lr": rate, "decay": decay, "momentum": momentum})

    @torch.no_grad()
    def step(self) -> None:
        for options in self.param_groups:
            shapes = {}
            for p in (p for p in options["params"] if p.grad is not None):
                shapes.setdefault(p.shape, []).append(p)
            for shape, same in shapes.items():
                self._step(same, max(shape), options)

    def _step(self, same: list, longest: int, options: dict) -> None:
        updates = []
        for p in same:
            mean = self.state[p].setdefault("mean", torch.zeros_like(p))
            mean.lerp_(p.grad, 1 - options["momentum"])
            updates.append(p.grad.lerp(mean, options["momentum"]))
        rate = options["lr"]
        for p, update in zip(same, orthogonal(torch.stack(updates))):
            p.mul_(1 - rate * options["decay"])
            p.add_(update, alpha=-rate * 0.2 * longest**0.5)


class Optimiser:
    """Both optimisers behind one step; gradients are clipped to norm 1."""

    def __init__(self, modules: list, rate: float = 2e-3):
        self.rate, self.parameters = rate, []
        matrices, others = [], []
        for name, p in (item for m in modules for item in m.named_parameters()):
            self.parameters.append(p)
            plain = p.ndim == 2 and not any(e in name for e in EMBEDDINGS)
            (matrices if plain else others).append(p)
        self.muon = Muon(matrices, rate)
        self.adam = torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=0.0)

    def step(self, factor: float) -> None:
        """One step at `factor` times the learning rate; clears the gradients."""
        nn.utils.clip_grad_norm_(self.parameters, 1.0)
        for part in (self.muon, self.adam):
            for group in part.param_groups:
                group["lr"] = self.rate * factor
            part.step()
            part.zero_grad(set_to_none=True)

    def state_dict(self) -> dict:
        return {"muon": self.muon.state_dict(), "adam": self.adam.state_dict()}

    def load_state_dict(self, state: dict) -> None:
        self.muon.load_state_dict(state["muon"])
        self.adam.load_state_dict(state["adam"])


def factor(step: int, total: int, warmup: int = 100, decay: float = 0.35) -> float:
    """Warm-up, constant, then a linear fall over the last `decay` of the steps to 3 %."""
    if step < warmup:
        return (step + 1) / warmup
    left = (total - step) / (total * decay)
    return min(1.0, max(0.03, left))
