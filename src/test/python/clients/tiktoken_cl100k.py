"""OpenAI's cl100k_base by its own library, whose file LlamaIndex carries: nothing is fetched."""

import os
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(find_spec("llama_index.core").origin).parent / "_static/tiktoken_cache"
os.environ["TIKTOKEN_CACHE_DIR"] = str(FOLDER)

import tiktoken  # noqa: E402  reads the environment

encode = tiktoken.get_encoding("cl100k_base").encode_ordinary
