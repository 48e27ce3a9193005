"""HuggingFaceEndpointEmbeddings, whose client is set to one of this server's address."""

from importlib.metadata import version

import pytest
from huggingface_hub import InferenceClient
from huggingface_hub.errors import HfHubHTTPError
from langchain_huggingface import HuggingFaceEndpointEmbeddings

CLIENT = "langchain-huggingface"
VERSION = version("langchain-huggingface")
TEXTS = ["a red circle", "two small blue squares"]


def embeddings(url, key, route="/embed"):
    """Its model may no longer be an address, as it might before 1.2."""
    found = HuggingFaceEndpointEmbeddings(model="any/name", huggingfacehub_api_token=key)
    found.client = InferenceClient(model=url + route, token=key)
    return found


def test_documents_and_query(url, key, own, same):
    client = embeddings(url, key)
    same(client.embed_documents(TEXTS), own(*TEXTS))
    same([client.embed_query(TEXTS[0])], own(TEXTS[0]))


def test_options(url, key, own, same):
    client = embeddings(url, key)
    client.model_kwargs = {"dimensions": 16, "truncate": True}
    same(client.embed_documents(TEXTS), own(*TEXTS, dimensions=16))


@pytest.mark.parametrize(
    ("status", "route"),
    [
        (401, "/embed"),
        (403, "/embed"),
        (404, "/nowhere"),
        (422, "/embed"),
        (429, "/embed"),
        (503, "/embed"),
    ],
)
def test_refusals(refusing, told, status, route):
    client = embeddings(*refusing(status), route)
    client.model_kwargs = {"dimensions": 100_000} if status == 422 else {}
    with pytest.raises(HfHubHTTPError) as refused:
        client.embed_query("a")
    assert refused.value.response.status_code == status
    told(status, refused.typename)
