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
    ("address", "name", "status"),
    [
        ("url", "other_key", 403),
        ("url", "limited_key", 429),
        ("unready_url", "key", 503),
    ],
)
def test_refusals(request, address, name, status):
    address, key = request.getfixturevalue(address), request.getfixturevalue(name)
    with pytest.raises(urllib.error.HTTPError) as refused:
        post(address + "/embed/text", {"texts": ["a"]}, key)
    assert refused.value.code == status
