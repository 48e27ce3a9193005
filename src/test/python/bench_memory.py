"""Resident memory of a running server over many embeddings.

usage: bench_memory.py [N] [URL]    (10000, http://127.0.0.1:8000)

Texts, pictures and both in turn, all different from call to call; prints what /health says of the
process's memory, ten times. Flat means no leak, in Java or below it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "main" / "python"))
from embed_client import EmbedClient  # noqa: E402

SAMPLES = sorted((ROOT / "main" / "resources" / "demonstration" / "samples").glob("*.png"))


def embed(client, i):
    """One request of the kind whose turn it is; returns the embeddings it asked for."""
    picture = SAMPLES[i % len(SAMPLES)]
    if i % 4 == 0:
        client.images([picture])
    elif i % 4 == 1:
        client.fused(picture, f"the same, {i} times")
    else:
        client.texts([f"{i} red circles"])
    return 1


def main(count=10_000, url="http://127.0.0.1:8000"):
    client = EmbedClient(url)
    done = 0
    print("embeddings  resident GB")
    for tenth in range(11):
        while done < count * tenth // 10:
            done += embed(client, done)
        print(f"{done:10d}  {client.get('/health')['memory_usage_gb']:11.3f}", flush=True)


if __name__ == "__main__":
    if "-h" in sys.argv or "--help" in sys.argv:
        sys.exit(__doc__)
    try:
        main(*[int(a) if a.isdigit() else a for a in sys.argv[1:]])
    except RuntimeError as error:
        sys.exit(f"bench memory: {error}")
