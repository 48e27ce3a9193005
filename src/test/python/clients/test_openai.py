"""The SDK: texts, batches, token ids, pictures, float and base64, models, and its exceptions."""

from importlib.metadata import version

import openai
import pytest
import tiktoken_cl100k
import tokenizers
from conftest import SAMPLES, floats

CLIENT = "openai (Python)"
VERSION = version("openai")
TEXTS = ["a red circle", "two small blue squares", "ein großes Dreieck, 三角"]


@pytest.fixture(scope="module")
def client(url, key):
    return openai.OpenAI(base_url=url + "/v1", api_key=key, max_retries=0)


def vectors(answer):
    return [row.embedding for row in answer.data]


def test_a_text_as_the_sdk_asks_by_itself(client, own, same):
    answer = client.embeddings.create(model="the-alias", input=TEXTS[0])
    same(vectors(answer), own(TEXTS[0]))
    assert answer.object == "list"
    assert answer.data[0].index == 0
    assert answer.usage.prompt_tokens == answer.usage.total_tokens > 0


@pytest.mark.parametrize("encoding", ["float", "base64"])
def test_a_batch(client, own, same, encoding):
    answer = client.embeddings.create(model="demo", input=TEXTS, encoding_format=encoding)
    found = vectors(answer)
    if encoding == "base64":
        found = [floats(text) for text in found]
    same(found, own(*TEXTS))
    assert [row.index for row in answer.data] == [0, 1, 2]


def test_dimensions_are_cut_and_normalised(client, own, same):
    answer = client.embeddings.create(model="demo", input=TEXTS, dimensions=64)
    same(vectors(answer), own(*TEXTS, dimensions=64))


def test_token_ids_of_openai_are_their_texts(client, own, same):
    ids = [tiktoken_cl100k.encode(text) for text in TEXTS]
    answer = client.embeddings.with_raw_response.create(model="the-alias", input=ids)
    same(vectors(answer.parse()), own(*TEXTS))
    assert answer.headers["X-Embedding-Token-Ids"] == "cl100k"
    same(vectors(client.embeddings.create(model="demo", input=ids)), own(*TEXTS))
    same(vectors(client.embeddings.create(model="the-alias", input=ids[0])), own(TEXTS[0]))


def test_token_ids_of_the_model_are_their_texts(client, own, same):
    tokenizer = tokenizers.Tokenizer.from_file(str(SAMPLES.parent / "tokenizer.json"))
    ids = [tokenizer.encode(text, add_special_tokens=False).ids for text in TEXTS]
    answer = client.embeddings.with_raw_response.create(model="demo", input=ids)
    same(vectors(answer.parse()), own(*TEXTS))
    assert answer.headers["X-Embedding-Token-Ids"] == "own"


@pytest.mark.parametrize("ids", [[100257], [15339, 172, 241], [1 << 30]])
def test_token_ids_of_no_text_are_refused(client, ids):
    for model in ["the-alias", "demo"]:
        with pytest.raises(openai.BadRequestError) as refused:
            client.embeddings.create(model=model, input=ids)
        assert refused.value.param == "input"


def test_pictures(client, own_image, data_url, same):
    picture = data_url("red_circle")
    forms = [
        {"image": picture},
        {"image": picture.split(",")[1]},
        {"type": "image_url", "image_url": {"url": picture}},
        {"content": [{"type": "image_url", "image_url": picture}]},
    ]
    answer = client.embeddings.create(model="demo", input=forms)
    same(vectors(answer), [own_image("red_circle")] * len(forms))


def test_messages_are_one_input(client, own_image, data_url, same):
    content = [{"type": "image_url", "image_url": {"url": data_url("red_circle")}}]
    messages = [{"role": "user", "content": content}]
    answer = client.post(
        "/embeddings",
        body={"model": "demo", "messages": messages},
        cast_to=openai.types.CreateEmbeddingResponse,
    )
    same(vectors(answer), [own_image("red_circle")])


def test_an_instruction_of_the_request_and_of_one_input(client, own, same):
    answer = client.embeddings.create(
        model="demo",
        input=["a", {"text": "a", "instruction": "Find it."}],
        extra_body={"instruction": "Compare it."},
    )
    expected = own("a", instruction="Compare it.") + own("a", instruction="Find it.")
    same(vectors(answer), expected)


def test_models(client):
    names = [model.id for model in client.models.list()]
    assert "the-alias" in names
    assert client.models.retrieve(names[0]).id == names[0]
    with pytest.raises(openai.NotFoundError) as refused:
        client.models.retrieve("org/no-such-model")
    assert refused.value.code == "model_not_found"


@pytest.mark.parametrize(
    ("status", "fields", "error", "code"),
    [
        (400, {"dimensions": 1 << 20}, openai.BadRequestError, "invalid_value"),
        (401, {}, openai.AuthenticationError, "invalid_api_key"),
        (403, {}, openai.PermissionDeniedError, "insufficient_permissions"),
        (404, {"model": "nobodys"}, openai.NotFoundError, "model_not_found"),
        (429, {}, openai.RateLimitError, "rate_limit_exceeded"),
        (503, {}, openai.InternalServerError, "model_not_ready"),
    ],
)
def test_exceptions(refusing, told, status, fields, error, code):
    address, key = refusing(status)
    client = openai.OpenAI(base_url=address + "/v1", api_key=key, max_retries=0)
    with pytest.raises(error) as refused:
        client.embeddings.create(**{"model": "demo", "input": "a", **fields})
    assert refused.value.status_code == status
    assert refused.value.code == code
    assert refused.value.message
    assert refused.value.request_id
    told(status, refused.typename)


def test_a_refusal_names_the_field(client):
    with pytest.raises(openai.BadRequestError) as refused:
        client.embeddings.create(model="demo", input=[{"image": "not a picture"}])
    assert refused.value.param == "input[0].image"
    assert refused.value.type == "invalid_request_error"
