"""CohereEmbeddings: documents and queries by the first version of the route."""

from importlib.metadata import version

import pytest
from cohere.errors import UnauthorizedError
from langchain_cohere import CohereEmbeddings

CLIENT = "langchain-cohere"
VERSION = version(CLIENT)
TEXTS = ["a red circle", "two small blue squares"]


def embeddings(url, key):
    return CohereEmbeddings(
        model="the-alias", cohere_api_key=key, base_url=url, user_agent="test", max_retries=1
    )


def test_documents_and_query(url, key, own, same):
    client = embeddings(url, key)
    same(client.embed_documents(TEXTS), own(*TEXTS))
    same([client.embed_query(TEXTS[0])], own(TEXTS[0]))


def test_a_wrong_key(url):
    with pytest.raises(UnauthorizedError):
        embeddings(url, "nobodys").embed_query("a")
