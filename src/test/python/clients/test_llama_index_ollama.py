"""OllamaEmbedding of LlamaIndex: texts, a batch, asynchronously; ResponseError."""

from importlib.metadata import version

import ollama
import pytest
from llama_index.embeddings.ollama import OllamaEmbedding

CLIENT = "llama-index-embeddings-ollama"
VERSION = version(CLIENT)
TEXTS = ["a red circle", "two small blue squares"]


def at(url, key, model="demo"):
    headers = {"Authorization": f"Bearer {key}"}
    return OllamaEmbedding(model_name=model, base_url=url, client_kwargs={"headers": headers})


@pytest.fixture
def client(url, key):
    return at(url, key)


def test_texts(client, own, same):
    same(client.get_text_embedding_batch(TEXTS), own(*TEXTS))
    same([client.get_query_embedding(TEXTS[0])], own(TEXTS[0]))


@pytest.mark.asyncio
async def test_async(client, own, same):
    same(await client.aget_text_embedding_batch(TEXTS), own(*TEXTS))


@pytest.mark.parametrize("status", [401, 404, 429, 503])
def test_refusals(refusing, told, status):
    client = at(*refusing(status), "nomic-embed-text" if status == 404 else "demo")
    with pytest.raises(ollama.ResponseError) as refused:
        client.get_query_embedding("a")
    assert refused.value.status_code == status
    told(status, refused.typename)
