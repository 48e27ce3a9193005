"""What deploy.sh shows of a server that has become ready."""

import contextlib
import io
import json
import subprocess
import sys
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "main" / "python"))

import first_result

READY = {
    "status": "healthy",
    "model": "Some-7B",
    "demonstration": False,
    "first_text_seconds": 1.61,
}


class FakeServer(ThreadingHTTPServer):
    """Answers /health with one body after the other, the last for ever.

    Has /docs/ or not, and embeds everything to [1, 0].
    """

    def __init__(self, health, has_docs):
        super().__init__(("127.0.0.1", 0), Handler)
        self.health, self.has_docs, self.paths = health, has_docs, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.paths.append(self.path)
        if self.path == "/health":
            bodies = self.server.health
            self.answer(200, bodies.pop(0) if len(bodies) > 1 else bodies[0])
        else:
            self.answer(200 if self.server.has_docs else 404, {})

    def do_POST(self):
        self.server.paths.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200, {"embeddings": [[1, 0]] * 4})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class FirstResult(unittest.TestCase):
    def shown(self, *health, has_docs=True):
        """What is printed, and the paths that were asked for."""
        server = FakeServer(list(health), has_docs)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        printed = io.StringIO()
        with contextlib.redirect_stderr(printed):
            first_result.main(server.url())
        return printed.getvalue(), server.paths

    def test_a_download_shows_bytes_rate_and_time_left(self):
        body = {
            "stage": "downloading",
            "progress": 0.45,
            "bytes": 7_520_000_000,
            "total_bytes": 16_600_000_000,
            "bytes_per_second": 85_000_000,
            "seconds_left": 107,
        }
        self.assertEqual(
            first_result.loading(body, 3),
            "Downloading [#########-----------] 45 %, 7.5 GB of 16.6 GB, 85.0 MB/s, 1:47 left",
        )
        self.assertTrue(
            first_result.loading({**body, "note": "again in 4 s"}, 3).endswith(", again in 4 s")
        )

    def test_a_load_shows_its_share_and_its_time(self):
        self.assertEqual(first_result.loading({}, 3), "Loading ... 3 s")
        body = {"stage": "loading", "progress": 0.5}
        self.assertEqual(first_result.loading(body, 3), "Loading 50 % ... 3 s")
        body = {"stage": "listing", "progress": 0.0, "total_bytes": 0}
        self.assertEqual(first_result.loading(body, 3), "Listing 0 % ... 3 s")

    def test_a_real_model_is_asked_for_nothing(self):
        printed, paths = self.shown(READY)
        self.assertIn("Some-7B embedded a short text in 1.61 s.", printed)
        self.assertEqual(set(paths), {"/health", "/docs/"})
        self.assertNotIn("cosine", printed)

    def test_what_a_text_takes_is_waited_for(self):
        unmeasured = {key: READY[key] for key in READY if key != "first_text_seconds"}
        printed, _ = self.shown(unmeasured, unmeasured, READY)
        self.assertIn("Some-7B embedded a short text in 1.61 s.", printed)
        printed, _ = self.shown(unmeasured, {"status": "unhealthy", "reason": "damaged"})
        self.assertIn("serves no model: damaged", printed)

    def test_a_server_that_ends_meanwhile_is_no_longer_waited_for(self):
        unmeasured = {key: READY[key] for key in READY if key != "first_text_seconds"}
        ended = subprocess.Popen(["true"])
        ended.wait()
        self.assertIsNone(first_result.measured("http://127.0.0.1:9", unmeasured, ended.pid))

    def test_the_demonstration_model_shows_its_table_in_one_piece(self):
        printed, paths = self.shown({**READY, "demonstration": True})
        self.assertIn("captions against sample pictures", printed)
        self.assertIn("/embed/image", paths)

    def test_documentation_is_named_where_it_is(self):
        self.assertIn("/docs)", self.shown(READY)[0])
        self.assertNotIn("docs", self.shown(READY, has_docs=False)[0])

    def test_a_model_that_failed_is_told_with_the_reason(self):
        printed, _ = self.shown({"status": "unhealthy", "reason": "there is no such folder"})
        self.assertIn("serves no model: there is no such folder", printed)


if __name__ == "__main__":
    unittest.main()
