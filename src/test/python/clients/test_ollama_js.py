"""Ollama: embed, embeddings, list, show, ResponseError."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import cosine

SOURCES = Path(__file__).resolve().parents[2] / "js/clients"
MODULES = Path(__file__).resolve().parents[4] / "target/clients/node"
CLIENT = "ollama (JavaScript)"
VERSION = json.loads((SOURCES / "package.json").read_text())["dependencies"]["ollama"]
TEXTS = ["a red circle", "two small blue squares"]

pytestmark = pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm")


@pytest.fixture(scope="module")
def call():
    """Calls a method of the client; what came of it, an answer or a refusal."""
    MODULES.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "ollama.cjs"):
        shutil.copy(SOURCES / name, MODULES)
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=MODULES, check=True
    )

    def found(address, key, method, **request):
        command = ["node", "ollama.cjs", address, key, method, json.dumps(request)]
        result = subprocess.run(command, cwd=MODULES, check=True, capture_output=True)
        return json.loads(result.stdout)

    return found


def test_embed(call, url, key, own, same):
    answer = call(url, key, "embed", model="demo:latest", input=TEXTS)["answer"]
    same(answer["embeddings"], own(*TEXTS))
    assert answer["total_duration"] > 0
    one = call(url, key, "embed", model="demo", input=TEXTS[0], dimensions=16)["answer"]
    same(one["embeddings"], own(TEXTS[0], dimensions=16))


def test_the_older_route(call, url, key, own):
    answer = call(url, key, "embeddings", model="demo", prompt=TEXTS[0])["answer"]
    assert cosine(answer["embedding"], own(TEXTS[0])[0]) >= 1 - 1e-6


def test_what_is_served(call, url, key):
    models = call(url, key, "list")["answer"]["models"]
    assert "demo:latest" in [model["name"] for model in models]
    assert "embedding" in call(url, key, "show", model="demo")["answer"]["capabilities"]


@pytest.mark.parametrize(
    ("address", "name", "model", "status"),
    [
        ("url", "nobody", "demo", 401),
        ("url", "key", "nomic-embed-text", 404),
        ("url", "limited_key", "demo", 429),
        ("unready_url", "key", "demo", 503),
    ],
)
def test_refusals(request, call, address, name, model, status):
    address = request.getfixturevalue(address)
    key = "nobodys" if name == "nobody" else request.getfixturevalue(name)
    refused = call(address, key, "embed", model=model, input="a")["refused"]
    assert refused["name"] == "ResponseError"
    assert refused["status"] == status
    assert refused["error"]
