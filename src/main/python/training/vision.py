"""The vision tower of Qwen2-VL for batches of one grid, fast to train on a CPU.

Parameter names and mathematics are those of `transformers`
Qwen2VisionTransformerPretrainedModel; `test_demonstration_model.py` compares the two.
Weights are float32, activations have the dtype of the input.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

EMBED, DEPTH, HEADS, MLP_RATIO, OUT = 128, 4, 4, 4, 192
HEAD_DIM = EMBED // HEADS
OFFSETS = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1))


class Linear(nn.Linear):
    """A linear layer whose float32 weights follow the dtype of the input."""

    def forward(self, x: Tensor) -> Tensor:
        bias = None if self.bias is None else self.bias.to(x.dtype)
        return F.linear(x, self.weight.to(x.dtype), bias)


class LayerNorm(nn.LayerNorm):
    """Layer normalisation whose float32 weights follow the dtype of the input."""

    def forward(self, x: Tensor) -> Tensor:
        return F.layer_norm(
            x, self.normalized_shape, self.weight.to(x.dtype), self.bias.to(x.dtype), self.eps
        )


def rotary(grid: tuple, dtype: torch.dtype) -> tuple:
    """cos and sin [rows, HEAD_DIM/2] of the patches in merge-block order."""
    gh, gw = grid
    y, x = torch.meshgrid(torch.arange(gh), torch.arange(gw), indexing="ij")

    def ordered(p):
        return p.reshape(gh // 2, 2, gw // 2, 2).permute(0, 2, 1, 3).reshape(-1, 1).float()

    quarter = HEAD_DIM // 4
    inverse = 1.0 / 10000 ** (torch.arange(quarter).float() / quarter)
    angles = torch.cat([ordered(y) * inverse, ordered(x) * inverse], 1)
    return angles.cos().to(dtype), angles.sin().to(dtype)


def rotate(x: Tensor, turn: tuple) -> Tensor:
    """Half-split rotation of the last dimension of x [..., rows, dim]."""
    cos, sin = turn
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


class PatchEmbed(nn.Module):
    """Convolution over two equal frames: rows [.., 588] to [.., EMBED]."""

    def __init__(self):
        super().__init__()
        self.proj = nn.Conv3d(3, EMBED, (2, 14, 14), (2, 14, 14), bias=False)

    def forward(self, rows: Tensor) -> Tensor:
        weight = self.proj.weight.sum(2).reshape(EMBED, -1)
        return F.linear(rows, weight.to(rows.dtype))


class Attention(nn.Module):
    """Full attention inside each picture."""

    def __init__(self):
        super().__init__()
        self.qkv = Linear(EMBED, 3 * EMBED)
        self.proj = Linear(EMBED, EMBED)

    def forward(self, x: Tensor, turn: tuple) -> Tensor:
        n, rows, _ = x.shape
        q, k, v = self.qkv(x).view(n, rows, 3, HEADS, HEAD_DIM).permute(2, 0, 3, 1, 4)
        q = rotate(q, turn).reshape(n * HEADS, rows, HEAD_DIM)
        k = rotate(k, turn).reshape(n * HEADS, rows, HEAD_DIM)
        score = torch.bmm(q, k.transpose(1, 2)) * HEAD_DIM**-0.5
        mixed = torch.bmm(score.softmax(-1), v.reshape(n * HEADS, rows, HEAD_DIM))
        return self.proj(mixed.view(n, HEADS, rows, HEAD_DIM).transpose(1, 2).reshape(x.shape))


class Mlp(nn.Module):
    """Two linear layers with quick-GELU."""

    def __init__(self):
        super().__init__()
        self.fc1 = Linear(EMBED, MLP_RATIO * EMBED)
        self.fc2 = Linear(MLP_RATIO * EMBED, EMBED)

    def forward(self, x: Tensor) -> Tensor:
        x = self.fc1(x)
        return self.fc2(x * torch.sigmoid(1.702 * x))


class Block(nn.Module):
    """One pre-norm transformer block."""

    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = LayerNorm(EMBED, eps=1e-6), LayerNorm(EMBED, eps=1e-6)
        self.attn, self.mlp = Attention(), Mlp()

    def forward(self, x: Tensor, turn: tuple) -> Tensor:
        x = x + self.attn(self.norm1(x), turn)
        return x + self.mlp(self.norm2(x))


class Merger(nn.Module):
    """Four neighbouring patches to one text-width vector."""

    def __init__(self):
        super().__init__()
        self.ln_q = LayerNorm(EMBED, eps=1e-6)
        self.mlp = nn.Sequential(Linear(4 * EMBED, 4 * EMBED), nn.GELU(), Linear(4 * EMBED, OUT))

    def forward(self, x: Tensor) -> Tensor:
        return self.mlp(self.ln_q(x).reshape(x.shape[0], -1, 4 * EMBED))


class VisionTower(nn.Module):
    """Patch rows [n, gh*gw, 588] of one grid to image tokens [n, gh*gw/4, OUT]."""

    def __init__(self):
        super().__init__()
        self.patch_embed = PatchEmbed()
        self.blocks = nn.ModuleList(Block() for _ in range(DEPTH))
        self.merger = Merger()
        self.apply(_initialise)
        for layer, block in enumerate(self.blocks):
            _look_at_neighbours(block.attn.qkv.bias, layer)

    def forward(self, rows: Tensor, grid: tuple) -> Tensor:
        turn = rotary(grid, rows.dtype)
        x = self.patch_embed(rows)
        for block in self.blocks:
            x = block(x, turn)
        return self.merger(x)


def _initialise(module: nn.Module) -> None:
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=module.in_features**-0.5 * 0.8)
        nn.init.zeros_(module.bias)
    if isinstance(module, nn.Conv3d):
        nn.init.normal_(module.weight, std=588**-0.5 / 2)


@torch.no_grad()
def _look_at_neighbours(bias: Tensor, layer: int) -> None:
    """Starts every head on one neighbouring patch (RoPE needs a constant part in q and k)."""
    quarter = HEAD_DIM // 4
    q, k = bias[:EMBED].view(HEADS, HEAD_DIM), bias[EMBED : 2 * EMBED].view(HEADS, HEAD_DIM)
    for head in range(HEADS):
        offset = OFFSETS[(layer * HEADS + head) % len(OFFSETS)]
        strength = 0.1 if layer == DEPTH - 1 else 1.0
        for axis, delta in enumerate(offset):
            for j, power in enumerate((4.0, 3.0, 1.0)):
                a = math.sqrt(power * strength * HEAD_DIM**0.5)
                turn = 10000 ** (-j / quarter) * delta
                g = float(torch.rand(())) * 2 * math.pi
                at = axis * quarter + j
                q[head, at], q[head, at + HEAD_DIM // 2] = a * math.cos(g), a * math.sin(g)
                k[head, at] = a * math.cos(g - turn)
                k[head, at + HEAD_DIM // 2] = a * math.sin(g - turn)
