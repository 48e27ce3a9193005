"""CohereEmbedding of LlamaIndex: texts, pictures, int8, asynchronously; what it throws."""

from importlib.metadata import version

import pytest
from cohere.errors import (
    BadRequestError,
    NotFoundError,
    ServiceUnavailableError,
    TooManyRequestsError,
    UnauthorizedError,
)
from conftest import cosine
from llama_index.embeddings.cohere import CohereEmbedding

CLIENT = "llama-index-embeddings-cohere"
VERSION = version(CLIENT)
TEXTS = ["a red circle", "two small blue squares"]
# it knows Cohere's names alone; this one stands for the model, the other for none
SERVED, UNKNOWN = "embed-multilingual-v3.0", "embed-v4.0"


def at(url, key, **fields):
    fields = {"model_name": SERVED, "max_retries": 1, **fields}
    return CohereEmbedding(api_key=key, base_url=url, **fields)


def test_texts(url, key, own, same):
    client = at(url, key)
    same(client.get_text_embedding_batch(TEXTS), own(*TEXTS))
    same([client.get_query_embedding(TEXTS[0])], own(TEXTS[0]))


@pytest.mark.asyncio
async def test_async(url, key, own, same):
    same(await at(url, key).aget_text_embedding_batch(TEXTS), own(*TEXTS))


def test_pictures(url, key, own_image, sample, same):
    found = at(url, key).get_image_embedding(str(sample("red_circle")))
    same([found], [own_image("red_circle")])


def test_bytes(url, key, own):
    client = at(url, key, embedding_type="int8")
    for found, vector in zip(client.get_text_embedding_batch(TEXTS), own(*TEXTS), strict=True):
        assert cosine(found, vector) > 0.999


@pytest.mark.parametrize(
    ("status", "fields", "error"),
    [
        (400, {}, BadRequestError),
        (401, {}, UnauthorizedError),
        (404, {"model_name": UNKNOWN}, NotFoundError),
        (429, {}, TooManyRequestsError),
        (503, {}, ServiceUnavailableError),
    ],
)
def test_refusals(refusing, told, monkeypatch, status, fields, error):
    # the SDK below it tries thrice, and waits a minute each time
    monkeypatch.setattr("cohere.core.http_client.MAX_RETRY_DELAY_SECONDS", 0)
    client = at(*refusing(status), **fields)
    if status == 400:
        client.truncate = "MIDDLE"
    with pytest.raises(error) as refused:
        client.get_query_embedding("a")
    assert refused.value.status_code == status
    told(status, refused.typename)
