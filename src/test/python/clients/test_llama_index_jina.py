"""JinaEmbedding of LlamaIndex: texts, pictures, both kinds of bits, what it throws, both ways."""

from importlib.metadata import version

import aiohttp
import numpy as np
import pytest
from llama_index.embeddings.jinaai import JinaEmbedding

CLIENT = "llama-index-embeddings-jinaai"
VERSION = version(CLIENT)
TEXTS = ["a red circle", "two small blue squares"]
REFUSALS = [
    (400, {"dimensions": 1 << 20}),
    (401, {}),
    (404, {"model": "nobodys"}),
    (429, {}),
    (503, {}),
]


def at(url, key, **options):
    """It takes no address."""
    client = JinaEmbedding(**{"model": "demo", "api_key": key, **options})
    client._api.api_url = url + "/v1/embeddings"
    return client


def test_texts(url, key, own, same):
    client = at(url, key, task="retrieval.passage")
    same(client.get_text_embedding_batch(TEXTS), own(*TEXTS))


def test_pictures(url, key, own_image, sample, same):
    found = at(url, key).get_image_embedding(str(sample("red_circle")))
    same([found], [own_image("red_circle")])


@pytest.mark.parametrize("encoding", ["binary", "ubinary"])
def test_bits(url, key, own, encoding):
    client = at(url, key, encoding_queries=encoding, encoding_documents=encoding)
    bits = np.array(client.get_text_embedding_batch(TEXTS))
    assert (bits == (np.array(own(*TEXTS)) > 0)).all()


@pytest.mark.parametrize(("status", "fields"), REFUSALS)
def test_refusals_are_told(refusing, told, status, fields):
    """It reads no status: any answer without data is a RuntimeError of the answer's detail."""
    with pytest.raises(RuntimeError, match=r".{10}") as refused:
        at(*refusing(status), **fields).get_text_embedding("a")
    told(status, refused.typename)


@pytest.mark.asyncio
@pytest.mark.parametrize(("status", "fields"), REFUSALS)
async def test_refusals_asynchronously(refusing, status, fields):
    with pytest.raises(aiohttp.ClientResponseError) as refused:
        await at(*refusing(status), **fields).aget_text_embedding("a")
    assert refused.value.status == status
