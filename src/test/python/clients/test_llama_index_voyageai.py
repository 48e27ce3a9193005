"""VoyageEmbedding of LlamaIndex: texts, a picture, dimensions, int8; what it throws of the SDK."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import hub_tokenizer
import pytest
from conftest import SAMPLES, cosine

CLIENT = "llama-index-embeddings-voyageai"
LIST = Path("src/test/python/requirements-voyageai.txt")
PINNED = dict(re.findall(r"^([a-z-]+)==(\S+)", LIST.read_text(encoding="utf-8"), re.MULTILINE))
VERSION = f"{PINNED[CLIENT]} (voyageai {PINNED['voyageai']})"
FOLDER = Path("target/clients/voyageai").resolve()
TEXTS = ["a red circle", "two small blue squares"]


@pytest.fixture(scope="module")
def answers(limited_key):
    assert limited_key, "its requests of the day are used up"
    hub_tokenizer.provide("the-alias", "nobodys")
    install()
    return json.loads(command(sys.executable, Path(__file__).with_name("llama_index_voyageai.py")))


def install():
    """What the list says, each file by its hash, in a folder of its own: once."""
    done = FOLDER / LIST.name
    if not done.exists() or done.read_bytes() != LIST.read_bytes():
        command(
            sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--only-binary=:all:", "--require-hashes", "--upgrade",
            "--target", FOLDER, "--requirement", LIST,
        )  # fmt: skip
        done.write_bytes(LIST.read_bytes())


def command(*words):
    ended = subprocess.run(
        words,
        env={
            **os.environ,
            "PYTHONPATH": str(FOLDER),
            "TKR_EMBED_PICTURE": str(SAMPLES / "red_circle.png"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return ended.stdout


def test_texts(answers, own, same):
    assert answers["sdk"] == PINNED["voyageai"]
    same(answers["texts"], own(*TEXTS))
    same([answers["query"]], own(TEXTS[0]))


def test_dimensions(answers, own, same):
    same(answers["cut"], own(*TEXTS, dimensions=64))


def test_bytes(answers, own):
    for found, vector in zip(answers["bytes"], own(*TEXTS), strict=True):
        assert cosine(found, vector) > 0.995


def test_a_picture(answers, own_image, same):
    same([answers["picture"]], [own_image("red_circle")])


@pytest.mark.parametrize("status", [400, 401, 404, 429, 503])
def test_refusals(answers, told, status):
    """That SDK stumbles over an answer that has `error`, for OpenAI's clients, beside `detail`."""
    error = ["ServiceUnavailableError", 503] if status == 503 else ["AttributeError", None]
    assert answers[str(status)] == error
    told(status, error[0])
