"""Tests of what `bench engine` measures on and of its tables."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "bench" / "python"))

from engine_bench import Plan
from engine_checkpoint import layer_weights, shape_of, whole_layers, write_checkpoint
from engine_table import Figures, TextTable

ROOFS = {
    "int16": {"how": "", "one": 200.0, "all": 400.0},
    "int8": {"how": "", "one": 400.0, "all": 800.0},
    "memory": {"how": "", "one": 20.0, "all": 40.0},
}


def plan(**changes):
    fields = {"shape_name": "7b", "shape": shape_of("7b", 4), "bits": 4, "threads": 2}
    fields |= {"clock": "wall", "modes": ["exact"], "against": "other", "texts": ["text 64"]}
    return Plan(**{**fields, "pictures": {}, "rounds": 3, **changes})


def measured(seconds, vision=0.0):
    return {
        "tokens": 64,
        "seconds": seconds,
        "processor": 3 * seconds,
        "vision": vision,
        "beyond_weights": 10 * seconds,
    }


def rounds(ours, theirs):
    return [
        {("text 64", "exact"): measured(a), ("text 64", "other"): measured(b)}
        for a, b in zip(ours, theirs, strict=True)
    ]


def floats(path, name):
    """A bfloat16 tensor of a safetensors file."""
    data = path.read_bytes()
    begin = 8 + int.from_bytes(data[:8], "little")
    start, end = json.loads(data[8:begin])[name]["data_offsets"]
    words = np.frombuffer(data[begin + start : begin + end], "<u2")
    return (words.astype("<u4") << 16).view("<f4")


class Checkpoint(unittest.TestCase):
    def test_it_holds_the_layers_and_weights_around_zero(self):
        module = "model.layers.1.mlp.down_proj."
        for bits in (4, 8):
            with self.subTest(bits=bits), tempfile.TemporaryDirectory() as name:
                write_checkpoint(Path(name), shape_of("demo", 2), bits)
                settings = json.loads((Path(name) / "config.json").read_text())
                self.assertEqual(settings["num_hidden_layers"], 2)
                self.assertEqual(settings["quantization"]["bits"], bits)
                file = Path(name) / "model.safetensors"
                scales, biases = (floats(file, module + part) for part in ("scales", "biases"))
                self.assertEqual(scales.size, 192 * 384 // 64)
                self.assertGreater(scales.min(), 0)
                np.testing.assert_array_equal(biases, -(2 ** (bits - 1)) * scales)

    def test_the_published_layers_are_counted(self):
        self.assertEqual(whole_layers("7b"), 28)
        self.assertEqual(shape_of("7b", 4).num_hidden_layers, 4)
        self.assertEqual(shape_of("7b").num_hidden_layers, 28)
        # q and o, k and v, and the three of the feed-forward part
        self.assertEqual(
            layer_weights(shape_of("7b")), 2 * 3584**2 + 2 * 3584 * 512 + 3 * 3584 * 18944
        )


class Tables(unittest.TestCase):
    def test_the_best_round_counts_and_the_text_layers_are_scaled(self):
        figures = Figures(plan(), rounds([3.0, 1.0, 2.0], [4.0, 4.0, 1.0]))
        self.assertEqual(figures.best("text 64", "exact"), 7.0)
        self.assertEqual(figures.seconds(measured(3.0, vision=1.0)), 15.0)
        self.assertEqual(figures.memory("text 64", "exact"), 10.0)

    def test_a_ratio_is_the_median_of_the_rounds(self):
        figures = Figures(plan(), rounds([3.0, 1.0, 2.0], [6.0, 4.0, 1.0]))
        self.assertEqual(figures.ratio("text 64", "exact", "other"), 2.0)

    def test_the_processor_time_is_a_threads(self):
        figures = Figures(plan(clock="processor"), rounds([1.0], [1.0]))
        self.assertEqual(figures.best("text 64", "exact"), 10.5)

    def test_a_share_is_of_the_slower_of_products_and_memory(self):
        texts = TextTable(Figures(plan(), rounds([1.0], [1.0])), ROOFS)
        weights = 28 * layer_weights(shape_of("7b"))
        self.assertAlmostEqual(
            texts.roof_seconds("text 64", "exact"), 2e-9 * 64 * weights / 400, places=6
        )
        one = Figures(plan(), [{("text 64", "exact"): {**measured(1.0), "tokens": 1}}])
        self.assertAlmostEqual(
            TextTable(one, ROOFS).roof_seconds("text 64", "exact"),
            1e-9 * weights * 4.5 / 8 / 40,
            places=6,
        )
        self.assertIn("| 64 | 9.14 |", texts.text())


if __name__ == "__main__":
    unittest.main()
