"""The SDK's own tests of embeddings and models, from its source distribution."""

import os
import re
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest

CLIENT = "openai (Python), its tests"
VERSION = version("openai")
TARGET = Path("target/clients").resolve()


@pytest.fixture(scope="module")
def suite():
    """The folder that the source distribution is unpacked into, fetched by its hash."""
    folder = TARGET / f"openai-{VERSION}"
    if not folder.exists():
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
             "--no-deps", "--no-binary=:all:", "--no-build-isolation", "--require-hashes",
             "--dest", TARGET, "--requirement", pinned()],
            check=True,
        )  # fmt: skip
        with tarfile.open(TARGET / f"openai-{VERSION}.tar.gz") as archive:
            # by its name, which Pythons before 3.11.4 and 3.10.12 pass over, among them Debian 12's
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(TARGET)
    return folder


def pinned():
    """The lines of our list that pin this SDK alone."""
    everything = Path("src/test/python/requirements-clients.txt").read_text(encoding="utf-8")
    lines = re.search(r"^openai==(.*\\\n)+.*\n", everything, re.MULTILINE)[0]
    file = TARGET / "openai.txt"
    file.write_text(lines, encoding="utf-8")
    return file


# by itself it asks for base64, whose string its strict validation refuses undecoded
EMBEDDINGS = "test_embeddings.py and (with_all_params or not (strict or aiohttp))"
# a model that is served is not deleted by its users
MODELS = "test_models.py and (not delete or path_params)"


def test_its_own(suite, open_url):
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-o", "addopts=", "-q", "-p", "no:cacheprovider",
         "-k", f"({EMBEDDINGS}) or ({MODELS})",
         "tests/api_resources/test_embeddings.py", "tests/api_resources/test_models.py"],
        cwd=suite,
        env={**os.environ, "TEST_API_BASE_URL": open_url + "/v1", "PYTHONPATH": str(suite)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-5000:]
    assert re.search(r"\d+ passed", run.stdout), run.stdout[-5000:]
