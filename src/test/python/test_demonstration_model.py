"""The shipped folder: equal to transformers, readable by MLX, complete."""

import json
import sys
import unittest
from pathlib import Path

import numpy as np
from PIL import Image

try:
    import mlx.core as mx
    import torch  # noqa: F401
    import transformers  # noqa: F401
except ImportError:
    raise unittest.SkipTest("needs src/main/python/training/requirements.txt") from None

ROOT = Path(__file__).parents[2] / "main"
sys.path.insert(0, str(ROOT / "python" / "training"))

import encoders  # noqa: E402

FOLDER = ROOT / "resources" / "demonstration"
SAMPLES = json.loads((FOLDER / "samples" / "samples.json").read_text(encoding="utf-8"))
TEXTS = [p["caption"] for p in SAMPLES["pictures"]] + ["", "ein roter Kreis", "两个红色的圆形"]


def picture(name: str) -> Image.Image:
    return Image.open(FOLDER / "samples" / name)


class ShippedFolder(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.own, cls.reference = encoders.Folder(FOLDER), encoders.Transformers(FOLDER)
        cls.pictures = [picture(p["file"]) for p in SAMPLES["pictures"]]

    def assert_equal(self, method: str, inputs: list):
        cosines = (getattr(self.own, method)(inputs) * getattr(self.reference, method)(inputs)).sum(
            1
        )
        self.assertGreater(cosines.min(), 0.999999)

    def test_training_code_and_transformers_agree(self):
        self.assert_equal("texts", TEXTS)
        self.assert_equal("pictures", self.pictures + [self.pictures[0].resize((900, 400))])
        self.assert_equal("fused", [(image, "the same in blue") for image in self.pictures])

    def test_every_sample_caption_finds_its_picture(self):
        scores = (
            self.reference.texts(TEXTS[: len(self.pictures)])
            @ self.reference.pictures(self.pictures).T
        )
        self.assertEqual(list(range(len(self.pictures))), scores.argmax(1).tolist())

    def test_every_composed_sample_finds_what_is_expected(self):
        vectors = self.reference.pictures(self.pictures)
        names = [p["file"] for p in SAMPLES["pictures"]]
        for item in SAMPLES["composed"]:
            query = self.reference.fused([(picture(item["picture"]), item["text"])])[0]
            self.assertEqual(item["expected"], names[int((vectors @ query).argmax())], item)

    def test_mlx_dequantises_to_the_same_weights(self):
        arrays, own = mx.load(str(FOLDER / "model.safetensors")), encoders.dequantised(FOLDER)
        scales = [n for n in arrays if n.endswith(".scales")]
        self.assertTrue(scales)
        for name in scales:
            stem = name.removesuffix(".scales")
            with mx.stream(mx.cpu):
                weight = mx.dequantize(
                    arrays[f"{stem}.weight"],
                    arrays[name].astype(mx.float32),
                    arrays[f"{stem}.biases"].astype(mx.float32),
                    64,
                    8,
                )
                values = np.array(weight)
            mine = own[stem.replace("language_model.model.", "language_model.") + ".weight"]
            np.testing.assert_allclose(values, mine.numpy(), atol=1e-6)


if __name__ == "__main__":
    unittest.main()
