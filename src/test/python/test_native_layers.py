"""The native sources' folders know each other as architecture.md says."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "native" / "src"
TEXT = ROOT / "src" / "site" / "markdown" / "architecture.md"


def drawn():
    """The arrows of the text: {folder: {folder, ...}}."""
    lines = re.findall(r"^([a-z]+)/ +-> ((?:[a-z]+/ )*) ", TEXT.read_text("utf-8"), re.M)
    return {folder: set(others.replace("/", " ").split()) for folder, others in lines}


def includes():
    """Every file of the sources' own that another one includes: (file, included)."""
    for file in sorted(SOURCES.rglob("*")):
        if file.suffix not in (".h", ".cpp", ".inl"):
            continue
        for name in re.findall(r'^#include "([^"]+)"', file.read_text("utf-8"), re.M):
            path = SOURCES / name if (SOURCES / name).exists() else file.parent / name
            if path.exists():
                yield file.relative_to(SOURCES), path.relative_to(SOURCES)


class NativeLayers(unittest.TestCase):
    """The arrows of the text and those of the sources are the same."""

    def test_arrows_are_those_of_the_text(self):
        found = {folder.name: set() for folder in SOURCES.iterdir() if folder.is_dir()}
        for file, included in includes():
            if file.parts[0] != included.parts[0]:
                found[file.parts[0]].add(included.parts[0])
        self.assertEqual(found, drawn())

    def test_every_source_lies_in_a_folder(self):
        self.assertEqual([p.name for p in SOURCES.iterdir() if p.is_file()], [])

    def test_the_registry_alone_knows_an_architecture_by_name(self):
        for file, included in includes():
            inside = included.parts[:-1]
            if len(inside) > 1 and file.parts[: len(inside)] != inside:
                self.assertEqual(file, Path("models/registry.cpp"), f"includes {included}")
