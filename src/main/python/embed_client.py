"""The server's HTTP interface from Python's standard library alone.

What goes wrong is a RuntimeError of one line: the status and the body, or that nobody answers.
"""

import json
import urllib.error
import urllib.request
import uuid
from pathlib import Path


class EmbedClient:
    """Calls one server; `api_key` is sent when it is given."""

    def __init__(self, url, api_key=None, timeout=600):
        self.url = url.rstrip("/")
        self.headers = {"X-API-Key": api_key} if api_key else {}
        self.timeout = timeout

    def get(self, path):
        """The JSON body of a GET."""
        return self._send(urllib.request.Request(self.url + path))

    def texts(self, texts):
        """One unit vector (list of floats) per text."""
        return self.json("/embed/text", {"texts": list(texts)})["embeddings"]

    def json(self, path, body):
        """The JSON answer to a JSON body."""
        data = json.dumps(body).encode()
        return self._post(path, data, "application/json")

    def images(self, files):
        """One unit vector per image file."""
        return self._multipart("/embed/image", [("file", f) for f in files])

    def fused(self, file, text):
        """The vector of an image and a text together."""
        return self._multipart("/embed/multimodal", [("image", file), ("text", text)])[0]

    def _multipart(self, path, fields):
        boundary = uuid.uuid4().hex
        body = b"".join(_part(boundary, name, value) for name, value in fields)
        body += f"--{boundary}--\r\n".encode()
        return self._post(path, body, f"multipart/form-data; boundary={boundary}")["embeddings"]

    def _post(self, path, body, content_type):
        request = urllib.request.Request(self.url + path, body, {"Content-Type": content_type})
        return self._send(request)

    def _send(self, request):
        for name, value in self.headers.items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{error.code} {error.read().decode(errors='replace')}") from None
        except OSError as error:
            reason = getattr(error, "reason", error)
            raise RuntimeError(f"no server answers at {self.url} ({reason})") from None


def _part(boundary, name, value):
    """A form field: the contents of a Path, or a string."""
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
    if isinstance(value, Path):
        head += f'; filename="{value.name}"\r\nContent-Type: application/octet-stream'
        content = value.read_bytes()
    else:
        content = value.encode()
    return head.encode() + b"\r\n\r\n" + content + b"\r\n"


def dot(a, b):
    """Cosine of two unit vectors."""
    return sum(x * y for x, y in zip(a, b))
