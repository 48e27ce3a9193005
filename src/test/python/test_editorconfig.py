"""Every text file of the repository is written as .editorconfig says."""

import subprocess
import unittest
from pathlib import Path

import editorconfig

ROOT = Path(__file__).resolve().parents[3]
# the steps of these are their own formatter's to keep
FORMATTED = (".cpp", ".h", ".inl", ".java", ".py")
# text with pictures and tables in it
PROSE = (".cmake", ".md", ".sh", ".txt")


def text_files():
    """The files that git takes for text, by what the index holds and .gitattributes say."""
    listed = subprocess.run(
        ["git", "ls-files", "--eol", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for line in listed.stdout.split("\0")[:-1]:
        ends, name = line.split("\t", 1)
        binary = any("-text" in part for part in ends.split())
        if not binary and (ROOT / name).is_file():
            yield ROOT / name


def faults(path):
    """What is otherwise than .editorconfig says: 'file:line: what'."""
    says = editorconfig.get_properties(str(path))
    text = path.read_bytes().decode(says["charset"])
    if says["end_of_line"] == "lf" and "\r" in text:
        yield f"{path}: a carriage return"
    if says["insert_final_newline"] == "true" and text and not text.endswith("\n"):
        yield f"{path}: no newline at its end"
    steps = 1 if path.suffix in FORMATTED + PROSE else int(says["indent_size"])
    for number, line in enumerate(text.split("\n"), 1):
        indent = line[: len(line) - len(line.lstrip())]
        if says["trim_trailing_whitespace"] == "true" and line != line.rstrip():
            yield f"{path}:{number}: blanks at the end"
        elif says["indent_style"] == "space" and ("\t" in indent or len(indent) % steps):
            yield f"{path}:{number}: indented by other than {steps} spaces"


class EditorConfig(unittest.TestCase):
    def test_text_files_are_written_as_it_says(self):
        files = list(text_files())
        self.assertGreater(len(files), 500)
        found = [fault for path in files for fault in faults(path)]
        self.assertEqual(found, [], "\n".join(found[:50]))


if __name__ == "__main__":
    unittest.main()
