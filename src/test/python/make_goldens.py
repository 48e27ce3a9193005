"""Writes the golden checkpoints and their embeddings.

    python make_goldens.py FOLDER [NAME ...]

Each folder holds a random checkpoint, cases.json
(the inputs) and one file of float32 rows per case (the embeddings, as
transformers computes them from exactly the weights in the folder); a
reranker's has pairs.json and scores (golden_rerank.py). Pictures
lie in FOLDER/images as raw [height, width, 3] bytes.
"""

import argparse
import json
import platform
from pathlib import Path

import golden_inputs
import golden_oracle
import golden_pipeline
import golden_rerank
import golden_shapes
import golden_shapes_qwen3
import mlx_format
import numpy as np
import safetensors
import torch
import transformers
from golden_weights import random_weights
from safetensors.torch import save_file

ALL = golden_shapes.ALL + golden_shapes_qwen3.ALL
RERANKERS = {make().name for make in golden_shapes_qwen3.RERANKERS}
DTYPES = {"BF16": torch.bfloat16, "F16": torch.float16, "F32": torch.float32}


def old_name(name):
    """transformers' in-memory tensor name to the one that files carry."""
    for prefix, shipped in (("model.language_model.", "model."), ("model.", "")):
        if name.startswith(prefix):
            return shipped + name.removeprefix(prefix)
    return name


def base_name(name):
    """The same in the files of a Qwen2VLModel, which has no head."""
    return name.removeprefix("model.")


def file_tensors(golden):
    """{tensor name: torch tensor} as the files of a golden hold them."""
    weights = random_weights(golden)
    dtype = DTYPES[golden.dtype]
    if golden.names == "mlx":
        return mlx_format.mlx_tensors(golden, weights, dtype)
    rename = {"old": old_name, "base": base_name, "new": str}[golden.names]
    return {rename(n): torch.from_numpy(w).to(dtype) for n, w in weights.items()}


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def write_checkpoint(golden, tensors, folder):
    """config.json and one or several safetensors files with their index."""
    write_json(folder / "config.json", golden.config)
    metadata = {"format": "mlx" if golden.names == "mlx" else "pt"}
    if golden.shards == 1:
        write_safetensors(tensors, folder / "model.safetensors", metadata)
        return
    weight_map = shard_names(golden, tensors)
    for file in sorted(set(weight_map.values())):
        part = {n: t for n, t in tensors.items() if weight_map[n] == file}
        write_safetensors(part, folder / file, metadata)
    total = sum(t.nbytes for t in tensors.values())
    index = {"metadata": {"total_size": total}, "weight_map": weight_map}
    write_json(folder / "model.safetensors.index.json", index)


def write_safetensors(tensors, path, metadata):
    save_file(tensors, path, metadata)
    path.chmod(0o644)


def shard_names(golden, tensors):
    """{tensor name: file name}, files of about the same size."""
    limit = sum(t.nbytes for t in tensors.values()) / golden.shards
    weight_map, done = {}, 0
    for name, tensor in tensors.items():
        shard = min(int(done / limit), golden.shards - 1) + 1
        weight_map[name] = f"model-{shard:05}-of-{golden.shards:05}.safetensors"
        done += tensor.nbytes
    return weight_map


def reference(golden, tensors, folder):
    """The reference model of the weights that were written."""
    if golden.names != "mlx":
        return golden_oracle.from_folder(folder)
    state = mlx_format.dequantized(golden, tensors)
    return golden_oracle.from_state(golden.config, state)


def describe(an_input):
    """An input as cases.json holds it."""
    images = []
    for name in an_input.images:
        height, width = golden_inputs.size(name)
        file = f"../images/{name}.rgb"
        images.append({"height": height, "width": width, "rgb_file": file})
    return {
        "input_ids": an_input.input_ids,
        "prefix_length": an_input.prefix_length,
        "images": images,
    }


def write_cases(golden, model, folder):
    """cases.json and the float32 rows of every case."""
    described = []
    for name, inputs in golden_inputs.cases(golden.config, golden.seed).items():
        rows = golden_oracle.embed_all(model, golden, inputs)
        rows.astype("<f4").tofile(folder / f"{name}.f32")
        entry = {"name": name, "embeddings_file": f"{name}.f32"}
        described.append(entry | {"inputs": [describe(i) for i in inputs]})
    own = {} if golden.positions == "mrope" else {"positions": golden.positions}
    text = json.dumps({"versions": versions(), **own, "cases": described})
    text = text.replace('{"name"', '\n{"name"').replace('{"input_ids"', '\n  {"input_ids"')
    (folder / "cases.json").write_text(text + "\n", encoding="utf-8")


def versions():
    return {
        "python": platform.python_version(),
        "torch": torch.__version__.split("+")[0],
        "transformers": transformers.__version__,
        "safetensors": safetensors.__version__,
        "numpy": np.__version__,
    }


def write_golden(golden, root):
    folder = root / golden.name
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    tensors = {n: t.contiguous() for n, t in file_tensors(golden).items()}
    write_checkpoint(golden, tensors, folder)
    write_expected(golden, reference(golden, tensors, folder), folder)
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{golden.name}: {size / 1000:.0f} kB")


def write_expected(golden, model, folder):
    """The inputs, and what the reference model makes of them."""
    if golden.name in RERANKERS:
        golden_rerank.write(golden, model, folder, versions())
        return
    write_cases(golden, model, folder)
    if golden.name in golden_pipeline.PROFILES:
        golden_pipeline.write(golden, model, folder)


def write_images(root):
    (root / "images").mkdir(parents=True, exist_ok=True)
    for name in golden_inputs.ALL_PICTURES:
        golden_inputs.picture(name).tofile(root / "images" / f"{name}.rgb")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only these goldens")
    options = parser.parse_args()
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    write_images(options.folder)
    for make in (*ALL, *golden_shapes_qwen3.RERANKERS):
        golden = make()
        if not options.names or golden.name in options.names:
            write_golden(golden, options.folder)


if __name__ == "__main__":
    main()
