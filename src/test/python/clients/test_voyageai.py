"""The SDK: texts, contents with pictures, every type of number, and its exceptions."""

from importlib.metadata import version

import numpy as np
import PIL.Image
import pytest
import voyageai
import voyageai.error

CLIENT = "voyageai (Python)"
VERSION = version("voyageai")
TEXTS = ["a red circle", "two small blue squares"]


@pytest.fixture(scope="module")
def client(url, key):
    return voyageai.Client(api_key=key, base_url=url + "/v1")


def test_texts(client, own, same):
    found = client.embed(TEXTS, model="the-alias", input_type="document")
    same(found.embeddings, own(*TEXTS))
    assert found.total_tokens > 0


def test_dimensions(client, own, same):
    found = client.embed(TEXTS, model="demo", output_dimension=64)
    same(found.embeddings, own(*TEXTS, dimensions=64))


@pytest.mark.parametrize("dtype", ["int8", "uint8"])
def test_bytes(client, own, dtype):
    found = np.array(client.embed(TEXTS, model="demo", output_dtype=dtype).embeddings, float)
    expected = np.array(own(*TEXTS))
    rounded = (found - (128 if dtype == "uint8" else 0)) * np.abs(expected).max() / 127
    cosines = (rounded * expected).sum(1) / np.linalg.norm(rounded, axis=1)
    assert cosines.min() > 0.995


@pytest.mark.parametrize("dtype", ["binary", "ubinary"])
def test_bits(client, own, dtype):
    found = np.array(client.embed(TEXTS, model="demo", output_dtype=dtype).embeddings)
    bits = np.unpackbits((found + (128 if dtype == "binary" else 0)).astype(np.uint8), axis=1)
    assert (bits == (np.array(own(*TEXTS)) > 0)).all()


def test_pictures(client, own_image, same, sample):
    picture = PIL.Image.open(sample("red_circle"))
    found = client.multimodal_embed([[picture], [TEXTS[0]]], model="demo")
    same(found.embeddings[:1], [own_image("red_circle")])
    assert found.image_pixels == picture.width * picture.height
    assert 0 < found.text_tokens < found.total_tokens


@pytest.mark.parametrize(
    ("status", "fields", "error"),
    [
        (400, {"output_dimension": 1 << 20}, voyageai.error.InvalidRequestError),
        (401, {}, voyageai.error.AuthenticationError),
        (404, {"model": "nobodys"}, voyageai.error.APIError),
        (429, {}, voyageai.error.RateLimitError),
        (503, {}, voyageai.error.ServiceUnavailableError),
    ],
)
def test_exceptions(refusing, told, status, fields, error):
    address, key = refusing(status)
    client = voyageai.Client(api_key=key, base_url=address + "/v1")
    with pytest.raises(error) as refused:
        client.embed(["a"], **{"model": "demo", **fields})
    assert refused.value.http_status == status
    told(status, refused.typename)
