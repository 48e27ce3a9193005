"""Ollama: embed, embeddings, list, show, ResponseError."""

import node_client
import pytest
from conftest import cosine

CLIENT = "ollama (JavaScript)"
VERSION = node_client.version("ollama")
TEXTS = ["a red circle", "two small blue squares"]


@pytest.fixture(scope="module")
def answers(limited_key):
    assert limited_key, "its requests of the day are used up"
    return node_client.run("ollama.mjs")


def test_embed(answers, own, same):
    same(answers["batch"]["embeddings"], own(*TEXTS))
    assert answers["batch"]["total_duration"] > 0
    same(answers["cut"]["embeddings"], own(TEXTS[0], dimensions=16))


def test_the_older_route(answers, own):
    assert cosine(answers["older"]["embedding"], own(TEXTS[0])[0]) >= 1 - 1e-6


def test_what_is_served(answers):
    assert "demo:latest" in [model["name"] for model in answers["list"]["models"]]
    assert "embedding" in answers["show"]["capabilities"]


@pytest.mark.parametrize("status", [400, 401, 404, 429, 503])
def test_exceptions(answers, told, status):
    refused = answers[str(status)]
    assert refused["name"] == "ResponseError"
    assert refused["status"] == status
    assert refused["error"]
    told(status, refused["name"])
