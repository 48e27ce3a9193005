"""What deploy.sh builds, and when."""

import os
import shutil
import subprocess
import unittest

from checkout import ROOT, Checkout


class Build(unittest.TestCase):
    def setUp(self):
        self.checkout = Checkout()
        self.addCleanup(self.checkout.close)
        self.checkout.tools().sources()

    def builds(self, *words):
        """Whether a run packages the server."""
        before = len(self.checkout.called())
        ended = self.checkout.run(*(words or ("build",)))
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        return any("package" in call for call in self.checkout.called()[before:])

    def test_what_is_built_is_not_built_again(self):
        self.assertTrue(self.builds())
        self.assertFalse(self.builds())
        self.assertEqual(self.checkout.run("build").stdout, "")

    def test_what_is_no_source_changes_nothing(self):
        self.builds()
        for name in (
            "native/__pycache__/a.pyc",
            "src/main/java/.A.java.swp",
            "webapp/index.html~",
            "src/main/resources/.DS_Store",
            "src/main/python/__pycache__/b.pyc",
        ):
            self.checkout.file(name, "x")
            self.assertFalse(self.builds(), name)
        (self.checkout.folder / "src/main/java/A.java").touch()
        self.assertFalse(self.builds(), "the same content at another time")

    def test_a_source_that_is_changed_added_or_removed_is_built(self):
        self.builds()
        self.checkout.file("src/main/java/A.java", "changed")
        self.assertTrue(self.builds())
        added = self.checkout.file("native/src/b.cpp", "added")
        self.assertTrue(self.builds())
        added.unlink()
        self.assertTrue(self.builds())

    def test_a_server_that_somebody_else_built_or_removed_is_built(self):
        self.builds()
        war = self.checkout.folder / "target/ROOT.war"
        war.unlink()
        self.assertTrue(self.builds())
        # later than the file system's clock may tell apart
        os.utime(war, (war.stat().st_atime, war.stat().st_mtime + 10))
        self.assertTrue(self.builds())

    def test_a_server_of_which_a_part_is_missing_is_built(self):
        self.builds()
        for part in (
            "ROOT.war",
            "ROOT-skinny.war",
            "served",
            "libraries",
            "server-start.jar",
            "payara",
            "payara-micro.jar",
        ):
            with self.subTest(part):
                path = self.checkout.folder / "target" / part
                path.rename(path.with_name("away"))
                self.assertTrue(self.builds())
                self.assertFalse(self.builds())
                away = path.with_name("away")
                shutil.rmtree(away) if away.is_dir() else away.unlink()

    def test_a_jar_with_the_same_content_stays_the_very_file(self):
        old = self.checkout.file("old.jar", "content")
        before = old.stat()
        for content, stays in (("content", True), ("another", False)):
            with self.subTest(content):
                new = self.checkout.file("new.jar", content)
                os.utime(new, (0, 0))
                subprocess.run([ROOT / "src/main/sh/replace.sh", new, old], check=True)
                after = old.stat()
                self.assertEqual(
                    (after.st_ino, after.st_mtime) == (before.st_ino, before.st_mtime), stays
                )
                self.assertEqual(old.read_text(), content)
                self.assertFalse(new.exists())

    def test_classes_are_archived_again_where_a_jar_is_of_another_time(self):
        self.builds()
        for jar in ("server-start.jar", "libraries/a.jar", "payara/launch-micro.jar"):
            with self.subTest(jar):
                self.assertEqual(self.checkout.run("build").stdout, "")
                path = self.checkout.file(f"target/{jar}")
                os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 10))
                self.assertIn("Preparing fast starts", self.checkout.run("build").stdout)
                os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 10))

    def test_the_settings_are_compiled_without_the_server_and_once(self):
        self.assertFalse(self.builds("config", "check"))
        self.assertIn("compile war:exploded", self.checkout.called()[-1])
        self.assertTrue((self.checkout.folder / "target/swagger-ui").is_dir(), "what the WAR takes")
        before = len(self.checkout.called())
        self.checkout.run("config", "show")
        self.assertEqual(len(self.checkout.called()), before)
        self.assertTrue(self.builds(), "the server is not built by that")

    def test_an_interrupted_build_leaves_nothing_and_goes_on(self):
        self.checkout.program("mvn", "exit 1")
        self.assertEqual(self.checkout.run("build").returncode, 1)
        left = [path.name for path in (self.checkout.folder / "target").iterdir()]
        self.assertEqual(sorted(left), ["build.log", "runtime"])

    def test_a_folder_that_cannot_be_written_is_said(self):
        self.checkout.file("target", "in the way")
        ended = self.checkout.run("build")
        self.assertEqual(ended.returncode, 1)
        self.assertRegex(ended.stderr, r"^deploy\.sh: cannot write into .*/target: [^\n]*\n$")

    def test_the_first_time_is_said_the_first_time(self):
        self.assertIn("this once", self.checkout.run("build").stdout)
        self.checkout.file("webapp/b", "new")
        self.assertNotIn("this once", self.checkout.run("build").stdout)

    def test_python_leaves_nothing_among_the_sources(self):
        self.checkout.run("model", "synth", "7b", "/proc/no/such/folder")
        self.assertFalse((self.checkout.folder / "src/main/python/__pycache__").exists())


if __name__ == "__main__":
    unittest.main()
