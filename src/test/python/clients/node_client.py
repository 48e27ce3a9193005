"""Runs a client in JavaScript; skips where there is no Node."""

import functools
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import SAMPLES

SOURCES = Path(__file__).resolve().parent / "node"
LOCK = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
FOLDER = Path("target/clients/node").resolve()


def version(package):
    """That of our lock."""
    return LOCK["packages"][f"node_modules/{package}"]["version"]


def run(script):
    """What a script in node/ writes as JSON."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("no Node here")
    install()
    return json.loads(command("node", script))


@functools.cache
def install():
    """What the lock says, each file by its hash."""
    shutil.copytree(SOURCES, FOLDER, dirs_exist_ok=True)
    command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")


def command(*words):
    ended = subprocess.run(
        words,
        cwd=FOLDER,
        env={**os.environ, "TKR_EMBED_PICTURE": str(SAMPLES / "red_circle.png")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return ended.stdout
