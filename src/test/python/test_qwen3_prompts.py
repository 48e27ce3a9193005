"""Our rules of Qwen3-VL-Embedding's prompts, held against transformers' own processor.

It needs requirements-golden.txt and is skipped without it; the vocabulary is that of
make_tokenizer.py.
"""

import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

try:
    import numpy as np
    import transformers
    from PIL import Image
    from transformers import PreTrainedTokenizerFast
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import (
        Qwen2VLImageProcessorPil,
    )
    from transformers.models.qwen3_vl.processing_qwen3_vl import Qwen3VLProcessor
except ImportError as missing:
    raise unittest.SkipTest(f"{missing}: see requirements-golden.txt") from None

import qwen3_prompts
from pixels import QWEN3_VL, pixel_values
from resize_stages import QWEN3, ramps, seen

ROOT = Path(__file__).parents[3]
VOCABULARY = ROOT / "target" / "qwen2-tokenizer" / "tokenizer.json"
CORPUS = ROOT / "src" / "test" / "resources" / "corpus" / "multilingual.json"

# What the published template renders of a system and a user turn.
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n"
    "{% for part in message.content %}{% if part.type == 'image' %}"
    "<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ part.text }}{% endif %}"
    "{% endfor %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def conversation(text, instruction, pictures):
    """The two turns that the authors' script gives to the processor."""
    content = [{"type": "image"} for _ in pictures]
    content += [{"type": "text", "text": shown} for shown in qwen3_prompts.texts(text, pictures)]
    system = [{"type": "text", "text": qwen3_prompts.sentence(instruction)}]
    return [{"role": "system", "content": system}, {"role": "user", "content": content}]


@unittest.skipUnless(VOCABULARY.is_file(), "python make_tokenizer.py target/qwen2-tokenizer")
class Prompts(unittest.TestCase):
    """Ids and pixels of the processor."""

    @classmethod
    def setUpClass(cls):
        transformers.logging.set_verbosity_error()
        cls.content = json.loads(VOCABULARY.read_text(encoding="utf-8"))
        cls.corpus = json.loads(CORPUS.read_text(encoding="utf-8"))

    def processor(self, form):
        end = qwen3_prompts.forms(151643)[form]
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump({**self.content, "post_processor": end}, file)
            file.flush()
            tokenizer = PreTrainedTokenizerFast(
                tokenizer_file=file.name, pad_token="<|endoftext|>", padding_side="right"
            )
        images = Qwen2VLImageProcessorPil(
            patch_size=16, image_mean=[0.5] * 3, image_std=[0.5] * 3, do_resize=False
        )
        # its check of a video processor needs torchvision, which no picture does
        with mock.patch.object(Qwen3VLProcessor, "check_argument_for_proper_class"):
            return Qwen3VLProcessor(images, tokenizer, None, chat_template=TEMPLATE)

    def found(self, processor, text, instruction, pictures):
        given = processor.apply_chat_template(
            conversation(text, instruction, pictures), add_generation_prompt=True, tokenize=False
        )
        images = [Image.fromarray(seen(ramps(*size), QWEN3)) for size in pictures]
        return processor(
            text=[given],
            images=images or None,
            truncation=not images,
            max_length=None if images else qwen3_prompts.LONGEST,
            do_resize=False,
            return_tensors="np",
        )

    def test_ids_are_those_of_the_processor(self):
        special = [token["content"] for token in self.content["added_tokens"]]
        for form in ("byte-level", "sequence"):
            processor = self.processor(form)
            tokenizer = processor.tokenizer.backend_tokenizer
            cases = list(qwen3_prompts.cases(self.corpus, special))
            for case in cases[::7] + cases[-140:-5]:
                found = self.found(processor, *case)["input_ids"][0]
                tokenizer.no_truncation()
                expected = tokenizer.encode(qwen3_prompts.prompt(*case)).ids
                np.testing.assert_array_equal(found, expected[: qwen3_prompts.LONGEST], str(case))

    def test_rows_of_pictures_are_those_of_the_processor(self):
        processor = self.processor("sequence")
        for size in ((64, 64), (100, 80), (1700, 2200), (14, 1400), (3000, 100)):
            found = self.found(processor, "a", None, [size])["pixel_values"]
            expected = pixel_values(seen(ramps(*size), QWEN3), QWEN3_VL)
            np.testing.assert_allclose(found, expected, atol=1e-6)


if __name__ == "__main__":
    unittest.main()
