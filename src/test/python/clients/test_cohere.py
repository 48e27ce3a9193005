"""ClientV2 and Client: texts, images, both, every type of vector, the SDK's own errors."""

import asyncio
from importlib.metadata import version

import cohere
import pytest
from cohere.errors import (
    BadRequestError,
    ForbiddenError,
    NotFoundError,
    ServiceUnavailableError,
    TooManyRequestsError,
    UnauthorizedError,
)
from conftest import cosine, floats

CLIENT = "cohere"
VERSION = version("cohere")
TEXTS = ["a red circle", "two small blue squares"]
TYPES = ["float", "int8", "uint8", "binary", "ubinary", "base64"]
ONCE = {"max_retries": 0}


def v2(url, key):
    return cohere.ClientV2(api_key=key, base_url=url)


def embed(client, **fields):
    fields = {"model": "the-alias", "input_type": "search_document", **fields}
    return client.embed(**fields, request_options=ONCE)


def test_texts(url, key, own, same):
    answer = embed(v2(url, key), texts=TEXTS, embedding_types=["float"])
    same(answer.embeddings.float_, own(*TEXTS))
    assert answer.texts == TEXTS
    assert answer.id
    assert answer.meta.api_version.version == "2"
    assert answer.meta.billed_units.input_tokens > 0


def test_every_type(url, key, own, same):
    found = embed(v2(url, key), texts=TEXTS, embedding_types=TYPES).embeddings
    expected = own(*TEXTS)
    same(found.float_, expected)
    same([floats(text) for text in found.base64], expected)
    for i, vector in enumerate(expected):
        assert cosine(found.int8[i], vector) > 0.999
        assert found.uint8[i] == [number + 128 for number in found.int8[i]]
        bits = [number >> 7 - bit & 1 for number in found.ubinary[i] for bit in range(8)]
        assert bits == [int(number > 0) for number in vector]
        assert found.binary[i] == [number - 128 for number in found.ubinary[i]]


def test_fewer_dimensions(url, key, own, same):
    answer = embed(v2(url, key), texts=TEXTS, output_dimension=16, truncate="START")
    same(answer.embeddings.float_, own(*TEXTS, dimensions=16))


def test_an_image(url, key, own_image, data_url, same):
    answer = embed(v2(url, key), images=[data_url("red_circle")], input_type="image")
    same(answer.embeddings.float_, [own_image("red_circle")])
    assert answer.meta.billed_units.images == 1


def test_text_and_image_at_once(url, key, own, own_image, data_url):
    content = [
        {"type": "text", "text": TEXTS[0]},
        {"type": "image_url", "image_url": {"url": data_url("red_circle")}},
    ]
    inputs = [{"content": content}, {"content": content[:1]}, {"content": content[1:]}]
    both, text, image = embed(v2(url, key), inputs=inputs).embeddings.float_
    assert cosine(text, own(TEXTS[0])[0]) >= 1 - 1e-6
    assert cosine(image, own_image("red_circle")) >= 1 - 1e-6
    assert cosine(both, text) < 1 - 1e-6
    assert cosine(both, image) < 1 - 1e-6


def test_more_than_96_texts(url, key):
    texts = [f"{number} red circles" for number in range(100)]
    assert len(embed(v2(url, key), texts=texts).embeddings.float_) == 100


def test_async(url, key, own, same):
    async def found():
        client = cohere.AsyncClientV2(api_key=key, base_url=url)
        answer = await client.embed(
            model="the-alias", input_type="search_query", texts=TEXTS, embedding_types=["float"]
        )
        return answer.embeddings.float_

    same(asyncio.run(found()), own(*TEXTS))


def test_the_first_version(url, key, own, same):
    client = cohere.Client(api_key=key, base_url=url)
    answer = client.embed(texts=TEXTS, model="the-alias", input_type="search_document")
    assert answer.response_type == "embeddings_floats"
    same(answer.embeddings, own(*TEXTS))
    by_type = client.embed(
        texts=TEXTS, model="the-alias", input_type="search_query", embedding_types=["int8"]
    )
    assert by_type.response_type == "embeddings_by_type"
    assert len(by_type.embeddings.int8) == 2


@pytest.mark.parametrize(
    ("status", "fields", "error"),
    [
        (400, {"output_dimension": 100_000}, BadRequestError),
        (400, {"images": ["b"]}, BadRequestError),
        (401, {}, UnauthorizedError),
        (403, {}, ForbiddenError),
        (404, {"model": "embed-v4.0"}, NotFoundError),
        (429, {}, TooManyRequestsError),
        (503, {}, ServiceUnavailableError),
    ],
)
def test_refusals(refusing, told, status, fields, error):
    with pytest.raises(error) as refused:
        embed(v2(*refusing(status)), **{"texts": ["a"], **fields})
    assert refused.value.body["message"]
    told(status, refused.typename)
