"""OllamaEmbeddings: documents and queries, the model looked for at its making."""

from importlib.metadata import version

import ollama
import pytest
from langchain_ollama import OllamaEmbeddings

CLIENT = "langchain-ollama"
VERSION = version(CLIENT)
TEXTS = ["a red circle", "two small blue squares"]


def embeddings(url, key, **fields):
    headers = {"Authorization": f"Bearer {key}"}
    return OllamaEmbeddings(
        **{"model": "demo", "base_url": url, "client_kwargs": {"headers": headers}, **fields}
    )


def test_documents_and_query(url, key, own, same):
    client = embeddings(url, key, validate_model_on_init=True)
    same(client.embed_documents(TEXTS), own(*TEXTS))
    same([client.embed_query(TEXTS[0])], own(TEXTS[0]))


def test_fewer_dimensions(url, key, own, same):
    same(embeddings(url, key, dimensions=16).embed_documents(TEXTS), own(*TEXTS, dimensions=16))


@pytest.mark.parametrize(
    ("status", "fields"),
    [
        (400, {"dimensions": 100_000}),
        (401, {}),
        (404, {"model": "nomic-embed-text"}),
        (429, {}),
        (503, {}),
    ],
)
def test_refusals(refusing, told, status, fields):
    with pytest.raises(ollama.ResponseError) as refused:
        embeddings(*refusing(status), **fields).embed_query("a")
    assert refused.value.status_code == status
    told(status, refused.typename)
