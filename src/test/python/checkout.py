"""A copy of deploy.sh and its parts in an empty folder, on a machine of which the test decides.

The machine has the programs that deploy.sh itself uses, and beside them only what the test puts
there as shell scripts.
"""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[3]
# what every system has; has_tool asks for none of them
SYSTEM = (
    "awk bash cat chmod cksum cmp cp cut date dirname env find grep head id kill ln ls mkdir "
    "mktemp mv paste printf readlink rm sed sh sleep sort tail touch tr uname xargs"
).split()
# newer than any that the real machine has
NEWEST = "99.0.1"
# the very one that builds
MAVEN = re.search(r"apache-maven-(.*)-bin", (ROOT / "src/main/sh/maven.sha512").read_text())[1]


class Checkout:
    """A folder with deploy.sh, whose path ends so; `close` removes it."""

    def __init__(self, name=""):
        self._temporary = tempfile.TemporaryDirectory(suffix=name)
        self.folder = Path(self._temporary.name).resolve()
        self.programs = self.folder / "bin"
        self.programs.mkdir()
        for name in SYSTEM:
            (self.programs / name).symlink_to(shutil.which(name))
        shutil.copy(ROOT / "deploy.sh", self.folder)
        shutil.copytree(ROOT / "src/main/sh", self.folder / "src/main/sh")
        shutil.copytree(
            ROOT / "src/main/python",
            self.folder / "src/main/python",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        self.calls = self.folder / "calls"
        self.calls.touch()

    def close(self):
        self._temporary.cleanup()

    def file(self, name, text=""):
        """A file below the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def program(self, name, script="exit 0", path=None):
        """A program of the machine, which writes its name and arguments into `calls`."""
        file = path or self.programs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if name == "mvn" and not script.startswith("#!"):
            script = (
                f'[ "$1" != --version ] || {{ echo "Apache Maven {MAVEN} (x)"; exit; }}\n{script}'
            )
        text = (
            script
            if script.startswith("#!")
            else (f'#!/bin/sh\necho "{name} $*" >>"{self.calls}"\n{script}\n')
        )
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)
        return file

    def tools(self, *but):
        """All that a build needs, without the named ones."""
        if "JDK" not in but:
            home = self.folder / "jdk"
            self.program("java", java(NEWEST), home / "bin" / "java")
            self.program("javac", "exit 0", home / "bin" / "javac")
        for name in ("mvn", "c++", "g++", "cmake", "make", "curl"):
            if name not in but:
                self.program(name)
        if "python3" not in but:
            # the interpreter itself, not a launcher that looks for it
            (self.programs / "python3").symlink_to(Path(sys.executable).resolve())
        return self

    def sources(self):
        """Something to build, and a Maven and a native build that leave what they are asked for."""
        for name in (
            "pom.xml",
            "src/main/java/A.java",
            "src/main/resources/a",
            "webapp/a",
            "payara-config/default-web.xml",
            "payara-config/domain.xml",
        ):
            self.file(name, name)
        self.program("build.sh", "mkdir -p $1/build", self.folder / "native" / "build.sh")
        self.program(
            "mvn",
            'case "$*" in *package*) mkdir -p target/libraries target/payara target/served;'
            " echo 1 >target/served/current;"
            " touch target/ROOT.war target/ROOT-skinny.war target/payara-micro.jar"
            " target/server-start.jar target/payara/launch-micro.jar;"
            " src/main/sh/fingerprint.sh >target/.built;; esac",
        )
        return self

    def environment(self, **variables):
        home = {"JAVA_HOME": str(self.folder / "jdk")} if (self.folder / "jdk").exists() else {}
        return {"PATH": str(self.programs), "HOME": str(self.folder), **home, **variables}

    def run(self, *words, **variables):
        """The ended process of ./deploy.sh."""
        return subprocess.run(
            self.command(*words),
            cwd=self.folder,
            text=True,
            timeout=120,
            capture_output=True,
            env=self.environment(**variables),
            check=False,
        )

    def start(self, *words, **variables):
        """The running process of ./deploy.sh."""
        return subprocess.Popen(
            self.command(*words),
            cwd=self.folder,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment(**variables),
            preexec_fn=take_signals,
        )

    def command(self, *words):
        return [str(self.programs / "bash"), "deploy.sh", *words]

    def called(self):
        """The calls of the machine's programs, a line each."""
        return self.calls.read_text(encoding="utf-8").splitlines()


def java(version):
    """A Java of a version."""
    return f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n"


def take_signals():
    """A shell cannot trap what it was started to ignore."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def user(name):
    """What `id` prints for root or another user."""
    number = 0 if name == "root" else 1000
    return f'case "$1" in -u) echo {number};; *) echo {name};; esac'
