"""OpenAIEmbeddings, which n8n's node is made of: documents, a query, dimensions."""

import node_client
import pytest

CLIENT = "LangChain (JavaScript, @langchain/openai)"
VERSION = node_client.version("@langchain/openai")
TEXTS = ["a red circle", "two small blue squares"]


@pytest.fixture(scope="module")
def answers():
    return node_client.run("langchain.mjs")


def test_documents(answers, own, same):
    same(answers["documents"], own(*TEXTS))


def test_a_query(answers, own, same):
    same([answers["query"]], own(TEXTS[0]))


def test_dimensions(answers, own, same):
    same(answers["cut"], own(*TEXTS, dimensions=64))
