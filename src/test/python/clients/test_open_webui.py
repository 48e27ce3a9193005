"""What Open WebUI asks of an Ollama: its models, its version, the vectors of a knowledge base."""

import json
import urllib.request

import pytest
from conftest import post

CLIENT = "Open WebUI (Ollama)"
# generate_ollama_batch_embeddings of its retrieval, and the routes of its settings
VERSION = "its requests"
TEXTS = ["a red circle", "two small blue squares"]


def test_a_batch(url, key, own, same):
    body = {"input": TEXTS, "model": "demo:latest", "truncate": True}
    same(post(url + "/api/embed", body, key)["embeddings"], own(*TEXTS))


@pytest.mark.parametrize("route", ["tags", "ps"])
def test_models(url, route):
    models = get(f"{url}/api/{route}")["models"]
    assert all({"name", "model", "size", "digest", "details"} <= model.keys() for model in models)


def test_version(url):
    assert get(url + "/api/version")["version"][0].isdigit()


def get(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)
