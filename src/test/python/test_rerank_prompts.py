"""Our rules of Qwen3-VL-Reranker's prompts, held against transformers' own processor.

It needs requirements-golden.txt and is skipped without it; the vocabulary is that of
make_tokenizer.py.
"""

import unittest

import numpy as np
import qwen3_prompts
import rerank_prompts
import test_qwen3_prompts
from PIL import Image
from resize_stages import QWEN3, ramps, seen


def content(prefix, text, pictures):
    """What the authors' format_mm_content makes of one side."""
    parts = [{"type": "text", "text": prefix}]
    if text is None and not pictures:
        return [*parts, {"type": "text", "text": "NULL"}]
    parts += [{"type": "image"} for _ in pictures]
    return parts + ([] if text is None else [{"type": "text", "text": text}])


def conversation(instruction, query, document):
    """What their format_mm_instruction makes of a pair."""
    system = [{"type": "text", "text": rerank_prompts.SYSTEM}]
    instruct = "<Instruct>: " + (instruction or rerank_prompts.DEFAULT)
    user = [{"type": "text", "text": instruct}]
    user += content("<Query>:", *query) + content("\n<Document>:", *document)
    return [{"role": "system", "content": system}, {"role": "user", "content": user}]


def truncated(tokens, longest, special):
    """Their truncate_tokens_optimized."""
    if len(tokens) <= longest:
        return tokens
    room = longest - sum(1 for token in tokens if token in special)
    ordinary = [at for at, token in enumerate(tokens) if token not in special]
    gone = set(ordinary[room:])
    return [token for at, token in enumerate(tokens) if at not in gone]


class Prompts(test_qwen3_prompts.Prompts):
    """Ids of the processor, by the authors' conversation and their truncation."""

    test_rows_of_pictures_are_those_of_the_processor = None

    def test_ids_are_those_of_the_processor(self):
        special = [token["content"] for token in self.content["added_tokens"]]
        for form in ("byte-level", "sequence"):
            processor = self.processor(form)
            backend = processor.tokenizer.backend_tokenizer
            cases = list(rerank_prompts.cases(self.corpus, special))
            for instruction, query, document in cases[:200:9] + cases[-264:-12:7] + cases[-12:]:
                found = self.found_pair(processor, instruction, query, document)
                sides = [rerank_prompts.side(*side) for side in (query, document)]
                expected = rerank_prompts.ids(backend, *sides, instruction)
                np.testing.assert_array_equal(found, expected, str((instruction, query)))

    def found_pair(self, processor, instruction, query, document):
        given = processor.apply_chat_template(
            conversation(instruction, query, document),
            add_generation_prompt=True,
            tokenize=False,
        )
        sizes = (*query[1], *document[1])
        images = [Image.fromarray(seen(ramps(*size), QWEN3)) for size in sizes]
        ids = processor(text=[given], images=images or None, do_resize=False)["input_ids"][0]
        special = {token["id"] for token in self.content["added_tokens"] if token.get("special")}
        return truncated(ids[:-5], 10240, special) + list(ids[-5:])


class Rules(unittest.TestCase):
    def test_a_prefix_is_what_all_pairs_of_an_instruction_begin_with(self):
        for instruction in rerank_prompts.INSTRUCTIONS:
            beginning = rerank_prompts.prefix(instruction)
            whole = rerank_prompts.prompt(("a", ()), ("b", ()), instruction)
            self.assertTrue(whole.startswith(beginning + "a\n<Document>:b"), instruction)

    def test_the_default_stands_for_an_empty_instruction_alone(self):
        self.assertIn(f"<Instruct>: {rerank_prompts.DEFAULT}<Query>", rerank_prompts.prefix(""))
        self.assertIn("<Instruct>:  <Query>", rerank_prompts.prefix(" "))
        self.assertEqual(qwen3_prompts.texts(None, ()), ["NULL"])


if __name__ == "__main__":
    unittest.main()
