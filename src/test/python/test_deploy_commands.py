"""What deploy.sh says of its commands, without building anything for it."""

import importlib.util
import sys
import unittest

from checkout import Checkout

COMMANDS = (
    "build",
    "test",
    "test native",
    "config",
    "config check",
    "config show",
    "config key",
    "config schema",
    "model",
    "model get",
    "model list",
    "model verify",
    "model remove",
    "model convert",
    "model synth",
    "model evaluate",
    "bench",
    "bench engine",
    "bench errors",
    "bench kernels",
    "bench native",
    "bench memory",
    "bench rerank",
    "bench callers",
    "bench measure",
    "stress",
)


class Commands(unittest.TestCase):
    def setUp(self):
        self.checkout = Checkout()
        self.addCleanup(self.checkout.close)

    def test_help_about_a_command_is_its_lines_and_builds_nothing(self):
        self.checkout.tools().sources()
        for command in COMMANDS:
            with self.subTest(command):
                own = command in ("stress", "bench callers")  # their -h is for JMH and JCStress
                for word in ("--help",) if own else ("--help", "-h"):
                    ended = self.checkout.run(*command.split(), word)
                    self.assertEqual(ended.returncode, 0, ended.stderr)
                    self.assertTrue(
                        ended.stdout.startswith(f"  ./deploy.sh {command}"), ended.stdout
                    )
        self.assertEqual(self.checkout.called(), [])

    def test_help_has_a_command_s_options_and_no_other_command(self):
        shown = self.checkout.run("bench", "kernels", "--help").stdout
        self.assertIn("--threads", shown)
        self.assertNotIn("memory", shown)

    def test_a_path_that_no_class_path_can_hold_is_refused_in_one_line(self):
        checkout = Checkout("a:b")
        self.addCleanup(checkout.close)
        checkout.tools().sources()
        ended = checkout.run("build")
        self.assertEqual(ended.returncode, 1)
        self.assertRegex(ended.stderr, r"(?m)^deploy.sh: .*holds a ':'.*move it: .*a:b\n$")
        self.assertEqual(checkout.called(), [])

    def test_a_path_with_spaces_is_none_of_those(self):
        checkout = Checkout("a b 'c' é")
        self.addCleanup(checkout.close)
        checkout.tools().sources()
        ended = checkout.run("build")
        self.assertNotIn("path of this folder", ended.stderr)
        self.assertTrue(any(call.startswith("mvn") for call in checkout.called()), ended.stdout)

    def test_the_whole_help(self):
        for word in ("--help", "-h", "help"):
            self.assertIn("./deploy.sh stress", self.checkout.run(word).stdout)

    def test_what_is_no_command_is_one_line(self):
        for command in (
            "sreve",
            "bench kernel",
            "bench measure",
            "model sinth",
            "model synth",
            "test nativ",
            "nope --help",
        ):
            with self.subTest(command):
                ended = self.checkout.run(*command.split())
                self.assertEqual(ended.returncode, 64)
                self.assertEqual(ended.stdout, "")
                self.assertRegex(
                    ended.stderr, r"^deploy\.sh: .*; \./deploy\.sh --help lists the commands\n$"
                )

    def test_a_measurement_without_a_server_says_so_in_one_line(self):
        self.checkout.tools()
        self.checkout.file(
            "src/test/python/bench_memory.py",
            (__import__("pathlib").Path(__file__).with_name("bench_memory.py").read_text()),
        )
        ended = self.checkout.run("bench", "memory", "8", "http://127.0.0.1:9")
        self.assertNotEqual(ended.returncode, 0)
        self.assertRegex(
            ended.stderr, r"^bench memory: no server answers at http://127\.0\.0\.1:9 \(.*\)\n$"
        )

    @unittest.skipIf(importlib.util.find_spec("requests") is None, "measuring needs requests")
    def test_the_measure_of_the_model_without_a_server_does_too(self):
        self.checkout.tools()
        needs = "requirements-evaluation.txt"
        listed = self.checkout.folder / "src/main/python/training" / needs
        self.checkout.file("target/evaluation/requirements.txt", listed.read_text())
        python = self.checkout.folder / "target/evaluation/bin/python"
        self.checkout.program("python", f'exec "{sys.executable}" "$@"', python)
        ended = self.checkout.run("model", "evaluate", "http://127.0.0.1:9")
        self.assertNotEqual(ended.returncode, 0)
        self.assertEqual(ended.stderr, "model evaluate: no server answers at http://127.0.0.1:9\n")


if __name__ == "__main__":
    unittest.main()
