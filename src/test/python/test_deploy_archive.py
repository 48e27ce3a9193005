"""What deploy.sh makes of an archive of classes, also where it cannot be made."""

import os
import subprocess
import unittest

from checkout import Checkout

# prepares a start, serves until it is told to end, and makes the archive as the test says
JAVA = """#!/bin/sh
case "$*" in -version) echo 'openjdk version "99.0.1"' >&2; exit ;; esac
echo "java $*" >>"{calls}"
option() {{
  for word in $words; do case $word in $1*) echo "${{word#*=}}" ;; esac; done
}}
words=$*
case "$*" in
  *cli.Main*)
    mkdir -p run
    for name in java.options address instance; do echo x >run/$name; done
    echo run
    ;;
  *-Xshare:dump*)
    cp "$(option -XX:SharedClassListFile)" listed
    archive=$(option -XX:SharedArchiveFile)
    {dump}
    ;;
  *)
    trap 'exit 0' TERM
    list=$(option -XX:DumpLoadedClassList)
    printf 'a/A id: 1\\nb/B id: 2 super: 1 source: somewhere\\n' >"$list"
    touch serving
    while true; do sleep 0.1; done
    ;;
esac
"""
SERVED = """import os, time
while not os.path.exists("serving"):
    time.sleep(0.05)
os.remove("serving")
"""


class Archive(unittest.TestCase):
    def setUp(self):
        self.checkout = Checkout()
        self.addCleanup(self.checkout.close)
        self.checkout.tools().sources()
        self.checkout.file("src/main/python/first_result.py", SERVED)
        self.target = self.checkout.folder / "target"

    def java(self, dump):
        """A Java whose archive is made by these commands."""
        script = JAVA.format(calls=self.checkout.calls, dump=dump)
        self.checkout.program("java", script, self.checkout.folder / "jdk/bin/java")

    def dumps(self):
        return sum("-Xshare:dump" in call for call in self.checkout.called())

    def test_it_holds_the_classes_that_are_on_the_class_path(self):
        self.java('echo whole >"$archive"')
        self.assertIn("Preparing fast starts ... done", self.checkout.run("build").stdout)
        self.assertEqual((self.checkout.folder / "listed").read_text(), "a/A id: 1\n")
        self.assertEqual((self.target / "server.jsa").read_text(), "whole\n")
        self.assertEqual(self.checkout.run("build").stdout, "")

    def test_what_a_killed_one_has_left_goes_at_the_next_start(self):
        self.java('echo whole >"$archive"')
        ended = subprocess.Popen(["true"])
        ended.wait()
        left = [self.target / f"training.{ended.pid}.abc", self.target / "training.abc"]
        for folder in left:
            folder.mkdir(parents=True)
        running = self.target / f"training.{os.getpid()}.abc"
        running.mkdir()
        for _ in range(2):  # also where the archive is there already
            self.assertEqual(self.checkout.run("build").returncode, 0)
            self.assertEqual(list(self.target.glob("training.*")), [running])
            left[0].mkdir()

    def test_a_virtual_machine_that_fails_is_told_and_not_tried_again(self):
        for count, dump in enumerate(("exit 1", ":", "kill -ABRT $$", "kill -KILL $$"), 1):
            with self.subTest(dump):
                self.java(dump)
                ended = self.checkout.run("build")
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.assertIn("Starts will take longer; the reason is in ", ended.stdout)
                self.assertEqual(self.checkout.run("build").stdout, "")
                self.assertEqual(self.dumps(), count)
                self.assertEqual(list(self.target.glob("training.*")), [])
                self.assertFalse((self.target / "server.jsa").exists())
                (self.target / ".archived").unlink()


if __name__ == "__main__":
    unittest.main()
