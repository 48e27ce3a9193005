"""Times transformers in bf16 on CUDA, for src/test/sh/gpu.sh.

    gpu_baseline.py FOLDER TOKENS,TOKENS IMAGE_SIDE

Prints "N tokens|X tokens/s" of the text decoder's last hidden state, the best of three, each
number's share of what a large bf16 product reaches on the same GPU, and that peak.
"""

import sys
import time

import torch
from transformers import AutoConfig, Qwen2VLModel

REPEATS = 3
PEAK_SIDE = 8192


def best(action) -> float:
    """Seconds of the quickest of some calls, after one that does not count."""
    action()
    times = []
    for _ in range(REPEATS):
        torch.cuda.synchronize()
        start = time.perf_counter()
        action()
        torch.cuda.synchronize()
        times.append(time.perf_counter() - start)
    return min(times)


def peak_flops() -> float:
    """Of a bf16 product."""
    a = torch.randn(PEAK_SIDE, PEAK_SIDE, dtype=torch.bfloat16, device="cuda")
    return 2 * PEAK_SIDE**3 / best(lambda: a @ a)


def layer_parameters(model) -> int:
    """Weights that every token is multiplied with."""
    return sum(p.numel() for p in model.language_model.layers.parameters())


@torch.inference_mode()
def main(folder: str, tokens: str, side: str) -> None:
    peak = peak_flops()
    print(f"bf16 peak|{peak / 1e12:.0f} TFLOP/s")
    config = AutoConfig.from_pretrained(folder)
    model = Qwen2VLModel.from_pretrained(
        folder, config=config, dtype=torch.bfloat16, attn_implementation="sdpa"
    )
    model = model.to("cuda").eval()
    for count in map(int, tokens.split(",")):
        ids = (torch.arange(count, device="cuda")[None] * 7 % 200) + 10
        seconds = best(lambda ids=ids: model(input_ids=ids, use_cache=False))
        share = 2 * layer_parameters(model) * count / seconds / peak
        print(f"{count} tokens|{count / seconds:.0f} tokens/s, {100 * share:.0f} % of the peak")
    vision = config.vision_config
    grid = int(side) // vision.patch_size
    patches = torch.randn(
        grid * grid,
        3 * vision.temporal_patch_size * vision.patch_size**2,
        dtype=torch.bfloat16,
        device="cuda",
    )
    grid_thw = torch.tensor([[1, grid, grid]], device="cuda")
    seconds = best(lambda: model.visual(patches, grid_thw=grid_thw))
    print(f"{side}x{side} picture|{seconds:.4f} s, of the vision tower alone")


if __name__ == "__main__":
    main(*sys.argv[1:])
