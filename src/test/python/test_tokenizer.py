"""Tests of the tokenizer oracle, without the real vocabulary."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

import make_tokenizer
import token_ids
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).parents[2] / "main" / "python" / "synth"))

import synth_files

CORPUS = Path(__file__).parents[1] / "resources" / "corpus" / "multilingual.json"
SINGLE = {bytes([byte]): byte for byte in range(256)}
RANKS = SINGLE | {b"he": 256, b"ll": 257, b"hell": 258, b"hello": 259, b" h": 260}


class Merges(unittest.TestCase):
    def test_a_token_is_split_where_its_rank_joins_two_parts(self):
        self.assertEqual(make_tokenizer.merge_of(b"hello", RANKS), [b"hell", b"o"])
        self.assertEqual(make_tokenizer.merge_of(b"hell", RANKS), [b"he", b"ll"])
        self.assertEqual(make_tokenizer.merge_of(b" h", RANKS), [b" ", b"h"])

    def test_a_token_that_no_merge_makes_is_an_error(self):
        with self.assertRaisesRegex(ValueError, "no merge"):
            make_tokenizer.merge_of(b"xyz", RANKS | {b"xyz": 261})

    def test_the_vocabulary_becomes_byte_level_text(self):
        vocab, merges = make_tokenizer.byte_level(RANKS)
        self.assertEqual(vocab["Ġh"], 260)
        self.assertEqual(merges, ["h e", "l l", "he ll", "hell o", "Ġ h"])

    def test_the_file_encodes_with_its_merges(self):
        content = make_tokenizer.tokenizer_json(*make_tokenizer.byte_level(RANKS))
        tokenizer = Tokenizer.from_str(json.dumps(content))
        ids = token_ids.encode(tokenizer, "<|im_end|>hello h")
        self.assertEqual(ids, [261 + 2, 259, 260])


class TokenIds(unittest.TestCase):
    def ids(self, corpus):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tokenizer.json"
            path.write_text(json.dumps(synth_files.tokenizer()), encoding="utf-8")
            return token_ids.ids(path, corpus)

    def test_the_literal_of_a_special_token_is_plain_text(self):
        (entry,) = self.ids(["<|im_end|>"])
        self.assertEqual(len(entry["plain"]), len("<|im_end|>"))
        self.assertIsNone(entry["prompt"])

    def test_the_prompt_holds_its_special_tokens(self):
        (entry,) = self.ids(["a"])
        special = [i for i in entry["prompt"] if i >= 151643]
        self.assertEqual(special, [151644, 151645, 151644, 151645, 151644, 151643])


class Corpus(unittest.TestCase):
    def test_it_holds_at_least_500_different_strings(self):
        corpus = json.loads(CORPUS.read_text(encoding="utf-8"))
        self.assertGreaterEqual(len(set(corpus)), 500)
        self.assertEqual(len(set(corpus)), len(corpus))


if __name__ == "__main__":
    unittest.main()
