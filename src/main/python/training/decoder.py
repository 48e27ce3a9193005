"""The Qwen2-VL text decoder for training: shared beginning, two branches per picture.

Parameter names and mathematics are those of `transformers` Qwen2VLTextModel;
`test_demonstration_model.py` compares the two. Weights are float32, activations bfloat16 or
float32.
"""

import torch
import torch.nn.functional as F
import vocabulary
from torch import Tensor, nn
from vision import Linear, VisionTower, rotate

HIDDEN, LAYERS, HEADS, HEAD_DIM, FFN = 192, 4, 3, 64, 384
THETA, SECTIONS, EPS = 10.0, (8, 12, 12), 1e-6
LOWEST = -1e9


class RmsNorm(nn.Module):
    """Root mean square normalisation in float32."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(HIDDEN))

    def forward(self, x: Tensor) -> Tensor:
        wide = x.float()
        scale = torch.rsqrt(wide.square().mean(-1, keepdim=True) + EPS)
        return (wide * scale).to(x.dtype) * self.weight.to(x.dtype)


def turn_of(positions: Tensor, dtype: torch.dtype) -> tuple:
    """M-RoPE cos and sin [length, HEAD_DIM/2] of positions [3, length]."""
    half = HEAD_DIM // 2
    inverse = 1.0 / THETA ** (torch.arange(half).float() / half)
    axis = torch.repeat_interleave(torch.arange(3), torch.tensor(SECTIONS))
    angles = positions[axis].T.float() * inverse
    return angles.cos().to(dtype), angles.sin().to(dtype)


class Attention(nn.Module):
    """Grouped-query attention over stored keys and values and the own ones."""

    def __init__(self):
        super().__init__()
        self.q_proj = Linear(HIDDEN, HEADS * HEAD_DIM)
        self.k_proj, self.v_proj = Linear(HIDDEN, HEAD_DIM), Linear(HIDDEN, HEAD_DIM)
        self.o_proj = Linear(HEADS * HEAD_DIM, HIDDEN, bias=False)

    def forward(self, x: Tensor, turn: tuple, mask: Tensor, past: tuple | None, rows):
        n = x.shape[0]
        k, v = rotate(self.k_proj(x), turn), self.v_proj(x)
        own = (k, v)
        if past is not None:
            k = torch.cat([past[0].expand(n, -1, -1), k], 1)
            v = torch.cat([past[1].expand(n, -1, -1), v], 1)
        if rows is None:
            cos, sin = turn
        else:
            x = x.gather(1, rows[..., None].expand(-1, -1, HIDDEN))
            cos, sin = turn[0][rows][:, :, None], turn[1][rows][:, :, None]
            mask = mask[rows]
        count = x.shape[1]
        q = self.q_proj(x).view(n, count, HEADS, HEAD_DIM)
        if rows is None:
            cos, sin = cos[:, None], sin[:, None]
        q = rotate(q, (cos, sin)).transpose(1, 2)
        score = torch.bmm(q.reshape(n, HEADS * count, HEAD_DIM), k.transpose(1, 2))
        score = score.view(n, HEADS, count, -1) * HEAD_DIM**-0.5
        score = score + (mask if rows is None else mask[:, None])
        mixed = torch.bmm(score.softmax(-1).view(n, HEADS * count, -1), v)
        mixed = mixed.view(n, HEADS, count, HEAD_DIM).transpose(1, 2).reshape(n, count, -1)
        return self.o_proj(mixed), own


class Mlp(nn.Module):
    """SwiGLU."""

    def __init__(self):
        super().__init__()
        self.gate_proj = Linear(HIDDEN, FFN, bias=False)
        self.up_proj = Linear(HIDDEN, FFN, bias=False)
        self.down_proj = Linear(FFN, HIDDEN, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    """One pre-norm decoder layer; `rows` keeps only those positions."""

    def __init__(self):
        super().__init__()
        self.self_attn, self.mlp = Attention(), Mlp()
        self.input_layernorm, self.post_attention_layernorm = RmsNorm(), RmsNorm()

    def forward(self, x: Tensor, turn: tuple, mask: Tensor, past=None, rows=None):
        mixed, own = self.self_attn(self.input_layernorm(x), turn, mask, past, rows)
        if rows is not None:
            x = x.gather(1, rows[..., None].expand(-1, -1, HIDDEN))
        x = x + mixed
        return x + self.mlp(self.post_attention_layernorm(x)), own


class Decoder(nn.Module):
    """Embedding, layers and final norm."""

    def __init__(self):
        super().__init__()
        self.embed_tokens = nn.Embedding(vocabulary.SIZE, HIDDEN)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = RmsNorm()
        nn.init.normal_(self.embed_tokens.weight, std=0.05)
        for name, p in self.named_parameters():
            if "proj" in name:
                nn.init.zeros_(p) if p.ndim == 1 else nn.init.normal_(
                    p, std=0.8 * p.shape[1] ** -0.5
                )

    def embed(self, ids: Tensor, dtype: torch.dtype) -> Tensor:
        return self.embed_tokens(ids).to(dtype)

    def beginning(self, ids: Tensor, dtype: torch.dtype) -> list:
        """Keys and values per layer of the prompt's beginning, ids [1, P]."""
        length = ids.shape[1]
        x, past = self.embed(ids, dtype), []
        turn = turn_of(torch.arange(length).expand(3, -1), dtype)
        mask = causal(length).to(dtype)
        for layer in self.layers:
            x, own = layer(x, turn, mask)
            past.append(own)
        return past

    def pooled(self, x: Tensor, turn: tuple, mask: Tensor, past: list, rows: Tensor) -> Tensor:
        """Unit vectors [n, r, HIDDEN] at positions rows [n, r] of x [n, L, HIDDEN]."""
        for k, layer in enumerate(self.layers):
            last = k == LAYERS - 1
            x, _ = layer(x, turn, mask, past[k], rows if last else None)
        return F.normalize(self.norm(x).float(), dim=-1)


def causal(length: int) -> Tensor:
    """Additive mask [length, length]."""
    return torch.full((length, length), LOWEST).triu(1)


class Model(nn.Module):
    """Vision tower and decoder: unit vectors of texts, pictures and both together."""

    def __init__(self):
        super().__init__()
        self.visual, self.language_model = VisionTower(), Decoder()

    def texts(self, beginning: Tensor, ids: Tensor, lengths: Tensor, dtype) -> Tensor:
        """Vectors [n, HIDDEN] of right-padded ids [n, L] after the prompt's beginning [1, P]."""
        decoder, start, length = self.language_model, beginning.shape[1], ids.shape[1]
        past = decoder.beginning(beginning, dtype)
        turn = turn_of((start + torch.arange(length)).expand(3, -1), dtype)
        mask = torch.cat([torch.zeros(length, start), causal(length)], 1).to(dtype)
        x = decoder.embed(ids, dtype)
        return decoder.pooled(x, turn, mask, past, (lengths - 1)[:, None])[:, 0]

    def pictures(
        self, beginning: Tensor, rows: Tensor, grid: tuple, end: Tensor, branches: list, dtype
    ) -> tuple:
        """Vectors of pictures alone, fused vectors per branch, and the image tokens.

        rows [n, patches, 588]; end: ids of the prompt's end [E]; branches: pairs of
        ids of text and end [n, L] and their lengths [n]. All share the picture.
        """
        decoder, start = self.language_model, beginning.shape[1]
        tokens = self.visual(rows, grid)
        n, shared = tokens.shape[0], tokens.shape[1] + 2
        opening, closing = (
            decoder.embed(torch.full((n, 1), vocabulary.IDS[t]), dtype)
            for t in ("<|vision_start|>", "<|vision_end|>")
        )
        alone = (end.expand(n, -1), torch.full((n,), end.shape[0]))
        tails = [decoder.embed(ids, dtype) for ids, _ in (alone, *branches)]
        sizes = [tail.shape[1] for tail in tails]
        starts = [shared + sum(sizes[:k]) for k in range(len(sizes))]
        at = torch.stack(
            [s - 1 + lengths for s, (_, lengths) in zip(starts, (alone, *branches))], 1
        )
        mask = branch_mask(shared, sizes)
        mask = torch.cat([torch.zeros(mask.shape[0], start), mask], 1).to(dtype)
        turn = turn_of(picture_positions(start, grid, sizes), dtype)
        x = torch.cat([opening, tokens, closing, *tails], 1)
        out = decoder.pooled(x, turn, mask, decoder.beginning(beginning, dtype), at)
        return out[:, 0], list(out[:, 1:].unbind(1)), tokens


def branch_mask(shared: int, sizes: list) -> Tensor:
    """Causal mask in which branches of the given sizes see the shared part and themselves."""
    mask = causal(shared + sum(sizes))
    at = shared
    for size in sizes:
        mask[at + size :, at : at + size] = LOWEST
        at += size
    return mask


def picture_positions(start: int, grid: tuple, sizes: list) -> Tensor:
    """M-RoPE positions [3, L] of a picture and of branches that all begin after it."""
    h, w = grid[0] // 2, grid[1] // 2
    y, x = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
    image = torch.stack([torch.zeros(h * w, dtype=torch.long), y.reshape(-1), x.reshape(-1)])
    after = start + 1 + max(h, w)
    tail = torch.cat([torch.tensor([after])] + [after + 1 + torch.arange(size) for size in sizes])
    return torch.cat([torch.tensor([start]).expand(3, 1), image + start + 1, tail.expand(3, -1)], 1)
