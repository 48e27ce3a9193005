"""Client: embed, embeddings, list, show, ps, a picture beside the input, ResponseError."""

import asyncio
from importlib.metadata import version

import ollama
import pytest
from conftest import cosine, encoded, length, post

CLIENT = "ollama (Python)"
VERSION = version("ollama")
TEXTS = ["a red circle", "two small blue squares"]


def client_of(url, key):
    return ollama.Client(host=url, headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def client(url, key):
    return client_of(url, key)


@pytest.mark.parametrize("model", ["demo", "demo:latest", "the-alias", "the-alias:latest"])
def test_a_batch(client, own, same, model):
    answer = client.embed(model, TEXTS, truncate=True, options={"num_ctx": 512}, keep_alive="5m")
    same(answer.embeddings, own(*TEXTS))
    assert answer.model == model
    assert answer.total_duration > 0
    assert answer.prompt_eval_count > 0


def test_one_text_and_none(client, own, same):
    same(client.embed("demo", TEXTS[0]).embeddings, own(TEXTS[0]))
    assert client.embed("demo", "").embeddings == []
    assert client.embed("demo", []).embeddings == []


def test_fewer_dimensions(client, own, same):
    same(client.embed("demo", TEXTS, dimensions=16).embeddings, own(*TEXTS, dimensions=16))


def test_the_older_route(client, own, same):
    vector = client.embeddings("demo", TEXTS[0]).embedding
    assert cosine(vector, own(TEXTS[0])[0]) >= 1 - 1e-6
    assert length(vector) == pytest.approx(length(own(TEXTS[0], normalize=False)[0]), rel=1e-5)
    assert client.embeddings("demo", "").embedding == []


def test_async(url, key, own, same):
    async def found():
        client = ollama.AsyncClient(host=url, headers={"Authorization": f"Bearer {key}"})
        return (await client.embed("demo", TEXTS)).embeddings

    same(asyncio.run(found()), own(*TEXTS))


def test_a_picture(url, key, own_image, sample, same):
    """The SDK has no field for it: the body as it would be."""
    body = {"model": "demo", "images": [encoded(sample("red_circle"))]}
    same(post(url + "/api/embed", body, key)["embeddings"], [own_image("red_circle")])
    both = post(url + "/api/embed", {**body, "input": TEXTS[0]}, key)["embeddings"]
    assert len(both) == 1
    assert cosine(both[0], own_image("red_circle")) < 1 - 1e-6


def test_what_is_served(client, own):
    listed = client.list().models
    assert "demo:latest" in [model.model for model in listed]
    assert all(len(model.digest) == 64 and model.size > 0 for model in listed)
    shown = client.show("demo:latest")
    assert "embedding" in shown.capabilities
    assert len(own("a")[0]) in shown.modelinfo.values()
    assert client.ps().models[0].context_length > 0


@pytest.mark.parametrize(
    ("status", "fields"),
    [
        (400, {"dimensions": 100_000}),
        (400, {"input": "a " * 60_000, "truncate": False}),
        (401, {}),
        (403, {}),
        (404, {"model": "nomic-embed-text"}),
        (429, {}),
        (503, {}),
    ],
)
def test_refusals(refusing, told, status, fields):
    with pytest.raises(ollama.ResponseError) as refused:
        client_of(*refusing(status)).embed(**{"model": "demo", "input": "a", **fields})
    assert refused.value.status_code == status
    assert refused.value.error
    assert not refused.value.error.startswith("{")
    told(status, refused.typename)
