"""The SDK: texts, pictures, float and base64, dimensions, models, and its exceptions."""

import node_client
import pytest
from conftest import floats

CLIENT = "openai (JavaScript)"
VERSION = node_client.version("openai")
TEXTS = ["a red circle", "two small blue squares"]


@pytest.fixture(scope="module")
def answers(limited_key):
    assert limited_key, "its requests of the day are used up"
    return node_client.run("openai.mjs")


@pytest.mark.parametrize("asked", ["default", "float"])
def test_vectors(answers, own, same, asked):
    same(answers[asked], own(*TEXTS))


def test_base64(answers, own, same):
    same([floats(text) for text in answers["base64"]], own(*TEXTS))


def test_pictures(answers, own_image, same):
    same(answers["pictures"], [own_image("red_circle")] * 2)


def test_dimensions(answers, own, same):
    same(answers["cut"], own(*TEXTS, dimensions=64))


def test_models(answers):
    assert answers["models"]
    assert answers["model"] == "org/any"


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        ("400", "BadRequestError 400 invalid_value"),
        ("401", "AuthenticationError 401 invalid_api_key"),
        ("403", "PermissionDeniedError 403 insufficient_permissions"),
        ("404", "NotFoundError 404 model_not_found"),
        ("429", "RateLimitError 429 rate_limit_exceeded"),
        ("503", "InternalServerError 503 model_not_ready"),
    ],
)
def test_exceptions(answers, told, status, refusal):
    assert answers[status] == refusal
    told(int(status), refusal.split()[0])
