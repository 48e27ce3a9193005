"""Waits for a starting server, showing its progress, then shows its first real result.

usage: first_result.py URL [INSTANCE PID]
       INSTANCE: what the server calls itself in /health, where others may answer at the URL
       PID: a process without which there is nothing to wait for
"""

import json
import os
import shutil
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from embed_client import EmbedClient, dot

# seconds between two lines about a download, where there is no terminal
LINES = 15
SAMPLES = Path(__file__).resolve().parents[1] / "resources" / "demonstration" / "samples"


def health(url):
    """The body of /health, or None while nothing answers there."""
    try:
        with urllib.request.urlopen(url + "/health", timeout=10) as answer:
            return json.load(answer)
    except (OSError, ValueError):
        return None


def is_alive(pid):
    """Whether the process exists; True when none was named."""
    try:
        os.kill(pid, 0)
        return True
    except (TypeError, ProcessLookupError):
        return pid is None


def tell(line, end="\n"):
    """A line that the next one replaces, on a terminal; nothing temporary elsewhere."""
    if sys.stderr.isatty():
        if not end:
            line = line[: shutil.get_terminal_size().columns - 1]
        print("\r\033[K" + line, end=end, file=sys.stderr, flush=True)
    elif end:
        print(line, file=sys.stderr, flush=True)


def is_wanted(body, instance):
    """Whether a body of /health is the server's that is meant; any server's when none is named."""
    return bool(body) and instance in (None, body.get("instance"))


def wait(url, instance, pid):
    """The health body of the ready or failed server; None when the process ended."""
    start, told = time.monotonic(), 0
    while is_alive(pid):
        body = health(url)
        if not is_wanted(body, instance):
            body = None
        elif body.get("status") != "loading":
            return body
        seconds = time.monotonic() - start
        line = loading(body or {}, seconds)
        tell(line, end="")
        if not sys.stderr.isatty() and "total_bytes" in (body or {}) and seconds >= told + LINES:
            told = seconds
            tell(line)
        time.sleep(0.2)
    return None


def gigabytes(count):
    """Bytes in units of 10^9."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


def loading(body, seconds):
    """What a server that is not ready says of itself, in one line."""
    share = f" {100 * body['progress']:.0f} %" if "progress" in body else ""
    if not body.get("total_bytes"):
        return f"{body.get('stage', 'loading').capitalize()}{share} ... {seconds:.0f} s"
    filled = int(20 * body["progress"])
    parts = [f"{gigabytes(body['bytes'])} of {gigabytes(body['total_bytes'])}"]
    if body["bytes_per_second"]:
        parts.append(f"{body['bytes_per_second'] / 1e6:.1f} MB/s")
    if "seconds_left" in body:
        parts.append("{}:{:02} left".format(*divmod(body["seconds_left"], 60)))
    parts += [body["note"]] if "note" in body else []
    bar = f"[{'#' * filled}{'-' * (20 - filled)}]"
    return f"{body['stage'].capitalize()} {bar}{share}, {', '.join(parts)}"


def measured(url, body, pid):
    """The health body once it says what a short text takes, or that the server is not ready.

    None when the process ended.
    """
    while body.get("status") == "healthy" and "first_text_seconds" not in body:
        if not is_alive(pid):
            return None
        time.sleep(0.2)
        body = health(url) or body
    return body


def table(client):
    """Captions against pictures, as lines of text."""
    pictures = json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))["pictures"][:4]
    images = client.images([SAMPLES / picture["file"] for picture in pictures])
    texts = client.texts([picture["caption"] for picture in pictures])
    names = [Path(picture["file"]).stem.replace("_", " ") for picture in pictures]
    first = max(len(picture["caption"]) for picture in pictures)
    yield " " * first + "".join(f"  {name:>15}" for name in names)
    for picture, text in zip(pictures, texts):
        cosines = [dot(text, image) for image in images]
        row = [f"{c:.2f}{'*' if c == max(cosines) else ' '}" for c in cosines]
        yield f"{picture['caption']:{first}}" + "".join(f"  {c:>15}" for c in row)


def result(client, body):
    """What to show of a server that is ready: a demonstration, or what a text takes.

    A real model is asked for nothing: whoever comes first would wait for it. It embeds a short
    text by itself.
    """
    if not body.get("demonstration"):
        return [
            f"A first result: {body['model']} embedded a short text"
            f" in {body['first_text_seconds']:.2f} s."
        ]
    try:
        return [
            "This is the demonstration model: it knows drawn shapes and colours, nothing else.",
            "A first result, captions against sample pictures (cosine, * the nearest):",
            "",
            *table(client),
        ]
    except RuntimeError as error:
        if not str(error).startswith("401 "):
            raise
        return ["Requests need an API key: -H 'X-API-Key: ...'"]


def docs(url):
    """Where the documentation is; nothing where it is not served, as in production."""
    try:
        with urllib.request.urlopen(url + "/docs/", timeout=10):
            return f" (docs: {url}/docs)"
    except OSError:
        return ""


def api_key():
    """The key of the environment, or of the file that it names; None where it is elsewhere."""
    value = os.environ.get("EMBEDDING_API_KEY")
    if value and value.startswith("file:"):
        return Path(value[len("file:") :]).read_text().rstrip("\n")
    return value


def main(url, instance=None, pid=None):
    """Prints where the server is and what it made of the samples."""
    start = time.monotonic()
    body = wait(url, instance, pid)
    if body is None:
        return
    seconds = time.monotonic() - start
    if not body.get("demonstration"):
        body = measured(url, body, pid)
    if body is None:
        return
    if body["status"] != "healthy":
        tell(f"The server is up at {url} but serves no model: {body.get('reason')}")
        return
    # in one piece, so that no line of the server's log comes between
    tell(
        "\n".join(
            [
                f"Ready at {url} after {seconds:.1f} s{docs(url)}. Ctrl-C stops it.",
                *result(EmbedClient(url, api_key()), body),
            ]
        )
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        main(sys.argv[1], *sys.argv[2:3], *map(int, sys.argv[3:4]))
    except KeyboardInterrupt:
        pass
    except RuntimeError as error:
        tell(f"The first result failed: {error}")
