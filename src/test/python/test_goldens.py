"""Tests of the goldens and of what they are made with.

They need requirements-golden.txt and are skipped without it.
"""

import contextlib
import json
import tempfile
import unittest
from pathlib import Path

try:
    import mlx.core as mx
    import numpy as np
    import torch
    import transformers
    from PIL import Image
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import (
        Qwen2VLImageProcessorPil,
    )
except ImportError as missing:
    raise unittest.SkipTest(f"{missing}: see requirements-golden.txt") from None

import golden_inputs
import golden_sensitivity
import golden_sensitivity_qwen3
import golden_shapes
import golden_shapes_qwen3
import make_goldens
import mlx_format
import resize_stages
from golden_families import family
from pixels import QWEN2_VL, QWEN3_VL, grid_thw, pixel_values

GOLDEN = Path(__file__).parents[1] / "resources" / "golden"
BESIDE = {".gitattributes", "PROVENANCE.md"}
SAME_BYTES = {"config.json", "tokenizer.json", "pipeline.json"}
TORCH_THREADS = torch.get_num_threads()


def setUpModule():
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()


def tearDownModule():
    torch.set_num_threads(TORCH_THREADS)


def rows(path, hidden_size):
    return np.fromfile(path, "<f4").reshape(-1, hidden_size)


class CommittedGoldens(unittest.TestCase):
    """The committed folders are what the script writes."""

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.made = Path(temporary.name)
        make_goldens.write_images(cls.made)
        with contextlib.redirect_stdout(None):
            for make in (*make_goldens.ALL, *golden_shapes_qwen3.RERANKERS):
                make_goldens.write_golden(make(), cls.made)

    def test_every_file_is_made_and_every_made_file_is_there(self):
        def names(root):
            files = (p.relative_to(root) for p in root.rglob("*") if p.is_file())
            return {str(f) for f in files if f.name not in BESIDE}

        self.assertEqual(names(GOLDEN), names(self.made))

    def test_weights_configs_and_pictures_are_the_same_bytes(self):
        for path in self.made.rglob("*"):
            if path.suffix in {".safetensors", ".rgb"} or path.name in SAME_BYTES:
                with self.subTest(path.name):
                    committed = GOLDEN / path.relative_to(self.made)
                    self.assertEqual(committed.read_bytes(), path.read_bytes())

    def test_embeddings_are_the_same_up_to_rounding(self):
        for path in self.made.rglob("*.f32"):
            made = np.fromfile(path, "<f4")
            committed = np.fromfile(GOLDEN / path.relative_to(self.made), "<f4")
            with self.subTest(str(path)):
                scores = "reranker" in path.parent.name
                rtol = 1e-4 if scores else 1e-7
                np.testing.assert_allclose(made, committed, atol=2e-6, rtol=rtol)

    def test_cases_describe_the_same_inputs(self):
        for path in (*self.made.rglob("cases.json"), *self.made.rglob("pairs.json")):
            committed = json.loads((GOLDEN / path.relative_to(self.made)).read_text())
            self.assertEqual(json.loads(path.read_text())["cases"], committed["cases"])


class Scores(unittest.TestCase):
    def each_case(self):
        for make in golden_shapes_qwen3.RERANKERS:
            golden = make()
            folder = GOLDEN / golden.name
            for case in json.loads((folder / "pairs.json").read_text())["cases"]:
                yield golden, case, rows(folder / case["scores_file"], 2)

    def test_there_is_one_score_per_pair_and_a_measure_above_it(self):
        for golden, case, found in self.each_case():
            with self.subTest(f"{golden.name} {case['name']}"):
                self.assertEqual(len(found), len(case["inputs"]))
                self.assertTrue(np.all(np.abs(found[:, 0]) < found[:, 1]))

    def test_pairs_of_a_checkpoint_score_differently(self):
        scores = {}
        for golden, case, found in self.each_case():
            if case["name"] != "mixed-batch":  # it repeats one
                scores.setdefault(golden.name, []).extend(found[:, 0] / found[:, 1])
        for name, found in scores.items():
            self.assertGreater(np.min(np.diff(np.sort(found))), 1e-5, name)
            self.assertGreater(np.ptp(found), 0.05, name)

    def test_image_tokens_number_what_the_pictures_need(self):
        for golden, case, _ in self.each_case():
            for an_input in case["inputs"]:
                sizes = [i["height"] * i["width"] for i in an_input["images"]]
                pads = an_input["input_ids"].count(golden.config["image_token_id"])
                self.assertEqual(pads, sum(sizes) // 32**2)


class Embeddings(unittest.TestCase):
    def each_case(self):
        for make in make_goldens.ALL:
            golden = make()
            folder = GOLDEN / golden.name
            text = golden.config.get("text_config", golden.config)
            for case in json.loads((folder / "cases.json").read_text())["cases"]:
                found = rows(folder / case["embeddings_file"], text["hidden_size"])
                yield golden.name, case, found

    def test_there_is_one_row_of_unit_norm_per_input(self):
        for name, case, found in self.each_case():
            with self.subTest(f"{name} {case['name']}"):
                self.assertEqual(len(found), len(case["inputs"]))
                norms = np.linalg.norm(found.astype(np.float64), axis=1)
                np.testing.assert_allclose(norms, 1, atol=1e-6)

    def test_an_input_has_the_same_row_in_any_company(self):
        mixed = [c for c in self.each_case() if c[1]["name"] == "mixed-batch"]
        self.assertTrue(mixed)
        for name, _, found in mixed:
            np.testing.assert_array_equal(found[0], found[-1], name)

    def test_different_inputs_are_far_apart(self):
        everything = {}
        for name, case, found in self.each_case():
            everything.setdefault(name, {})[case["name"]] = found
        for name, right in everything.items():
            high, mean = golden_sensitivity.nearest_others(right)
            self.assertLess(high, 0.98, name)
            self.assertLess(mean, 0.7, name)

    def test_image_tokens_number_what_the_pictures_need(self):
        for name, case, _ in self.each_case():
            config = json.loads((GOLDEN / name / "config.json").read_text())
            for an_input in case["inputs"]:
                sizes = [i["height"] * i["width"] for i in an_input["images"]]
                pads = an_input["input_ids"].count(config["image_token_id"])
                self.assertEqual(pads, sum(sizes) // family(config).pixels.factor ** 2)


class Sensitivity(unittest.TestCase):
    """A mistake lowers the cosine well below what tests ask for."""

    INVISIBLE = ("merger_gelu_by_tanh", "wrong_epsilon")  # below float32's noise

    def lowest(self, golden, mistake):
        tensors = make_goldens.file_tensors(golden)
        model = make_goldens.reference(golden, tensors, GOLDEN / golden.name)
        right = golden_sensitivity.all_cases(model, golden)
        with mistake(model):
            wrong = golden_sensitivity.all_cases(model, golden)
        found = golden_sensitivity.cosines(right, wrong)
        return min(float(c.min()) for c in found.values())

    def test_the_tiny_golden_shows_every_visible_mistake(self):
        for mistake in golden_sensitivity.MISTAKES:
            if mistake.__name__ not in self.INVISIBLE:
                with self.subTest(mistake.__name__):
                    self.assertLess(self.lowest(golden_shapes.tiny(), mistake), 0.99997)

    def test_qwen3s_goldens_show_every_mistake(self):
        for make, least in (
            (golden_shapes_qwen3.tiny, 0.999),
            (golden_shapes_qwen3.heads, 0.99999),
        ):
            for mistake in golden_sensitivity_qwen3.MISTAKES:
                if make is golden_shapes_qwen3.heads or "gelu" not in mistake.__name__:
                    with self.subTest(f"{make.__name__} {mistake.__name__}"):
                        self.assertLess(self.lowest(make(), mistake), least)

    def test_the_odd_golden_shows_an_epsilon_not_read(self):
        mistake = golden_sensitivity.wrong_epsilon
        self.assertLess(self.lowest(golden_shapes.odd(), mistake), 0.99)


class MlxFormat(unittest.TestCase):
    def test_quantisation_agrees_with_mlx(self):
        generator = np.random.Generator(np.random.PCG64(1))
        w = generator.standard_normal((24, 256), dtype=np.float32)
        w[3, :64] = np.abs(w[3, :64])
        w[4, 64:128] = 0
        for bits in (4, 8):
            for group_size in (32, 64, 128):
                with self.subTest(bits=bits, group_size=group_size):
                    expected = mx.quantize(mx.array(w), group_size, bits)
                    found = mlx_format.quantize(w, group_size, bits)
                    for e, f in zip(expected[1:], found[1:]):
                        np.testing.assert_allclose(f, np.array(e), rtol=1e-6)
                    there, ours = (
                        mlx_format.unpack(np.array(q), bits) for q in (expected[0], found[0])
                    )
                    # a value half-way between two integers may round either way
                    self.assertLessEqual(np.abs(there - ours).max(), 1)
                    self.assertLess(np.mean(there != ours), 1e-3)

    def test_dequantisation_agrees_with_mlx(self):
        for make in (golden_shapes.mlx_q4, golden_shapes.mlx_q8):
            golden = make()
            tensors = make_goldens.file_tensors(golden)
            state = mlx_format.dequantized(golden, tensors)
            quantised = [n.removesuffix(".scales") for n in tensors if n.endswith(".scales")]
            self.assertTrue(quantised)
            for path in quantised:
                self.assert_dequantized(golden, tensors, path, state)

    def assert_dequantized(self, golden, tensors, path, state):
        parts = [tensors[f"{path}.{s}"] for s in ("weight", "scales", "biases")]
        words, scales, biases = (
            mx.array(p.numpy() if p.dtype == torch.uint32 else p.float().numpy()) for p in parts
        )
        group_size, bits = mlx_format.setting(golden, path)
        expected = np.array(mx.dequantize(words, scales, biases, group_size, bits))
        found = state[mlx_format.hf_name(path + ".weight")].numpy()
        np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-7)


class Resizes(unittest.TestCase):
    """The second resize of a picture is that of transformers' own processor."""

    def test_they_agree_with_the_image_processor(self):
        least, most = resize_stages.PROCESSOR
        processor = Qwen2VLImageProcessorPil(size={"shortest_edge": least, "longest_edge": most})
        for width, height in ((28, 28), (100, 80), (2000, 1500), (8000, 40), (1003, 1000)):
            rgb = resize_stages.ramps(width, height)
            for profile, limits in resize_stages.OWN.items():
                to = resize_stages.own_size(height, width, limits)
                first = Image.fromarray(rgb).resize(to[::-1], Image.Resampling.BICUBIC)
                found = processor(images=[first], return_tensors="np")["pixel_values"]
                expected = pixel_values(resize_stages.seen(rgb, profile))
                np.testing.assert_allclose(found, expected, atol=1e-6)


class PixelRows(unittest.TestCase):
    def test_they_agree_with_the_image_processor(self):
        for layout in (QWEN2_VL, QWEN3_VL):
            processor = Qwen2VLImageProcessorPil(
                size={"shortest_edge": layout.factor**2, "longest_edge": 1280 * layout.factor**2},
                patch_size=layout.patch,
                image_mean=list(layout.mean),
                image_std=list(layout.std),
            )
            for name in golden_inputs.PICTURES[layout.factor]:
                rgb = golden_inputs.picture(name)
                found = processor(images=[rgb], return_tensors="np")
                self.assertEqual(tuple(found["image_grid_thw"][0]), grid_thw(rgb, layout))
                rows = pixel_values(rgb, layout)
                np.testing.assert_allclose(rows, found["pixel_values"], atol=1e-6)


if __name__ == "__main__":
    unittest.main()
