"""The same input gives the same bytes: whatever the workers, the batches, the hash seed, the time zone, the locale."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

OTHER_WAYS = {
    "two workers, small batches": (["--workers", "2", "--batch", "500"], {"PYTHONHASHSEED": "1"}),
    "one batch, another time zone": (["--workers", "1", "--batch", "9999999"], {"TZ": "Asia/Tokyo"}),
    "three workers, another locale": (["--workers", "3", "--batch", "2000"], {"LC_ALL": "C", "LANG": "tr_TR.UTF-8"}),
}


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The raw galleries, and enough records that more than one worker is worth its start."""
    folder = tmp_path_factory.mktemp("input")
    for path in sorted((ROOT / "corpus" / "raw").iterdir()):
        (folder / path.name).write_bytes(path.read_bytes())
    caption = "Sgt. Ada Lund, left, and Bo Ek of Norway pose in Oslo, on May {}, 2011. Photo by Kim Ruud/Fjordbild"
    texts = [caption.format(n % 28 + 1) + " again" * (n % 9) for n in range(600)]
    rows = [{"id": f"r{n}", "album": f"a{n % 7}", "caption": text} for n, text in enumerate(texts)]
    (folder / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


@pytest.fixture(scope="module")
def plain(corpus, cutline, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plain") / "out"
    done = cutline("extract", corpus, "--output", folder, "--workers", "1", env={"PYTHONHASHSEED": "0", "TZ": "UTC"})
    assert done.returncode == 0, done.stderr
    return digests(folder)


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_the_bytes_are_the_same(corpus, plain, cutline, tmp_path, way):
    flags, environment = OTHER_WAYS[way]
    done = cutline("extract", corpus, "--output", tmp_path / "out", *flags, env=environment)
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "out") == plain
