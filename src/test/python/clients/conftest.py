"""What the tests of the clients share: servers, keys for them, what our routes answer, the table.

A module tests one client. Its docstring's first line says what is checked; CLIENT and VERSION name
what checks it. ClientsIT starts the servers and says by the environment where they are.
"""

import base64
import json
import os
import struct
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[3] / "main/resources/demonstration/samples"
OUTCOMES = ("passed", "skipped", "failed")
STATUSES = (400, 401, 404, 429, 503)
results = {}
# which MtebIT runs alone, in an environment of its own
collect_ignore = [] if find_spec("mteb") else ["test_mteb.py"]


@pytest.fixture(scope="session")
def url():
    """Of a server that requires keys, limits what they say, and knows MODEL's alias."""
    return os.environ["TKR_EMBED_URL"]


@pytest.fixture(scope="session")
def open_url():
    """Of the server that requires no key and lets every name stand for its model."""
    return os.environ["TKR_EMBED_OPEN_URL"]


@pytest.fixture(scope="session")
def unready_url():
    """Of a server that has no model."""
    return os.environ["TKR_EMBED_UNREADY_URL"]


@pytest.fixture(scope="session")
def key():
    """A key that may do everything, at both servers that are asked for one."""
    return os.environ["TKR_EMBED_KEY"]


@pytest.fixture(scope="session")
def other_key():
    """A key that may not embed anything."""
    return os.environ["TKR_EMBED_OTHER_KEY"]


@pytest.fixture(scope="session")
def limited_key(url):
    """A key whose requests of the day are used up."""
    limited = os.environ["TKR_EMBED_LIMITED_KEY"]
    try:
        post(url + "/embed/text", {"texts": ["a red circle"]}, limited)
    except urllib.error.HTTPError as refused:
        assert refused.code == 429
    return limited


@pytest.fixture
def refusing(request):
    """The address and the key by which a status is answered; 400 and 404 are for what is asked."""

    def of(status):
        address = "unready_url" if status == 503 else "url"
        if status == 401:
            return request.getfixturevalue(address), "nobodys"
        name = {403: "other_key", 429: "limited_key"}.get(status, "key")
        return request.getfixturevalue(address), request.getfixturevalue(name)

    return of


@pytest.fixture
def told(record_property):
    """Tells the table the name of what a client throws of an answer with a status."""
    return lambda status, name: record_property("refusal", (status, name))


@pytest.fixture(scope="session")
def own(url, key):
    """What our own route answers to texts, as lists of floats; named fields go beside them."""

    def vectors(*texts, **fields):
        return post(url + "/embed/text", {"texts": list(texts), **fields}, key)["embeddings"]

    return vectors


@pytest.fixture(scope="session")
def own_image(url, key):
    """The vector that our own route answers to one of the demonstration model's samples."""
    return lambda name: post_file(url + "/embed/image", (SAMPLES / f"{name}.png"), key)


@pytest.fixture(scope="session")
def sample():
    """The file of one of the demonstration model's samples."""
    return lambda name: SAMPLES / f"{name}.png"


@pytest.fixture(scope="session")
def data_url():
    """One of the demonstration model's samples as a data: URL."""
    return lambda name: "data:image/png;base64," + encoded(SAMPLES / f"{name}.png")


@pytest.fixture(scope="session")
def same():
    """Asserts that vectors are equal, one by one: cosine 1 - 1e-6 and of the same length."""

    def check(vectors, expected):
        assert len(vectors) == len(expected)
        for vector, other in zip(vectors, expected, strict=True):
            assert len(vector) == len(other)
            assert cosine(vector, other) >= 1 - 1e-6

    return check


def encoded(file):
    return base64.b64encode(file.read_bytes()).decode()


def floats(text):
    """The numbers of a vector in base64."""
    data = base64.b64decode(text)
    return struct.unpack(f"<{len(data) // 4}f", data)


def cosine(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True)) / (length(a) * length(b))


def length(a):
    return sum(x * x for x in a) ** 0.5


def post(address, body, key):
    return send(address, json.dumps(body).encode(), "application/json", key)


def post_file(address, file, key):
    edge = "a-line-between-the-parts-of-a-form"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    body = head.encode() + file.read_bytes() + f"\r\n--{edge}--\r\n".encode()
    answer = send(address, body, f"multipart/form-data; boundary={edge}", key)
    return answer["embeddings"][0]


def send(address, body, kind, key):
    headers = {"Content-Type": kind, "Authorization": f"Bearer {key}"}
    request = urllib.request.Request(address, data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def pytest_addoption(parser):
    parser.addoption("--table", help="file to write what was checked into")


def pytest_collection_modifyitems(items):
    for item in items:
        module = item.module
        results.setdefault(
            item.nodeid.split("::")[0],
            {
                "client": module.CLIENT,
                "version": module.VERSION,
                "checked": module.__doc__.split("\n")[0].rstrip("."),
                **dict.fromkeys(OUTCOMES, 0),
                **dict.fromkeys(STATUSES, "-"),
            },
        )


def pytest_runtest_logreport(report):
    if report.when == "call" or report.outcome != "passed":
        row = results[report.nodeid.split("::")[0]]
        row[report.outcome] += 1
        if report.outcome == "passed":
            row.update(told for name, told in report.user_properties if name == "refusal")


def pytest_sessionfinish(session):
    table = session.config.getoption("--table")
    if table:
        lines = [line(row) for row in sorted(results.values(), key=lambda row: row["client"])]
        Path(table).write_text("".join(lines), encoding="utf-8")


def line(row):
    outcome = ", ".join(f"{row[name]} {name}" for name in OUTCOMES if row[name])
    refusals = " | ".join(row[status] for status in STATUSES)
    return f"| {row['client']} | {row['version']} | {row['checked']} | {refusals} | {outcome} |\n"
