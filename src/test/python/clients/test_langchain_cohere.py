"""CohereEmbeddings: documents and queries by the older route; what it throws of the SDK."""

from importlib.metadata import version

import pytest
from cohere.errors import (
    BadRequestError,
    NotFoundError,
    ServiceUnavailableError,
    TooManyRequestsError,
    UnauthorizedError,
)
from langchain_cohere import CohereEmbeddings

CLIENT = "langchain-cohere"
VERSION = version(CLIENT)
TEXTS = ["a red circle", "two small blue squares"]


def embeddings(url, key, **fields):
    """One that tries once."""
    fields = {"model": "the-alias", "user_agent": "test", "max_retries": 1, **fields}
    return CohereEmbeddings(cohere_api_key=key, base_url=url, **fields)


def test_documents_and_query(url, key, own, same):
    client = embeddings(url, key)
    same(client.embed_documents(TEXTS), own(*TEXTS))
    same([client.embed_query(TEXTS[0])], own(TEXTS[0]))


@pytest.mark.parametrize(
    ("status", "fields", "error"),
    [
        (400, {"truncate": "MIDDLE"}, BadRequestError),
        (401, {}, UnauthorizedError),
        (404, {"model": "embed-v4.0"}, NotFoundError),
        (429, {}, TooManyRequestsError),
        (503, {}, ServiceUnavailableError),
    ],
)
def test_refusals(refusing, told, monkeypatch, status, fields, error):
    # the SDK below it tries thrice, and waits a minute each time
    monkeypatch.setattr("cohere.core.http_client.MAX_RETRY_DELAY_SECONDS", 0)
    with pytest.raises(error) as refused:
        embeddings(*refusing(status), **fields).embed_query("a")
    assert refused.value.status_code == status
    told(status, refused.typename)
