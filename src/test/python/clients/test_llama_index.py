"""OpenAIEmbedding of LlamaIndex: texts, fewer dimensions, what it throws of OpenAI's SDK."""

from importlib.metadata import version

import openai
import pytest
from llama_index.embeddings.openai import OpenAIEmbedding

CLIENT = "llama-index-embeddings-openai"
VERSION = version(CLIENT)
TEXTS = ["a red circle", "two small blue squares"]


def at(url, key, **options):
    options = {"model_name": "the-alias", "max_retries": 0, "dimensions": 64, **options}
    return OpenAIEmbedding(api_base=url + "/v1", api_key=key, **options)


def test_texts(url, key, own, same):
    client = at(url, key)
    same(client.get_text_embedding_batch(TEXTS), own(*TEXTS, dimensions=64))
    same([client.get_query_embedding(TEXTS[0])], own(TEXTS[0], dimensions=64))


@pytest.mark.parametrize(
    ("status", "fields", "error"),
    [
        (400, {"dimensions": 1 << 20}, openai.BadRequestError),
        (401, {}, openai.AuthenticationError),
        (404, {"model_name": "nobodys"}, openai.NotFoundError),
        (429, {}, openai.RateLimitError),
        (503, {}, openai.InternalServerError),
    ],
)
def test_refusals(refusing, told, status, fields, error):
    with pytest.raises(error) as refused:
        at(*refusing(status), **fields).get_query_embedding("a")
    assert refused.value.status_code == status
    told(status, refused.typename)
