"""The spaCy pipeline that finds names: where it lies, how captions are cut into tokens, and our own component."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import spacy
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_suffix_regex

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_cutline"

INFIXES = (
    r"(?<=[A-Za-z])_(?=[A-Za-z])",  # "NASA_Kim Shiflett"
    r"(?<=[a-z]{2})[?](?=[A-Z])",
)
SUFFIXES = (
    r"(?<=[0-9][A-Z])\.",  # "Launch Pad 39A."
    r"(?<=[A-Z][0-9])\.",
)
UNUSED = ("parser", "lemmatizer", "attribute_ruler", "tagger", "morphologizer", "senter", "textcat")
"""Components of a foreign pipeline that say nothing of names."""


def load(path: Path | str | None = None) -> Language:
    """The pipeline at `path` (a folder, or the name of an installed package), by default the one that ships."""
    if path is None:
        return spacy.load(shipped())
    try:
        return spacy.load(path, disable=list(UNUSED))
    except OSError as error:
        message = f"{path}: no spaCy pipeline: name a folder written by nlp.to_disk, or an installed package"
        raise FileNotFoundError(message) from error


def shipped() -> Path:
    """The model's folder: inside the installed package, or in the repository that the package lies in."""
    here = Path(__file__).resolve()
    places = (here.parent / "models" / MODEL, here.parents[2] / "models" / MODEL)
    for place in places:
        if (place / "meta.json").is_file():
            return place
    raise FileNotFoundError(f"{places[0]}: no model: install the wheel, or work in the repository, which holds models/")


def blank() -> Language:
    """An English pipeline without components, with the tokenizer that our models are trained and saved with.

    >>> [token.text for token in blank()("NASA_Kim Shiflett at Launch Pad 39A.")]
    ['NASA', '_', 'Kim', 'Shiflett', 'at', 'Launch', 'Pad', '39A', '.']
    """
    nlp = spacy.blank("en")
    tokenizer = cast(Tokenizer, nlp.tokenizer)
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), *INFIXES]).finditer
    tokenizer.suffix_search = compile_suffix_regex([*(nlp.Defaults.suffixes or ()), *SUFFIXES]).search
    return nlp
