"""A byte-level tokenizer.json for golden checkpoints: Qwen2's rules on 256 bytes and 50 pairs."""

from make_tokenizer import byte_characters, tokenizer_json

PAIRS = (
    "th he in er an re nd at on nt ha es st en ed to it ou ea hi is or ti as te et ng of al de se"
    " le sa si ar ve ra ld ur el ll lo"
).split()
AFTER_SPACE = ("Ġt", "Ġa", "Ġs", "Ġr", "Ġc", "Ġb", "ĊĊ", "us")


def content(more=()):
    """tokenizer.json as a dict: 306 tokens, then the 14 special ones.

    Between them are those of more merges, such as "y es".
    """
    pairs = [*PAIRS, *AFTER_SPACE]
    merges = [*map(" ".join, pairs), *more]
    tokens = [*byte_characters().values(), *(merge.replace(" ", "") for merge in merges)]
    return tokenizer_json({token: i for i, token in enumerate(tokens)}, merges)
