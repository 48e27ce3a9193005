"""Open WebUI's and n8n's requests, and those of vLLM's bench, as they are on the wire."""

import urllib.error

import pytest
from conftest import floats, post

CLIENT = "Open WebUI, n8n, vLLM bench"
VERSION = "their requests"
TEXTS = ["a red circle", "two small blue squares"]


def rows(answer):
    return [row["embedding"] for row in answer["data"]]


def test_open_webui(url, key, own, same):
    body = {"input": TEXTS, "model": "the-alias"}
    same(rows(post(url + "/v1/embeddings", body, key)), own(*TEXTS))


def test_open_webui_with_a_prefix_field(url, key, own, same):
    body = {"input": TEXTS, "model": "the-alias", "prefix": "search_document: "}
    same(rows(post(url + "/v1/embeddings", body, key)), own(*TEXTS))


def test_n8n(url, key, own, same):
    body = {"model": "the-alias", "input": TEXTS, "encoding_format": "base64"}
    found = [floats(text) for text in rows(post(url + "/v1/embeddings", body, key))]
    same(found, own(*TEXTS))


def test_vllm_bench(url, key, own, same):
    body = {"model": "demo", "input": TEXTS[0], "truncate_prompt_tokens": -1}
    answer = post(url + "/v1/embeddings", body, key)
    same(rows(answer), own(TEXTS[0]))
    assert answer["usage"]["prompt_tokens"] > 0


def test_vllm_bench_with_pictures(url, key, data_url, own_image, same):
    image = {"type": "image_url", "image_url": {"url": data_url("red_circle")}}
    text = {"type": "text", "text": "the same in blue"}
    messages = [{"role": "user", "content": [image, text]}]
    found = rows(post(url + "/v1/embeddings", {"model": "demo", "messages": messages}, key))
    assert len(found) == 1
    with pytest.raises(AssertionError):
        same(found, [own_image("red_circle")])


def test_a_long_text_is_refused_unless_it_may_be_cut(url, key):
    body = {"model": "demo", "input": "a red circle " * 700}
    with pytest.raises(urllib.error.HTTPError) as refused:
        post(url + "/v1/embeddings", body, key)
    assert refused.value.code == 400
    assert rows(post(url + "/v1/embeddings", {**body, "truncate": True}, key))
