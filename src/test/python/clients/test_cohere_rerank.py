"""rerank of ClientV2 and Client: scores, top_n, documents, and the SDK's own errors."""

from importlib.metadata import version

import cohere
import pytest
import reranker
from cohere.core import ApiError
from cohere.errors import (
    BadRequestError,
    ForbiddenError,
    NotFoundError,
    ServiceUnavailableError,
    TooManyRequestsError,
    UnauthorizedError,
)

CLIENT = "cohere, rerank"
VERSION = version("cohere")
MODEL = "the-alias"
ONCE = {"max_retries": 0}


def ranks(answer):
    return [(result.index, result.relevance_score) for result in answer.results]


def ask(client, **fields):
    asked = {"model": MODEL, "query": reranker.QUERY, "documents": reranker.DOCUMENTS, **fields}
    return client.rerank(**asked, request_options=ONCE)


@pytest.fixture
def second(key):
    return cohere.ClientV2(api_key=key, base_url=reranker.url())


def test_the_second_version(second, key):
    answer = ask(second)
    reranker.same(ranks(answer), reranker.own(key))
    assert answer.id
    assert answer.meta.billed_units.search_units == 1
    assert ranks(ask(second, top_n=1)) == ranks(answer)[:1]
    assert len(ranks(ask(second, max_tokens_per_doc=1, priority=1))) == 3


def test_the_first_version(key):
    client = cohere.Client(api_key=key, base_url=reranker.url())
    answer = ask(client, return_documents=True, top_n=2)
    reranker.same(ranks(answer), reranker.own(key)[:2])
    for result in answer.results:
        assert result.document.text == reranker.DOCUMENTS[result.index]
    objects = [{"text": text} for text in reranker.DOCUMENTS]
    reranker.same(ranks(ask(client, documents=objects, rank_fields=["text"])), reranker.own(key))


@pytest.mark.parametrize("kind", [cohere.ClientV2, cohere.Client])
@pytest.mark.parametrize(
    ("address", "name", "fields", "error"),
    [
        (None, "key", {"documents": []}, BadRequestError),
        (None, "nobody", {}, UnauthorizedError),
        ("url", "other_key", {}, ForbiddenError),
        (None, "key", {"model": "rerank-v3.5"}, NotFoundError),
        ("url", "limited_key", {}, TooManyRequestsError),
        ("unready_url", "key", {}, ServiceUnavailableError),
    ],
)
def test_refusals(request, kind, address, name, fields, error):
    key = "nobodys" if name == "nobody" else request.getfixturevalue(name)
    at = request.getfixturevalue(address) if address else reranker.url()
    with pytest.raises(error) as refused:
        ask(kind(api_key=key, base_url=at), **fields)
    assert refused.value.body["message"]


@pytest.mark.parametrize("kind", [cohere.ClientV2, cohere.Client])
def test_a_model_of_the_other_kind(kind, url, key):
    with pytest.raises(ApiError) as refused:
        ask(kind(api_key=key, base_url=url))
    assert refused.value.status_code == 409
    assert "scores no pairs" in refused.value.body["message"]
