"""A tagger as a spaCy pipeline on disk: our tokenizer, our component, its checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from cutline import language
from cutline.tagger import Tagger


def write_pipeline(tagger: Tagger, calibration: Mapping[str, float], folder: Path) -> None:
    """Writes the pipeline to `folder`; plain `spacy.load` reads it wherever cutline is installed."""
    nlp = language.blank()
    component = nlp.add_pipe("cutline_tagger")
    component.tagger = tagger  # type: ignore[attr-defined]
    component.calibration = dict(calibration)  # type: ignore[attr-defined]
    nlp.meta.update(
        name="cutline",
        version="1.0.0",
        description="Names in photo captions, English, by the guidelines of cutline",
        license="CC BY-SA 4.0",
    )
    folder.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder, exclude=["vocab"])
    # The vocabulary holds every string that training saw, captions' words among them; loading needs none of it.
    nlp.vocab.__class__().to_disk(folder / "vocab")


def checksum(folder: Path) -> str:
    """SHA-256 over the files of a folder, names and bytes, in order."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
