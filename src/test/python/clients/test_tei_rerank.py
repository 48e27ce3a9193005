"""TEI's requests to /rerank as its documents have them, and Jina's and vLLM's with pictures."""

import json
import urllib.error

import pytest
import reranker
from conftest import post

CLIENT = "TEI, Jina, vLLM: rerank"
VERSION = "their requests"


def test_tei(key):
    body = {"query": reranker.QUERY, "texts": reranker.DOCUMENTS}
    found = post(reranker.url() + "/rerank", body, key)
    reranker.same([(rank["index"], rank["score"]) for rank in found], reranker.own(key))
    body |= {"raw_scores": False, "return_text": True, "truncate": True}
    found = post(reranker.url() + "/rerank", body, key)
    assert [rank["text"] for rank in found] == [reranker.DOCUMENTS[rank["index"]] for rank in found]


def test_tei_is_told_that_a_model_does_not_rank(url, key):
    with pytest.raises(urllib.error.HTTPError) as refused:
        post(url + "/rerank", {"query": "a", "texts": ["b"]}, key)
    assert refused.value.code == 424
    assert json.load(refused.value)["error_type"] == "Backend"


def test_jina(key, data_url):
    documents = [{"image": data_url("red_circle")}, {"text": "a red circle"}]
    body = {"model": "the-alias", "query": reranker.QUERY, "documents": documents, "top_n": 2}
    answer = post(reranker.url() + "/v1/rerank", body, key)
    found = [(rank["index"], rank["relevance_score"]) for rank in answer["results"]]
    reranker.same(found, reranker.own(key, documents))
    assert answer["usage"]["total_tokens"] > 0


def test_vllm(key, data_url):
    image = {"type": "image_url", "image_url": {"url": data_url("red_circle")}}
    text = {"type": "text", "text": "a red circle"}
    documents = [{"content": [image]}, {"content": [image, text]}, "a rose"]
    body = {"model": "the-alias", "query": {"content": [text]}, "documents": documents}
    answer = post(reranker.url() + "/v1/rerank", {**body, "top_n": 0}, key)
    found = [(rank["index"], rank["relevance_score"]) for rank in answer["results"]]
    reranker.same(found, reranker.own(key, documents, "a red circle"))
