"""OpenAIModel on a task of similar texts of our own, its scores; what it throws of OpenAI's SDK."""

import time
from importlib.metadata import version

import openai
import pytest
import tiktoken_cl100k
from conftest import cosine
from mteb import evaluate, get_model_meta
from mteb.abstasks.sts import AbsTaskSTS
from mteb.abstasks.task_metadata import TaskMetadata
from scipy.stats import pearsonr, spearmanr

CLIENT = "mteb"
VERSION = version("mteb")
DIMENSIONS = 64
PAIRS = [
    ("a red circle", "a red disc", 5),
    ("a blue square", "one blue square", 4.5),
    ("two small green triangles", "two green triangles", 4),
    ("a big yellow star", "a yellow star", 3.5),
    ("a red circle", "a blue circle", 2.5),
    ("a blue square", "a blue triangle", 2),
    ("three red stars", "a red star", 3),
    ("a circle on the left", "a square on the left", 1.5),
    ("a green circle", "three yellow squares", 0.5),
    ("a small red star", "two big blue triangles", 0),
]

assert tiktoken_cl100k.encode, "so that MTEB need not fetch it"


class ShapesSTS(AbsTaskSTS):
    """How alike two descriptions of drawn shapes are, from 0 to 5."""

    metadata = TaskMetadata(
        name="ShapesSTS",
        description="Pairs of descriptions of drawn shapes.",
        type="STS",
        category="t2t",
        eval_langs=["eng-Latn"],
        main_score="cosine_spearman",
        dataset={"path": "tkr-embed/shapes", "revision": "1"},
    )

    def load_data(self, **_):
        """Of this file: nothing is fetched."""
        from datasets import Dataset

        columns = zip(("sentence1", "sentence2", "score"), zip(*PAIRS, strict=True), strict=True)
        self.dataset = {"test": Dataset.from_dict({name: list(cells) for name, cells in columns})}
        self.data_loaded = True


def model(url, key, name="the-alias", dimensions=DIMENSIONS):
    """As MTEB makes the models of its list, by the address and the name of ours."""
    listed = get_model_meta("openai/text-embedding-3-small")
    ours = listed.model_copy(update={"name": f"openai/{name}", "embed_dim": dimensions})
    client = openai.OpenAI(base_url=url + "/v1", api_key=key, max_retries=0)
    return ours.load_model(client=client, embed_dim=dimensions)


def scores(model):
    result = evaluate(model, ShapesSTS(), cache=None, show_progress_bar=False, co2_tracker=False)
    return result.task_results[0].scores["test"][0]


def test_the_scores_are_those_of_our_own_vectors(url, key, own):
    found = scores(model(url, key))
    alike = [cosine(*own(one, other, dimensions=DIMENSIONS)) for one, other, _ in PAIRS]
    expected = [score for _, _, score in PAIRS]
    assert found["main_score"] == pytest.approx(spearmanr(expected, alike)[0], abs=1e-6)
    assert found["cosine_pearson"] == pytest.approx(pearsonr(expected, alike)[0], abs=1e-6)
    assert found["main_score"] > 0.5


@pytest.fixture
def waits(monkeypatch):
    """The seconds that it waits between its tries, waited by nobody."""
    seconds = []
    monkeypatch.setattr(time, "sleep", seconds.append)
    return seconds


@pytest.mark.parametrize(
    ("status", "fields", "error"),
    [
        (400, {"dimensions": 1 << 20}, openai.BadRequestError),
        (401, {}, openai.AuthenticationError),
        (404, {"name": "nobodys"}, openai.NotFoundError),
        (429, {}, openai.RateLimitError),
        (503, {}, openai.InternalServerError),
    ],
)
def test_refusals(refusing, told, waits, status, fields, error):
    with pytest.raises(error) as refused:
        scores(model(*refusing(status), **fields))
    assert refused.value.status_code == status
    assert waits == [10, 60], "it asks three times"
    told(status, refused.typename)
