"""Asks by LlamaIndex's client of Voyage, which wants an older SDK; answers in JSON.

test_llama_index_voyageai.py runs it with that SDK before the other on the path.
"""

import json
import os
from importlib.metadata import version

from llama_index.embeddings.voyageai import VoyageEmbedding

TEXTS = ["a red circle", "two small blue squares"]
URL, KEY = os.environ["TKR_EMBED_URL"], os.environ["TKR_EMBED_KEY"]


def at(url, key, model="the-alias", **fields):
    """It takes no address; the SDK below it has one of its own."""
    client = VoyageEmbedding(model, voyage_api_key=key, **fields)
    client._client._params["base_url"] = url + "/v1"
    return client


def refusal(url, key, **fields):
    try:
        at(url, key, **fields).get_query_embedding("a")
    except Exception as error:  # whichever it is, is the answer
        return [type(error).__name__, getattr(error, "http_status", None)]
    return ["none", 200]


print(
    json.dumps(
        {
            "sdk": version("voyageai"),
            "texts": at(URL, KEY).get_text_embedding_batch(TEXTS),
            "query": at(URL, KEY).get_query_embedding(TEXTS[0]),
            "cut": at(URL, KEY, output_dimension=64).get_text_embedding_batch(TEXTS),
            "bytes": at(URL, KEY, output_dtype="int8").get_text_embedding_batch(TEXTS),
            "picture": at(URL, KEY, model="voyage-multimodal-3").get_image_embedding(
                os.environ["TKR_EMBED_PICTURE"]
            ),
            "400": refusal(URL, KEY, output_dimension=1 << 20),
            "401": refusal(URL, "pa-nobodys"),
            "404": refusal(URL, KEY, model="nobodys"),
            "429": refusal(URL, os.environ["TKR_EMBED_LIMITED_KEY"]),
            "503": refusal(os.environ["TKR_EMBED_UNREADY_URL"], KEY),
        }
    )
)
