"""native/build.sh, with a CMake that only notes what it finds."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

NATIVE = Path(__file__).resolve().parents[3] / "native"
CMAKE = """#!/bin/sh
if [ -e "$TKR_WORK/build/CMakeCache.txt" ]; then echo kept; else echo begun anew; fi
exit 1
"""


class NativeBuild(unittest.TestCase):
    """A build folder is used again, but not one of another checkout."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = Path(folder.name).resolve() / "native"
        (self.work / "build").mkdir(parents=True)
        (self.work / "requirements.txt").write_bytes((NATIVE / "requirements.txt").read_bytes())
        self.programs = self.work.parent / "bin"
        self.programs.mkdir()
        (self.programs / "cmake").write_text(CMAKE)
        (self.programs / "cmake").chmod(0o755)

    def configure(self, home, **more):
        """What CMake finds, called by build.sh, where a build of that source folder lies."""
        cache = f"CMAKE_HOME_DIRECTORY:INTERNAL={home}\n"
        (self.work / "build" / "CMakeCache.txt").write_text(cache)
        variables = {"PATH": f"{self.programs}:{os.environ['PATH']}", "TKR_WORK": str(self.work)}
        variables |= more
        call = [NATIVE / "build.sh", self.work, self.work.parent / "classes"]
        ended = subprocess.run(call, env=variables, capture_output=True, text=True, check=False)
        return ended.stderr.strip()

    def test_its_own_build_is_gone_on_with(self):
        self.assertEqual(self.configure(NATIVE), "kept")

    def test_a_build_of_a_checkout_that_was_moved_is_begun_anew(self):
        self.assertEqual(self.configure("/nowhere/native"), "begun anew")

    @unittest.skipUnless(sys.platform == "linux", "NVIDIA's libraries are for Linux")
    def test_what_was_asked_for_once_holds_until_something_else_is(self):
        for asked, lists, chosen in (
            ({}, "requirements.txt", "none"),
            ({"EMBEDDING_GPU": "cuda"}, "requirements-cuda.txt", "cuda"),
            ({}, "requirements-cuda.txt", "cuda"),
            ({"EMBEDDING_GPU": "none"}, "requirements.txt", "none"),
        ):
            with self.subTest(asked=asked, chosen=chosen):
                # as if pip had fetched these
                (self.work / "requirements.txt").write_bytes((NATIVE / lists).read_bytes())
                self.assertEqual(self.configure(NATIVE, **asked), "kept")
                self.assertEqual((self.work / "gpu").read_text().strip(), chosen)

    def test_another_maker_of_gpus_is_refused_by_name(self):
        self.assertIn(
            "cuda (on Linux) or none, not rocm", self.configure(NATIVE, EMBEDDING_GPU="rocm")
        )
