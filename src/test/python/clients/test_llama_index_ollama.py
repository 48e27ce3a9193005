"""OllamaEmbedding of LlamaIndex: texts, a batch, asynchronously."""

from importlib.metadata import version

import pytest
from llama_index.embeddings.ollama import OllamaEmbedding

CLIENT = "llama-index-embeddings-ollama"
VERSION = version(CLIENT)
TEXTS = ["a red circle", "two small blue squares"]


@pytest.fixture
def client(url, key):
    headers = {"Authorization": f"Bearer {key}"}
    return OllamaEmbedding(model_name="demo", base_url=url, client_kwargs={"headers": headers})


def test_texts(client, own, same):
    same(client.get_text_embedding_batch(TEXTS), own(*TEXTS))
    same([client.get_query_embedding(TEXTS[0])], own(TEXTS[0]))


@pytest.mark.asyncio
async def test_async(client, own, same):
    same(await client.aget_text_embedding_batch(TEXTS), own(*TEXTS))
