"""OpenAIEmbeddings with token ids, its default, and with texts; what it throws of OpenAI's SDK."""

from importlib.metadata import version

import langchain_openai
import openai
import pytest
import tiktoken_cl100k

CLIENT = "LangChain (langchain-openai)"
VERSION = version("langchain-openai")
TEXTS = ["a red circle", "two small blue squares", "ein großes Dreieck, 三角"]

assert tiktoken_cl100k.encode, "so that LangChain need not fetch it"


@pytest.fixture
def embeddings(url, key):
    def of(**options):
        return langchain_openai.OpenAIEmbeddings(
            base_url=url + "/v1", api_key=key, max_retries=0, **options
        )

    return of


@pytest.mark.parametrize("model", ["the-alias", "demo"])
def test_token_ids_by_default(embeddings, own, same, model):
    client = embeddings(model=model)
    same(client.embed_documents(TEXTS), own(*TEXTS))
    same([client.embed_query(TEXTS[1])], own(TEXTS[1]))


def test_ids_that_may_be_either_vocabularys_are_refused(embeddings):
    with pytest.raises(openai.BadRequestError, match="check_embedding_ctx_length"):
        embeddings(model="demo").embed_query("a")


def test_texts(embeddings, own, same):
    client = embeddings(model="demo", check_embedding_ctx_length=False)
    same(client.embed_documents(TEXTS), own(*TEXTS))
    same([client.embed_query(TEXTS[0])], own(TEXTS[0]))


def test_dimensions(embeddings, own, same):
    client = embeddings(model="demo", dimensions=64, check_embedding_ctx_length=False)
    same(client.embed_documents(TEXTS), own(*TEXTS, dimensions=64))


def test_many_texts_at_once(embeddings):
    many = [f"a red circle and {i} more" for i in range(300)]
    assert len(embeddings(model="the-alias").embed_documents(many)) == 300


@pytest.mark.parametrize(
    ("status", "fields", "error"),
    [
        (400, {"dimensions": 1 << 20}, openai.BadRequestError),
        (401, {}, openai.AuthenticationError),
        (404, {"model": "nobodys"}, openai.NotFoundError),
        (429, {}, openai.RateLimitError),
        (503, {}, openai.InternalServerError),
    ],
)
def test_refusals(refusing, told, status, fields, error):
    url, key = refusing(status)
    client = langchain_openai.OpenAIEmbeddings(
        base_url=url + "/v1", api_key=key, max_retries=0, **{"model": "the-alias", **fields}
    )
    with pytest.raises(error) as refused:
        client.embed_query("a red circle")
    assert refused.value.status_code == status
    told(status, refused.typename)
