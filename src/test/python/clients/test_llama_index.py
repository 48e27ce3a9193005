"""OpenAIEmbedding and JinaEmbedding: texts, pictures, and bits."""

from importlib.metadata import version

import numpy as np
import pytest
from llama_index.embeddings.jinaai import JinaEmbedding
from llama_index.embeddings.openai import OpenAIEmbedding

CLIENT = "LlamaIndex (llama-index-embeddings-openai, -jinaai)"
VERSION = f"{version('llama-index-embeddings-openai')}, {version('llama-index-embeddings-jinaai')}"
TEXTS = ["a red circle", "two small blue squares"]


@pytest.fixture
def openai_client(url, key):
    return OpenAIEmbedding(
        model_name="the-alias", api_base=url + "/v1", api_key=key, max_retries=0, dimensions=64
    )


def at(url, client):
    """It takes no address."""
    client._api.api_url = url + "/v1/embeddings"
    return client


@pytest.fixture
def jina_client(url, key):
    def of(**options):
        return at(url, JinaEmbedding(model="demo", api_key=key, **options))

    return of


def test_openai(openai_client, own, same):
    same(openai_client.get_text_embedding_batch(TEXTS), own(*TEXTS, dimensions=64))
    same([openai_client.get_query_embedding(TEXTS[0])], own(TEXTS[0], dimensions=64))


def test_jina_texts(jina_client, own, same):
    client = jina_client(task="retrieval.passage")
    same(client.get_text_embedding_batch(TEXTS), own(*TEXTS))


def test_jina_pictures(jina_client, own_image, sample, same):
    found = jina_client().get_image_embedding(str(sample("red_circle")))
    same([found], [own_image("red_circle")])


@pytest.mark.parametrize("encoding", ["binary", "ubinary"])
def test_jina_bits(jina_client, own, encoding):
    client = jina_client(encoding_queries=encoding, encoding_documents=encoding)
    bits = np.array(client.get_text_embedding_batch(TEXTS))
    assert (bits == (np.array(own(*TEXTS)) > 0)).all()


def test_jina_refusal_is_told(url):
    client = at(url, JinaEmbedding(model="demo", api_key="jina_nobodys"))
    with pytest.raises(RuntimeError, match="API key"):
        client.get_text_embedding("a")
