"""What the goldens of one architecture have in common, by config.json's model_type."""

from dataclasses import dataclass

from pixels import QWEN2_VL, QWEN3_VL, Pixels
from transformers import (
    Qwen2VLConfig,
    Qwen2VLForConditionalGeneration,
    Qwen3VLConfig,
    Qwen3VLForConditionalGeneration,
)


@dataclass(frozen=True)
class Family:
    """transformers' classes, and how pictures become rows."""

    config: type
    model: type
    pixels: Pixels


FAMILIES = {
    "qwen2_vl": Family(Qwen2VLConfig, Qwen2VLForConditionalGeneration, QWEN2_VL),
    "qwen3_vl": Family(Qwen3VLConfig, Qwen3VLForConditionalGeneration, QWEN3_VL),
}


def family(config):
    """The family of a config.json dict."""
    return FAMILIES[config["model_type"]]
