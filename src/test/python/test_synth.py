"""Tests of the synthetic checkpoints."""

import json
import struct
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).parents[2] / "main" / "python" / "synth"))

import synth
import synth_qwen3
from synth_files import byte_vocabulary, tokenizer
from synth_shapes import SHAPES, Shape, shards, tensor_bytes, tensors

SMALL = Shape("small", 64, 96, 4, 2, 200, False, 2, 1, 32, 2, (2, 3, 3), shard_bytes=90_000)


def read(path):
    """A safetensors file: {name: (shape, bytes)}, offsets checked."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    entries = json.loads(data[8 : 8 + length])
    entries.pop("__metadata__")
    found, end = {}, 0
    for name, entry in entries.items():
        start, stop = entry["data_offsets"]
        assert (start, entry["dtype"]) == (end, "BF16"), name
        found[name] = entry["shape"], data[8 + length + start : 8 + length + stop]
        end = stop
    assert len(data) == 8 + length + end
    return found


def floats(data):
    """The values of little-endian bfloat16 bytes."""
    words = (b"\0\0" + data[i : i + 2] for i in range(0, len(data), 2))
    return [struct.unpack("<f", word)[0] for word in words]


def snapshot(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class PublishedShapes(unittest.TestCase):
    def test_the_7b_has_four_shards_of_the_published_sizes(self):
        sizes = [
            sum(tensor_bytes(shape) for shape in part.values())
            for part in shards(SHAPES["7b"]).values()
        ]
        self.assertEqual(sum(sizes), 16_582_751_232)
        self.assertEqual([round(s / 1e9, 2) for s in sizes], [4.97, 4.99, 4.93, 1.69])
        self.assertEqual(len(tensors(SHAPES["7b"])), 730)

    def test_the_2b_is_one_file_without_a_head(self):
        ((name, part),) = shards(SHAPES["2b"]).items()
        self.assertEqual(name, "model.safetensors")
        self.assertEqual(sum(map(tensor_bytes, part.values())), 2 * 2_208_985_600)
        self.assertNotIn("lm_head.weight", part)
        self.assertEqual(len(part), 729)

    def test_qwen3s_have_the_published_numbers_of_parameters(self):
        for name, parameters in (("qwen3-2b", 2_127_532_032), ("qwen3-8b", 8_144_793_840)):
            found = sum(map(tensor_bytes, tensors(synth.SHAPES[name]).values())) // 2
            self.assertEqual(found, parameters, name)


class Written(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = Path(temporary.name)
        quiet = mock.patch.object(sys, "stderr", mock.Mock(isatty=lambda: False))
        quiet.start()
        self.addCleanup(quiet.stop)

    def write(self, name="model"):
        synth.write_checkpoint(SMALL, self.root / name)
        return self.root / name

    def test_the_shards_hold_every_tensor_of_the_index(self):
        folder = self.write()
        index = json.loads((folder / "model.safetensors.index.json").read_text())
        files = sorted(set(index["weight_map"].values()))
        self.assertGreater(len(files), 1)
        found = {n: s for file in files for n, (s, _) in read(folder / file).items()}
        self.assertEqual(found, {n: list(s) for n, s in tensors(SMALL).items()})
        self.assertEqual(set(found), set(index["weight_map"]))

    def test_the_values_are_of_the_size_of_trained_ones(self):
        folder = self.write()
        parts = [read(path) for path in folder.glob("*.safetensors")]
        weights = {name: floats(data) for p in parts for name, (_, data) in p.items()}
        values = weights["model.layers.0.mlp.gate_proj.weight"]
        std = (sum(v * v for v in values) / len(values)) ** 0.5
        self.assertTrue(0.01 < std < 0.03, std)
        self.assertLess(max(map(abs, values)), 0.126)
        self.assertLess(abs(sum(values) / len(values)), 0.002)
        self.assertEqual(set(weights["model.norm.weight"]), {1.0})
        self.assertEqual(set(weights["visual.merger.ln_q.bias"]), {0.0})

    def test_the_same_bytes_come_out_twice(self):
        self.assertEqual(snapshot(self.write("one")), snapshot(self.write("two")))

    def test_a_stopped_run_goes_on_where_it_was(self):
        whole = snapshot(self.write("whole"))
        stop = mock.Mock(side_effect=[None] * 30 + [KeyboardInterrupt])
        stopped = mock.patch.object(synth.Progress, "add", stop)
        with stopped, self.assertRaises(KeyboardInterrupt):
            self.write()
        left = snapshot(self.root / "model")
        self.assertNotIn("config.json", left)
        done = [name for name in left if name.endswith(".safetensors")]
        self.assertTrue(done and any(name.endswith(".partial") for name in left))
        missing = len(shards(SMALL)) - len(done)
        with mock.patch.object(synth, "write_shard", wraps=synth.write_shard) as wrote:
            self.write()
        self.assertEqual(wrote.call_count, missing)
        self.assertEqual(snapshot(self.root / "model"), whole)

    def test_a_complete_folder_is_left_alone(self):
        folder = self.write()
        self.assertEqual(synth.write_checkpoint(SMALL, folder), 0)

    def test_a_damaged_shard_is_written_again(self):
        folder = self.write()
        whole = snapshot(folder)
        shard = min(folder.glob("*.safetensors"))
        shard.write_bytes(shard.read_bytes()[:-1])
        self.write()
        self.assertEqual(snapshot(folder), whole)

    def test_a_folder_with_other_files_is_refused(self):
        folder = self.write()
        (folder / "notes.txt").write_text("mine")
        with self.assertRaisesRegex(synth.Refused, "notes.txt"):
            self.write()

    def test_a_real_checkpoint_is_not_overwritten(self):
        folder = self.root / "real"
        folder.mkdir()
        (folder / "config.json").write_text("{}")
        (folder / min(shards(SMALL))).write_bytes(b"real weights")
        with self.assertRaisesRegex(synth.Refused, "did not begin"):
            self.write("real")
        self.assertEqual((folder / "config.json").read_text(), "{}")

    def test_a_checkpoint_of_the_other_size_is_refused(self):
        folder = self.write()
        (folder / "README.txt").write_text(synth.readme(SHAPES["2b"]))
        with self.assertRaisesRegex(synth.Refused, "name a new folder"):
            self.write()

    def test_a_small_disk_is_refused_with_both_figures(self):
        usage = mock.Mock(free=1_000_000)
        small = mock.patch.object(synth.shutil, "disk_usage", return_value=usage)
        with small, self.assertRaisesRegex(synth.Refused, r"0\.07 GB more, and 0\.00 GB"):
            self.write()
        self.assertFalse((self.root / "model").exists())

    def test_large_tensors_come_in_small_pieces(self):
        sizes = [len(c) for c in synth.tensor_chunks("a.weight", 2 * synth.CHUNK + 6)]
        self.assertEqual(sizes, [synth.CHUNK, synth.CHUNK, 6])


class Qwen3(unittest.TestCase):
    def test_a_small_one_has_every_file(self):
        small = synth_qwen3.Qwen3Shape(
            "small", 32, 48, 2, 2, True, 2, 16, 40, (0,), head_dim=16, vocab_size=151936
        )
        files = synth.json_files(small)
        self.assertEqual(files["config.json"]["model_type"], "qwen3_vl")
        self.assertEqual(files["preprocessor_config.json"]["patch_size"], 16)
        self.assertIn("model.visual.deepstack_merger_list.0.norm.weight", tensors(small))

    def test_a_rerankers_has_its_answers_and_its_head(self):
        tied, own = (synth.SHAPES[f"qwen3-reranker-{size}"] for size in ("2b", "8b"))
        files = synth.json_files(tied)
        self.assertEqual(files["config.json"]["_name_or_path"], "Qwen/Qwen3-VL-Reranker-2B")
        tokenizer = Tokenizer.from_str(json.dumps(files["tokenizer.json"]))
        self.assertEqual([tokenizer.token_to_id(word) for word in ("yes", "no")], [9693, 2152])
        self.assertEqual(tokenizer.encode("<think>").ids, [151667])
        self.assertNotIn("lm_head.weight", tensors(tied))
        self.assertEqual(tensors(own)["lm_head.weight"], (151936, 4096))

    def test_its_tokenizer_ends_every_text(self):
        tokenizer = Tokenizer.from_str(json.dumps(synth_qwen3.tokenizer()))
        self.assertEqual(tokenizer.encode("<think>").ids, [151667, 151643])
        self.assertEqual(tokenizer.encode("<think>", add_special_tokens=False).ids, [151667])
        self.assertEqual(len(tokenizer.get_added_tokens_decoder()), 26)


class TokenizerFile(unittest.TestCase):
    def setUp(self):
        self.tokenizer = Tokenizer.from_str(json.dumps(tokenizer()))

    def test_the_special_tokens_have_their_real_ids(self):
        text = "<|endoftext|><|im_start|><|im_end|><|vision_start|><|image_pad|>"
        ids = self.tokenizer.encode(text).ids
        self.assertEqual(ids, [151643, 151644, 151645, 151652, 151655])

    def test_ordinary_text_becomes_its_bytes(self):
        ids = self.tokenizer.encode("e\u0301 <|im_").ids
        text = [c for c, n in sorted(byte_vocabulary().items(), key=lambda i: i[1])]
        self.assertEqual("".join(text[n] for n in ids), "Ã©Ġ<|im_")


if __name__ == "__main__":
    unittest.main()
