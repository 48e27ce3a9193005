"""Seconds a document to score documents of a query, beside those to embed the same texts.

usage: rerank_bench.py RERANKER_URL EMBEDDER_URL [DOCUMENTS] [TOKENS] [ROUNDS]    (16, 128, 3)

Both servers run, best of the same net, and nothing else does; they are asked in turn, past their
caches. The query and each document have about so many tokens. Prints the best round of each, and
the ratio.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "main" / "python"))
from embed_client import EmbedClient

WORDS = "the red circle stands left of two small blue squares and above a large green star".split()


def client(url):
    """A client whose answers come of no cache."""
    made = EmbedClient(url)
    made.headers["Cache-Control"] = "no-store"
    return made


def text(server, tokens, seed):
    """A text of its own, of at least so many tokens of the server's, and hardly more."""
    words = []
    while True:
        said = len(words)
        words += [WORDS[(seed * 7 + (said + i) * (seed + 3)) % len(WORDS)] for i in range(4)]
        found = len(server.json("/tokenize", {"inputs": " ".join(words)})[0])
        if found >= tokens:
            return " ".join(words), found


def seconds(call):
    """What a call took."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def measure(reranker, embedder, count, tokens, rounds):
    """The least seconds a document of scoring and of embedding, in turn, and the tokens of all."""
    made = [text(reranker, tokens, seed) for seed in range(count + 1)]
    query, *documents = [words for words, _ in made]
    body = {"query": query, "documents": documents}
    reranker.json("/rerank", {"query": "warm", "documents": ["up"]})
    embedder.texts(["warm up"])
    scored, embedded = [], []
    for _ in range(rounds):
        scored.append(seconds(lambda: reranker.json("/rerank", body)) / count)
        embedded.append(seconds(lambda: embedder.texts([query, *documents])) / count)
    return min(scored), min(embedded), sum(found for _, found in made)


def main(reranker, embedder, count=16, tokens=128, rounds=3):
    """Prints both and their ratio."""
    scored, embedded, found = measure(client(reranker), client(embedder), count, tokens, rounds)
    print(f"a query and {count} documents, {found} tokens without prompts, best of {rounds}:")
    print(f"scored    {scored:.4f} s a document")
    print(f"embedded  {embedded:.4f} s a document, the query with them")
    print(f"ratio     {scored / embedded:.2f}")


if __name__ == "__main__":
    if len(sys.argv) < 3 or "-h" in sys.argv or "--help" in sys.argv:
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:3], *[int(number) for number in sys.argv[3:]])
    except RuntimeError as error:
        sys.exit(f"bench rerank: {error}")
