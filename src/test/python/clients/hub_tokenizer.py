"""The demonstration model's tokenizer as that of a model of Voyage, in the cache of the hub.

Their client counts tokens by a tokenizer of Hugging Face's hub, which is not asked for it.
"""

import os
import shutil
from pathlib import Path

from conftest import SAMPLES

FOLDER = Path(os.environ["HF_HOME"]) / "hub"


def provide(*models):
    for model in models:
        folder = FOLDER / f"models--voyageai--{model}"
        for part in ["refs", "snapshots/0"]:
            (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / "refs/main").write_text("0", encoding="utf-8")
        shutil.copy(SAMPLES.parent / "tokenizer.json", folder / "snapshots/0")
