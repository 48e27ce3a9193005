"""Which server first_result.py takes for the one that it waits for."""

import json
import os
import subprocess
import sys
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "main" / "python"))

import first_result


class Answering(BaseHTTPRequestHandler):
    """Says one after the other what it was given, the last one again and again."""

    def do_GET(self):
        bodies = self.server.bodies
        body = json.dumps(bodies.pop(0) if len(bodies) > 1 else bodies[0]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class ReadinessTest(unittest.TestCase):
    def serve(self, *bodies):
        server = HTTPServer(("127.0.0.1", 0), Answering)
        server.bodies = list(bodies)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"

    def test_another_server_at_the_address_is_not_it(self):
        other = {"status": "healthy", "instance": "other"}
        ours = {"status": "healthy", "instance": "ours"}
        url = self.serve(other, {"status": "healthy"}, ours)
        self.assertEqual(first_result.wait(url, "ours", None), ours)

    def test_ours_is_waited_for_while_it_loads(self):
        loading = {"status": "loading", "progress": 0.5, "instance": "ours"}
        failed = {"status": "unhealthy", "reason": "no model", "instance": "ours"}
        url = self.serve(loading, failed)
        self.assertEqual(first_result.wait(url, "ours", os.getpid()), failed)

    def test_any_server_will_do_where_none_is_named(self):
        url = self.serve({"status": "healthy", "instance": "other"})
        self.assertEqual(first_result.wait(url, None, None)["instance"], "other")

    def test_nothing_is_waited_for_when_the_process_has_ended(self):
        ended = subprocess.Popen(["true"])
        ended.wait()
        url = self.serve({"status": "healthy", "instance": "other"})
        self.assertIsNone(first_result.wait(url, "ours", ended.pid))


if __name__ == "__main__":
    unittest.main()
