"""rerank of the SDK: scores, top_k, tokens, and its exceptions."""

from importlib.metadata import version

import pytest
import reranker
import voyageai
import voyageai.error

CLIENT = "voyageai (Python), rerank"
VERSION = version("voyageai")


def ask(address, key, **fields):
    client = voyageai.Client(api_key=key, base_url=address + "/v1")
    asked = {"query": reranker.QUERY, "documents": reranker.DOCUMENTS, "model": "the-alias"}
    return client.rerank(**{**asked, **fields})


def ranks(answer):
    return [(result.index, result.relevance_score) for result in answer.results]


def test_scores(key):
    answer = ask(reranker.url(), key)
    reranker.same(ranks(answer), reranker.own(key))
    assert answer.total_tokens > 0
    assert [result.document for result in answer.results] == [
        reranker.DOCUMENTS[result.index] for result in answer.results
    ]
    assert ranks(ask(reranker.url(), key, top_k=2)) == ranks(answer)[:2]


@pytest.mark.parametrize(
    ("address", "name", "asked", "refusal"),
    [
        (None, "key", {"top_k": 0}, voyageai.error.InvalidRequestError),
        (None, None, {}, voyageai.error.AuthenticationError),
        (None, "key", {"model": "nobodys"}, voyageai.error.APIError),
        ("url", "key", {}, voyageai.error.APIError),
        ("url", "limited_key", {}, voyageai.error.RateLimitError),
        ("unready_url", "key", {}, voyageai.error.ServiceUnavailableError),
    ],
)
def test_exceptions(request, address, name, asked, refusal):
    at = request.getfixturevalue(address) if address else reranker.url()
    key = request.getfixturevalue(name) if name else "pa-nobodys"
    with pytest.raises(refusal) as refused:
        ask(at, key, **asked)
    assert str(refused.value)
