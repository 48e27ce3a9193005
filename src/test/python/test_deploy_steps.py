"""Long steps: what is told while they go on, when they fail, and when they are interrupted."""

import signal
import subprocess
import time
import unittest
from pathlib import Path

from checkout import ROOT, Checkout

# what the programs write, shortened; and what deploy.sh makes of it
FAILURES = {
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': Failed to establish"
    " a new connection: [Errno -3] Temporary failure in name resolution')': /simple/mlx-cpu/\n"
    "ERROR: No matching distribution found for mlx-cpu==0.32.4": "could not reach the Python package index .*Temporary failure in name resolution",
    "ERROR: Could not find a version that satisfies the requirement mlx-cpu==0.32.4 (from versions: none)\n"
    "ERROR: No matching distribution found for mlx-cpu==0.32.4": "the Python package index .* has no mlx-cpu==0.32.4 for this machine",
    "[ERROR] Plugin x or one of its dependencies could not be resolved: Could not transfer artifact x:pom:1 from/to"
    " central (https://repo.example/maven2): repo.example: Temporary failure in name resolution -> [Help 1]": "could not reach https://repo.example/maven2: repo.example: Temporary failure",
    "[ERROR] x:jar:1 was not found in https://repo.example/maven2 during a previous attempt. This failure was"
    " cached in the local repository and resolution is not reattempted": "could not reach https://repo.example/maven2",
    "[ERROR] Could not create local repository at /nonexistent/.m2/repository -> [Help 1]": "Maven cannot write its folder /nonexistent/.m2/repository",
    "E: Failed to fetch http://deb.example/x.deb  Temporary failure resolving 'deb.example'": "apt could not reach its server: Failed to fetch http://deb.example/x.deb",
    "Err:1 http://deb.example bookworm InRelease\n  Temporary failure resolving 'deb.example'\n"
    "E: Unable to locate package maven": "apt: Temporary failure resolving 'deb.example'",
    "E: Could not get lock /var/lib/dpkg/lock-frontend": "another apt is at work",
    "/tmp/x.s: Assembler messages: No space left on device": "the disk is full",
    "[ERROR] \tArtifact x:y:jar:1 trusted checksum mismatch: summaryFile=0; calculated=1": "what Maven got is not the file that .mvn/checksums names: x:y:jar:1",
    "[ERROR] \tMissing from summaryFile trusted checksum(s) [SHA-256] for artifact x:y:pom:1": ".mvn/checksums names no x:y:pom:1",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n"
    "    mlx-cpu==0.32.4 from https://index.example/x.whl:": "what pip got is not the file that the list names: mlx-cpu==0.32.4",
    "c++: fatal error: Killed signal terminated program cc1plus": "a compiler was killed",
}


class Steps(unittest.TestCase):
    def setUp(self):
        self.checkout = Checkout()
        self.addCleanup(self.checkout.close)
        self.checkout.tools().sources()

    def test_a_failure_is_one_line(self):
        output, reason = list(FAILURES.items())[2]
        said = self.checkout.file("said", output)
        self.checkout.program("mvn", f'cat "{said}"; exit 1')
        ended = self.checkout.run("build")
        self.assertEqual(ended.returncode, 1)
        self.assertEqual(len(ended.stderr.splitlines()), 1, ended.stderr)
        self.assertRegex(ended.stderr, f"failed: {reason}.*The whole log is .*/build.log$")

    def test_an_unknown_failure_shows_the_end_of_its_own_output(self):
        self.checkout.program("mvn", "echo something new; exit 1")
        ended = self.checkout.run("build")
        self.assertIn("something new\ndeploy.sh: ", ended.stderr)

    def test_a_step_is_told_before_it_ends_and_while_it_goes_on(self):
        gate = self.checkout.folder / "gate"
        self.checkout.program("mvn", f'while [ ! -e "{gate}" ]; do sleep 0.1; done')
        running = self.checkout.start("build", STEP_SECONDS="1")
        try:
            self.assertEqual(running.stdout.readline(), "Fetching the build's own libraries ...\n")
            self.assertRegex(running.stdout.readline(), r"\.\.\. [0-9]+ s so far\n")
            gate.touch()
            self.assertRegex(
                running.stdout.readline(), r"\.\.\. (done in [0-9]+ s|[0-9]+ s so far)\n"
            )
        finally:
            gate.touch()
            running.communicate(timeout=60)

    def test_a_step_is_told_by_its_title_first_however_late(self):
        script = f'. {ROOT}/src/main/sh/step.sh; say() {{ echo "$*"; }}; next=0; tell_time Compiling 2; tell_time Compiling 40'
        told = subprocess.run(
            ["bash", "-c", script], text=True, capture_output=True, check=True
        ).stdout
        self.assertEqual(told, "Compiling ...\nCompiling ... 40 s so far\n")

    def test_an_interrupted_step_ends_with_all_that_it_started(self):
        begun, ended = self.checkout.folder / "begun", self.checkout.folder / "ended"
        self.checkout.program(
            "compiler",
            f'trap \'touch "{ended}"; exit\' TERM; touch "{begun}"\nwhile true; do sleep 0.1; done',
        )
        self.checkout.program("mvn", "compiler & wait")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number.name):
                begun.unlink(missing_ok=True)
                ended.unlink(missing_ok=True)
                running = self.checkout.start("build")
                while not begun.exists():
                    self.assertIsNone(running.poll())
                running.send_signal(number)
                said, _ = running.communicate(timeout=60)
                self.assertEqual(running.returncode, 128 + number)
                self.assertIn("interrupted", said)
                while not ended.exists():
                    time.sleep(0.05)  # for ever, where it goes on


class Reasons(unittest.TestCase):
    def test_what_programs_write_becomes_one_line(self):
        script = f"PYTHON=python3; TARGET=target; . {ROOT}/src/main/sh/reason.sh; reason_of"
        for output, reason in FAILURES.items():
            with self.subTest(reason):
                found = subprocess.run(
                    ["bash", "-c", script], input=output, text=True, capture_output=True, check=True
                )
                self.assertRegex(found.stdout, f"^{reason}.*$")
                self.assertNotIn("\n", found.stdout)


class Totals(unittest.TestCase):
    def total(self, text):
        script = f". {ROOT}/src/main/sh/totals.sh; totals_of"
        return subprocess.run(
            ["bash", "-c", script], input=text, text=True, capture_output=True, check=True
        ).stdout

    def test_the_runners_are_added_up(self):
        text = (
            "99% tests passed, 1 tests failed out of 84\n"
            "Ran 30 tests in 1.2s\n\nFAILED (failures=2, errors=1, skipped=3)\n"
            "Ran 1 test in 0.1s\n\nOK\n"
            "[INFO] Tests run: 7, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s -- in A\n"
            "[WARNING] Tests run: 100, Failures: 0, Errors: 0, Skipped: 2\n"
            "[ERROR] Tests run: 10, Failures: 1, Errors: 2, Skipped: 0\n"
            "26 passed, 0 failed\n"
        )
        self.assertEqual(self.total(text), "239 passed, 7 failed, 5 skipped\n")

    def test_nothing_run_is_nothing_passed(self):
        self.assertEqual(self.total(""), "0 passed, 0 failed, 0 skipped\n")

    def test_what_passed_at_the_second_try_is_named(self):
        text = (
            "[ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0 <<< FAILURE! -- in a.BTest\n"
            "[WARNING] Flakes: \n[WARNING] a.BTest.waits\n"
            "[ERROR]   Run 1: BTest.waits:9 expected: <2> but was: <1>\n[INFO]   Run 2: PASS\n[INFO] \n"
            "[WARNING] a.BTest.each(int)[2]\n[INFO]   Run 2: PASS\n[INFO] \n"
            "[WARNING] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Flakes: 2\n"
            "[WARNING] something else\n"
        )
        found = subprocess.run(
            ["bash", "-c", f". {ROOT}/src/main/sh/totals.sh; flakes_of"],
            input=text,
            text=True,
            capture_output=True,
            check=True,
        ).stdout
        self.assertEqual(
            found,
            "  passed at the second try: a.BTest.waits\n"
            "  passed at the second try: a.BTest.each(int)[2]\n",
        )
        self.assertEqual(self.total(text), "3 passed, 0 failed, 0 skipped\n")

    def test_the_stages_that_failed_are_named_in_the_last_line(self):
        script = (
            f". {ROOT}/src/main/sh/test.sh; run_step() {{ [ $1 = fine ]; }}\n"
            "last_step() { :; }; failures_of() { :; }; skips_of() { :; }; flakes_of() { :; }\n"
            "failed=(); stage Format false; stage fine true; stage Native false\n"
            'failed_stages "${failed[@]}"'
        )
        found = subprocess.run(["bash", "-c", script], text=True, capture_output=True, check=True)
        self.assertEqual(found.stdout, 'failed: "Format", "Native"\n')


class Jobs(unittest.TestCase):
    def jobs(self, cores, megabytes):
        script = Path(ROOT / "native" / "jobs.sh")
        return int(
            subprocess.run(
                [script, str(cores), str(megabytes)], text=True, capture_output=True, check=True
            ).stdout
        )

    def test_as_many_as_cores_and_memory_allow(self):
        self.assertEqual(self.jobs(4, 64_000), 4)
        self.assertEqual(self.jobs(40, 4_096), 8)
        self.assertEqual(self.jobs(8, 100), 1)

    def test_this_machine_has_one_at_least_and_its_cores_at_most(self):
        found = subprocess.run(
            [ROOT / "native" / "jobs.sh"], text=True, capture_output=True, check=True
        ).stdout
        self.assertIn(int(found), range(1, (__import__("os").cpu_count() or 1) + 1))


if __name__ == "__main__":
    unittest.main()
