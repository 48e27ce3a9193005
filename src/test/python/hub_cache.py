"""The cache of Hugging Face's own tools, beside ours.

usage: hub_cache.py fetch CACHE ENDPOINT REPOSITORY
       hub_cache.py find CACHE REPOSITORY SNAPSHOT
       fetch: downloads a repository into the cache
       find: fails where the tools, without a network, find another snapshot or none
"""

import os
import sys

os.environ.update(
    HF_HUB_DISABLE_XET="1", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1"
)
for name in ("HF_TOKEN", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
    os.environ.pop(name, None)

from huggingface_hub import scan_cache_dir, snapshot_download, try_to_load_from_cache  # noqa: E402


def fetch(cache, endpoint, repository):
    """As a user's program would."""
    snapshot_download(repository, cache_dir=cache, endpoint=endpoint, token=False)


def find(cache, repository, snapshot):
    """As a user's program would with HF_HUB_OFFLINE."""
    found = snapshot_download(repository, cache_dir=cache, local_files_only=True)
    assert os.path.samefile(found, snapshot), f"{found} is not {snapshot}"
    config = try_to_load_from_cache(repository, "config.json", cache_dir=cache)
    assert config == os.path.join(found, "config.json"), config
    scanned = scan_cache_dir(cache)
    assert not scanned.warnings, scanned.warnings
    assert [repo.repo_id for repo in scanned.repos] == [repository], scanned.repos


if __name__ == "__main__":
    {"fetch": fetch, "find": find}[sys.argv[1]](*sys.argv[2:])
