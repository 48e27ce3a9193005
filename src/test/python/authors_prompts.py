"""Digests of the ids that the scripts of Qwen3-VL-Embedding's and -Reranker's authors make.

    python authors_prompts.py REPOSITORY TOKENIZER_JSON CORPUS_JSON OUT_DIR

REPOSITORY is QwenLM/Qwen3-VL-Embedding; its src/models are run as they are, on transformers' own
processor and qwen_vl_utils. No net takes part: torch and the classes of models are stand-ins, and
tensors are numpy's. OUT_DIR gets embedding.txt and reranker.txt, with a line for each text of the
corpus that spells no special token, and one for a text that is cut: the post-processor's form and
the digest of the ids of all combinations of instruction, text and picture (combinations, pairs).
AuthorsPromptTest makes the same of ours.
"""

import hashlib
import importlib.util
import json
import sys
import types
from pathlib import Path
from unittest.mock import MagicMock, patch

import numpy as np
import qwen3_prompts
import rerank_prompts
import transformers
from PIL import Image
from resize_stages import ramps
from test_qwen3_prompts import Prompts
from transformers.models.qwen3_vl.processing_qwen3_vl import Qwen3VLProcessor
from transformers.utils import ModelOutput

PICTURE = (100, 80)
FORMS = ("byte-level", "sequence")
LONG = "long words of a text " * 3000


class Net:
    """Stands for a class of models."""

    @classmethod
    def from_pretrained(cls, *_, **__):
        return MagicMock()


def stand_in(name, **attributes):
    module = types.ModuleType(name)
    module.__getattr__ = lambda _: MagicMock()
    vars(module).update(attributes)
    sys.modules[name] = module


def stand_ins():
    """For what the scripts import and only a net needs."""
    for name in ("torch", "torchvision"):
        sys.modules[name] = MagicMock(__version__="2.15.0", __spec__=None)
    for name in ("torch.nn", "torch.nn.functional", "torchvision.transforms", "torchvision.io"):
        sys.modules[name] = MagicMock()
    stand_in(
        "transformers.models.qwen3_vl.modeling_qwen3_vl",
        Qwen3VLPreTrainedModel=Net,
        Qwen3VLModel=Net,
        Qwen3VLConfig=Net,
    )
    stand_in("transformers.modeling_outputs", ModelOutput=ModelOutput)
    stand_in("transformers.cache_utils", Cache=Net)
    sys.modules["transformers.utils.generic"].check_model_inputs = lambda method: method


class Arrays:
    """A processor or tokenizer whose tensors are numpy's."""

    def __init__(self, real):
        self.real = real

    def __getattr__(self, name):
        found = getattr(self.real, name)
        return Arrays(found) if name == "tokenizer" else found

    def __call__(self, **options):
        options |= {"return_tensors": "np"} if "return_tensors" in options else {}
        return self.real(**options)

    def pad(self, *inputs, **options):
        return self.real.pad(*inputs, **{**options, "return_tensors": "np"})


def script(repository, name):
    file = Path(repository, "src", "models", f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.Qwen3VLForConditionalGeneration = Net
    return module


def combinations(text, index):
    """(text, instruction, pictures) of a text."""
    instruction = qwen3_prompts.INSTRUCTIONS[index % len(qwen3_prompts.INSTRUCTIONS)]
    for given in (None, instruction):
        for pictures in ((), (PICTURE,)):
            if text != LONG or not pictures:
                yield text, given, pictures
        yield None, given, (PICTURE,)


def pairs(text, other, index):
    """(instruction, query, document) of two texts."""
    instruction = rerank_prompts.INSTRUCTIONS[index % len(rerank_prompts.INSTRUCTIONS)]
    for given in (None, instruction):
        for query in sides(other):
            for document in sides(text):
                yield given, query, document


def sides(text):
    return (text, ()), (None, (PICTURE,)), (text, (PICTURE,))


def images(pictures):
    return [Image.fromarray(ramps(*size)) for size in pictures] or None


def embedding_ids(embedder, text, instruction, pictures):
    asked = embedder.format_model_input(text=text, image=images(pictures), instruction=instruction)
    return embedder._preprocess_inputs([asked])["input_ids"][0]


def pair_ids(reranker, instruction, query, document):
    asked = reranker.format_mm_instruction(
        query[0], images(query[1]), None, document[0], images(document[1]), None, instruction
    )
    return reranker.tokenize([asked])["input_ids"][0]


def digest(all_ids):
    sha = hashlib.sha256()
    for ids in all_ids:
        sha.update(np.asarray([len(ids), *ids], "<i4").tobytes())
    return sha.hexdigest()[:32]


def write(file, lines):
    file.write_text("".join(f"{form} {found}\n" for form, found in lines), encoding="utf-8")


def main(repository, tokenizer_json, corpus_json, folder):
    stand_ins()
    Prompts.content = json.loads(Path(tokenizer_json).read_text(encoding="utf-8"))
    corpus = json.loads(Path(corpus_json).read_text(encoding="utf-8"))
    special = [token["content"] for token in Prompts.content["added_tokens"]]
    texts = [text for text in corpus if not any(token in text for token in special)] + [LONG]
    embedding, reranker = {}, {}
    for form in FORMS:
        real = Prompts().processor(form)
        # as the published tokenizer_config.json has it: they are not cut
        real.tokenizer.add_special_tokens({"additional_special_tokens": special})
        processor = Arrays(real)
        with patch.object(Qwen3VLProcessor, "from_pretrained", return_value=processor):
            embedding[form] = script(repository, "qwen3_vl_embedding").Qwen3VLEmbedder("")
        with patch.object(transformers.AutoProcessor, "from_pretrained", return_value=processor):
            reranker[form] = script(repository, "qwen3_vl_reranker").Qwen3VLReranker("")
    vectors, scores = [], []
    for index, text in enumerate(texts):
        form = FORMS[index % len(FORMS)]
        cases = combinations(text, index)
        vectors.append((form, digest(embedding_ids(embedding[form], *case) for case in cases)))
        cases = pairs(text, texts[(7 * index + 1) % (len(texts) - 1)], index)
        scores.append((form, digest(pair_ids(reranker[form], *case) for case in cases)))
    Path(folder).mkdir(parents=True, exist_ok=True)
    write(Path(folder, "embedding.txt"), vectors)
    write(Path(folder, "reranker.txt"), scores)


if __name__ == "__main__":
    main(*sys.argv[1:])
