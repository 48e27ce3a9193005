"""TextEmbeddingsInference of LlamaIndex: texts, a batch, asynchronously, a key without Bearer."""

import json
import urllib.request
from importlib.metadata import version

import pytest
from llama_index.embeddings.text_embeddings_inference import TextEmbeddingsInference

CLIENT = "llama-index-embeddings-text-embeddings-inference"
VERSION = version(CLIENT)
TEXTS = ["a red circle", "two small blue squares"]


@pytest.fixture
def client(url, key):
    return TextEmbeddingsInference(model_name="any", base_url=url, auth_token=key)


def test_texts(client, own, same):
    same(client.get_text_embedding_batch(TEXTS), own(*TEXTS))
    same([client.get_query_embedding(TEXTS[0])], own(TEXTS[0]))


@pytest.mark.asyncio
async def test_async(client, own, same):
    same(await client.aget_text_embedding_batch(TEXTS), own(*TEXTS))


@pytest.mark.parametrize(
    ("status", "endpoint"),
    [
        (401, "/embed"),
        (403, "/embed"),
        (404, "/nowhere"),
        (429, "/embed"),
        (503, "/embed"),
    ],
)
def test_refusals_are_no_vectors(refusing, told, status, endpoint):
    """It reads no status and has no exception of its own: it takes element 0 of any answer."""
    address, key = refusing(status)
    client = TextEmbeddingsInference(
        model_name="any", base_url=address, auth_token=key, endpoint=endpoint
    )
    with pytest.raises(KeyError) as refused:
        client.get_query_embedding("a")
    told(status, refused.typename)


def test_a_key_alone(url, key, own, same):
    """Versions before 0.4 send the token as it is; a function's result may be anything."""
    same(send_raw(url + "/embed", key), own(TEXTS[0]))


def send_raw(address, key):
    body = json.dumps({"inputs": TEXTS[:1], "truncate": True}).encode()
    headers = {"Content-Type": "application/json", "Authorization": key}
    request = urllib.request.Request(address, data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)
