"""The server of a reranker, of random weights, and what our own route answers there."""

import os

from conftest import post

QUERY = "what is a rose?"
DOCUMENTS = ["a rose", "so", "the other one"]


def url():
    return os.environ["TKR_EMBED_RERANK_URL"]


def own(key, documents=DOCUMENTS, query=QUERY):
    """[(index, score)] of our own route, the best first."""
    answer = post(url() + "/rerank", {"query": query, "documents": documents}, key)
    return [(rank["index"], rank["relevance_score"]) for rank in answer["results"]]


def same(ranks, expected):
    """Asserts the order, and scores to 1e-6."""
    assert [index for index, _ in ranks] == [index for index, _ in expected]
    for (_, score), (_, other) in zip(ranks, expected, strict=True):
        assert abs(score - other) <= 1e-6
