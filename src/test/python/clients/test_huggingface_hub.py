"""InferenceClient at /embed and /similarity: feature_extraction, sentence_similarity, refusals."""

from importlib.metadata import version

import numpy as np
import pytest
from conftest import cosine
from huggingface_hub import AsyncInferenceClient, InferenceClient
from huggingface_hub.errors import BadRequestError, HfHubHTTPError

CLIENT = "huggingface_hub"
VERSION = version("huggingface_hub")
TEXTS = ["a red circle", "two small blue squares"]


@pytest.fixture
def client(url, key):
    return InferenceClient(model=url + "/embed", token=key)


def test_one_text(client, own, same):
    vectors = client.feature_extraction(TEXTS[0])
    assert vectors.dtype == np.float32
    same(vectors.tolist(), own(TEXTS[0]))


def test_a_batch(client, own, same):
    same(client.feature_extraction(TEXTS).tolist(), own(*TEXTS))


def test_the_address_alone(url, key, own, same):
    client = InferenceClient(model=url, token=key)
    same(client.feature_extraction(TEXTS).tolist(), own(*TEXTS))
    with pytest.raises(HfHubHTTPError) as refused:
        InferenceClient(model=url, token="nobodys").feature_extraction("a")
    assert refused.value.response.status_code == 401


def test_options(client, own, same):
    vectors = client.feature_extraction(
        TEXTS, normalize=True, truncate=True, truncation_direction="left", dimensions=16
    )
    same(vectors.tolist(), own(*TEXTS, dimensions=16))
    floats = client.feature_extraction(TEXTS, normalize=False, encoding_format="float")
    same(floats.tolist(), own(*TEXTS, normalize=False))


@pytest.mark.asyncio
async def test_async(url, key, own, same):
    client = AsyncInferenceClient(model=url + "/embed", token=key)
    same((await client.feature_extraction(TEXTS)).tolist(), own(*TEXTS))


def test_sentence_similarity(url, key, own):
    client = InferenceClient(model=url + "/similarity", token=key)
    similarities = client.sentence_similarity(TEXTS[0], other_sentences=TEXTS)
    vectors = own(*TEXTS)
    assert similarities == pytest.approx([1, cosine(*vectors)], abs=1e-5)


@pytest.mark.parametrize(
    ("status", "route", "fields", "error"),
    [
        (400, "", {"dimensions": 100_000}, BadRequestError),
        (401, "/embed", {}, HfHubHTTPError),
        (403, "/embed", {}, HfHubHTTPError),
        (404, "/nowhere", {}, HfHubHTTPError),
        (424, "/embed_all", {}, HfHubHTTPError),
        (429, "/embed", {}, HfHubHTTPError),
        (503, "/embed", {}, HfHubHTTPError),
    ],
)
def test_refusals(refusing, told, status, route, fields, error):
    address, token = refusing(status)
    with pytest.raises(error) as refused:
        InferenceClient(model=address + route, token=token).feature_extraction("a", **fields)
    assert refused.value.response.status_code == status
    told(status, refused.typename)


def test_what_is_wrong_is_told(client):
    with pytest.raises(HfHubHTTPError, match="dimensions may be") as refused:
        client.feature_extraction("a", dimensions=100_000)
    assert refused.value.response.status_code == 422
    with pytest.raises(HfHubHTTPError, match="prompt_name") as refused:
        client.feature_extraction("a", prompt_name="no-such-prompt")
    assert refused.value.response.status_code == 422


def test_a_model_that_is_not_ready(unready_url):
    with pytest.raises(HfHubHTTPError, match="not ready") as refused:
        InferenceClient(model=unready_url + "/embed", token="any").feature_extraction("a")
    assert refused.value.response.status_code == 503
