"""Embeds texts and pictures through a running server's HTTP API."""

import io
import sys

import numpy as np
import requests
from PIL import Image


class Server:
    """A running server, e.g. http://127.0.0.1:8000; an API key is optional."""

    def __init__(self, url: str, key: str = "", images_per_request: int = 8):
        self.url, self.step = url.rstrip("/"), images_per_request
        self.session = requests.Session()
        if key:
            self.session.headers["X-API-Key"] = key

    def _post(self, route: str, **body) -> np.ndarray:
        try:
            answer = self.session.post(self.url + route, timeout=120, **body)
        except (
            requests.ConnectionError,
            requests.exceptions.InvalidURL,
            requests.exceptions.MissingSchema,
        ):
            sys.exit(f"model evaluate: no server answers at {self.url}")
        if not answer.ok:
            sys.exit(
                f"model evaluate: {self.url}{route} answers {answer.status_code}: {answer.text}"
            )
        return np.array(answer.json()["embeddings"], np.float32)

    def texts(self, texts: list) -> np.ndarray:
        return np.concatenate(
            [
                self._post("/embed/text", json={"texts": texts[at : at + 64]})
                for at in range(0, len(texts), 64)
            ]
        )

    def pictures(self, images: list) -> np.ndarray:
        return np.concatenate(
            [
                self._post(
                    "/embed/image", files=[("file", _file(i)) for i in images[at : at + self.step]]
                )
                for at in range(0, len(images), self.step)
            ]
        )

    def fused(self, items: list) -> np.ndarray:
        return np.concatenate(
            [
                self._post(
                    "/embed/multimodal", data={"text": text}, files=[("image", _file(image))]
                )
                for image, text in items
            ]
        )


def _file(image: Image.Image) -> tuple:
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "PNG")
    return "picture.png", buffer.getvalue(), "image/png"
