"""Our own routes: text, image, and what the other modules are held against."""

import platform
import urllib.error

import pytest
from conftest import length, post

CLIENT = "urllib (Python)"
# the interpreter's, which differs between machines
VERSION = "3"
assert platform.python_version_tuple()[0] == VERSION


def test_text(own):
    vectors = own("a red circle", "a blue square")
    assert len(vectors) == 2
    assert length(vectors[0]) == pytest.approx(1, abs=1e-5)


def test_image(own_image, own):
    assert len(own_image("red_circle")) == len(own("a red circle")[0])


@pytest.mark.parametrize(
    ("status", "route"),
    [(400, "/embed/text"), (401, "/embed/text"), (403, "/embed/text"), (404, "/nowhere"),
     (429, "/embed/text"), (503, "/embed/text")],
)  # fmt: skip
def test_refusals(refusing, told, status, route):
    address, key = refusing(status)
    with pytest.raises(urllib.error.HTTPError) as refused:
        post(address + route, {} if status == 400 else {"texts": ["a"]}, key)
    assert refused.value.code == status
    told(status, refused.typename)
