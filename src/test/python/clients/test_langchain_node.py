"""OpenAIEmbeddings, which n8n's node is made of: documents, a query, dimensions, what it throws."""

import node_client
import pytest

CLIENT = "LangChain (JavaScript, @langchain/openai)"
VERSION = node_client.version("@langchain/openai")
TEXTS = ["a red circle", "two small blue squares"]


@pytest.fixture(scope="module")
def answers(limited_key):
    assert limited_key, "its requests of the day are used up"
    return node_client.run("langchain.mjs")


def test_documents(answers, own, same):
    same(answers["documents"], own(*TEXTS))


def test_a_query(answers, own, same):
    same([answers["query"]], own(TEXTS[0]))


def test_dimensions(answers, own, same):
    same(answers["cut"], own(*TEXTS, dimensions=64))


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        ("400", "BadRequestError 400"),
        ("401", "AuthenticationError 401 MODEL_AUTHENTICATION"),
        ("404", "NotFoundError 404 MODEL_NOT_FOUND"),
        ("429", "RateLimitError 429 MODEL_RATE_LIMIT"),
        ("503", "InternalServerError 503"),
    ],
)
def test_exceptions(answers, told, status, refusal):
    assert answers[status] == refusal
    told(int(status), refusal.split()[0])
