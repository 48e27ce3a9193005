"""The measure of scoring against embedding, of servers that answer at once."""

import contextlib
import io
import json
import sys
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench" / "python"))
import rerank_bench


class Server(BaseHTTPRequestHandler):
    """A word is a token and a half."""

    asked: ClassVar[list] = []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, self.headers["Cache-Control"], body))
        words = len(body.get("inputs", "").split())
        tokens = [[{"id": i} for i in range(3 * words // 2)]]
        answers = {
            "/tokenize": tokens,
            "/rerank": {"results": []},
            "/embed/text": {"embeddings": []},
        }
        sent = json.dumps(answers[self.path]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_):
        """Says nothing."""


class RerankBench(unittest.TestCase):
    def setUp(self):
        Server.asked.clear()
        self.server = HTTPServer(("127.0.0.1", 0), Server)
        self.addCleanup(self.server.server_close)
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.shutdown)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def measured(self, *numbers):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            rerank_bench.main(self.url, self.url, *numbers)
        return printed.getvalue()

    def test_both_are_asked_in_turn_for_the_same_texts_past_their_caches(self):
        printed = self.measured(4, 20, 2)
        self.assertRegex(printed, r"(?s)4 documents.*scored.*embedded.*ratio +\d+\.\d\d\n$")
        calls = [(path, body) for path, _, body in Server.asked if path != "/tokenize"][2:]
        self.assertEqual([path for path, _ in calls], ["/rerank", "/embed/text"] * 2)
        scored, embedded = calls[0][1], calls[1][1]
        self.assertEqual([scored["query"], *scored["documents"]], embedded["texts"])
        self.assertEqual(len(set(embedded["texts"])), 5)
        self.assertEqual({cache for _, cache, _ in Server.asked}, {"no-store"})

    def test_texts_have_the_tokens_that_were_asked_for_and_hardly_more(self):
        self.measured(4, 20, 1)
        for text in Server.asked[-1][2]["texts"]:
            self.assertTrue(20 <= 3 * len(text.split()) // 2 < 26, text)


if __name__ == "__main__":
    unittest.main()
