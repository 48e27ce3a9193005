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


def test_a_key_alone(url, key, own, same):
    """Versions before 0.4 send the token as it is; a function's result may be anything."""
    same(send_raw(url + "/embed", key), own(TEXTS[0]))


def send_raw(address, key):
    body = json.dumps({"inputs": TEXTS[:1], "truncate": True}).encode()
    headers = {"Content-Type": "application/json", "Authorization": key}
    request = urllib.request.Request(address, data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)
