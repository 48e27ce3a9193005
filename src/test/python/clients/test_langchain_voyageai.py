"""VoyageAIEmbeddings: documents, a query, asynchronously; what it throws of the SDK."""

from importlib.metadata import version

import hub_tokenizer
import pytest
import voyageai.error
from langchain_voyageai import VoyageAIEmbeddings

CLIENT = "langchain-voyageai"
VERSION = version(CLIENT)
TEXTS = ["a red circle", "two small blue squares"]
SERVED, UNKNOWN = "the-alias", "nobodys"

hub_tokenizer.provide(SERVED, UNKNOWN)


def at(url, key, **fields):
    return VoyageAIEmbeddings(
        **{"model": SERVED, "api_key": key, "base_url": url + "/v1", **fields}
    )


def test_documents_and_query(url, key, own, same):
    client = at(url, key)
    same(client.embed_documents(TEXTS), own(*TEXTS))
    same([client.embed_query(TEXTS[0])], own(TEXTS[0]))


@pytest.mark.asyncio
async def test_async(url, key, own, same):
    same(await at(url, key).aembed_documents(TEXTS), own(*TEXTS))


@pytest.mark.parametrize(
    ("status", "fields", "error"),
    [
        (400, {"output_dimension": 2048}, voyageai.error.InvalidRequestError),
        (401, {}, voyageai.error.AuthenticationError),
        (404, {"model": UNKNOWN}, voyageai.error.APIError),
        (429, {}, voyageai.error.RateLimitError),
        (503, {}, voyageai.error.ServiceUnavailableError),
    ],
)
def test_refusals(refusing, told, status, fields, error):
    with pytest.raises(error) as refused:
        at(*refusing(status), **fields).embed_query("a")
    assert refused.value.http_status == status
    told(status, refused.typename)
