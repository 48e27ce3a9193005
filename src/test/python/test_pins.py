"""Whatever is downloaded is named by version and by hash."""

import hashlib
import json
import re
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LISTS = "requirements*.txt"
CONSOLE = ROOT / "webapp/console/lib"
# one package of a list, with all of its lines
PACKAGE = re.compile(r"^([A-Za-z0-9_.-]+)(\S*)((?:.*\\\n)*.*)$", re.MULTILINE)


def tracked(*patterns):
    """The repository's files of these patterns."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0")[:-1] if (ROOT / name).is_file()]


def packages(path):
    """(name, version, the rest) of every package of a list."""
    text = re.sub(r"^\s*#.*\n?", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [match.groups() for match in PACKAGE.finditer(text) if match[0].strip()]


def commands(path):
    """The commands of a script or a document that have pip fetch something, each on one line."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return re.findall(
        r"^.*(?:\bpip|bin/pip) +(?:\S+ +)*?(?:install|download)\b.*$", text, re.MULTILINE
    )


class Pins(unittest.TestCase):
    def test_every_python_package_has_a_version_and_hashes(self):
        lists = tracked(LISTS, f"*/{LISTS}")
        self.assertGreater(len(lists), 6)
        for path in lists:
            self.assertTrue(packages(path), path)
            for name, version, rest in packages(path):
                with self.subTest(f"{path.relative_to(ROOT)}: {name}"):
                    self.assertRegex(version, r"^==[0-9][^*]*$")
                    self.assertRegex(rest, r"--hash=sha256:[0-9a-f]{64}")

    def test_every_list_has_what_it_was_made_of(self):
        for made_of in tracked("src/*requirements*.in"):
            locked = {
                (name.lower().replace("_", "-"), version)
                for name, version, _ in packages(made_of.with_suffix(".txt"))
            }
            asked = {
                (name.lower().replace("_", "-"), version) for name, version, _ in packages(made_of)
            }
            self.assertEqual(asked - locked, set(), f"src/main/python/lock.sh: {made_of}")

    def test_the_consoles_libraries_are_as_published(self):
        libraries = json.loads((CONSOLE / "libraries.json").read_text(encoding="utf-8"))
        listed = {"libraries.json"}
        for library in libraries:
            self.assertRegex(library["version"], r"^[0-9]+\.[0-9]+\.[0-9]+$")
            self.assertRegex(library["integrity"], r"^sha512-[A-Za-z0-9+/]{86}==$")
            self.assertTrue(library["licence"])
            self.assertIn(
                f"{library['package']}.LICENSE.txt", [f["file"] for f in library["files"]]
            )
            for file in library["files"]:
                with self.subTest(file["file"]):
                    content = (CONSOLE / file["file"]).read_bytes()
                    self.assertEqual(hashlib.sha256(content).hexdigest(), file["sha256"])
                    listed.add(file["file"])
        found = {str(path.relative_to(CONSOLE)) for path in CONSOLE.rglob("*") if path.is_file()}
        self.assertEqual(found, listed)

    def test_pip_takes_nothing_without_its_hash(self):
        found = [command for path in tracked("*.sh", "*.md") for command in commands(path)]
        self.assertGreater(len(found), 3)
        for command in found:
            self.assertIn("--require-hashes", command)
            self.assertIn("--no-deps", command)


if __name__ == "__main__":
    unittest.main()
