"""The spaCy pipeline that finds names: where it lies, how captions are cut into tokens, and our own component."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import cast

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex, compile_suffix_regex

from cutline.tagger import BOUNDARY, Floats, Tagger, decode, least_odds, read_tagger, spans, write_tagger

MODEL = "en_cutline"
SCORES = "cutline"
"""The span group whose attribute `scores` holds a probability for each entity, in order (as spaCy's spancat does)."""

GROUP = "cutline"
"""Where a doc's `user_data` may hold the docs that it is read together with, itself among them, and which one it is."""

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


Name = tuple[int, int, str, float]
"""First token, last token, label, probability."""


@dataclass
class NameTagger:
    """The component `cutline_tagger`: sets a doc's entities and, in the span group SCORES, their probabilities."""

    tagger: Tagger | None = None
    calibration: dict[str, float] = field(default_factory=dict)

    def __call__(self, doc: Doc) -> Doc:
        """The doc with its entities set."""
        if self.tagger is None:
            return doc
        group, own = doc.user_data.get(GROUP, ([doc], 0))
        names = self.names([group])[0][own]
        found = [Span(doc, first, last + 1, label=label) for first, last, label, _ in names]
        doc.set_ents(found)
        doc.spans[SCORES] = found
        doc.spans[SCORES].attrs["scores"] = [score for *_, score in names]
        return doc

    def names(self, groups: Sequence[Sequence[Doc]]) -> list[list[list[Name]]]:
        """For each group of docs that are read together (title and caption), for each doc its names in order."""
        words = [[[token.text for token in doc] for doc in docs] for docs in groups]
        places = [[[i for i, word in enumerate(own) if not word.isspace()] for own in docs] for docs in words]
        texts = [_joined(docs, parts) for docs, parts in zip(words, places, strict=True)]
        logs = iter(self.tagger.logs_of(filter(None, texts)) if self.tagger else ())
        return [
            self._parted(parts, next(logs)) if text and self.tagger else [[] for _ in parts]
            for parts, text in zip(places, texts, strict=True)
        ]

    def _parted(self, parts: Sequence[Sequence[int]], logs: Floats) -> list[list[Name]]:
        """The names of each doc of a group; a name never runs over the border of two."""
        ends = accumulate((len(own) + 1 for own in parts), initial=0)
        return [self._names(own, logs[start : start + len(own)]) for own, start in zip(parts, ends, strict=False)]

    def _names(self, places: Sequence[int], logs: Floats) -> list[Name]:
        tags = decode(logs)
        return [
            (places[first], places[past - 1], label, self._score(least_odds(logs, tags, first, past), label))
            for first, past, label in spans(tags)
        ]

    def _score(self, odds: float, label: str) -> float:
        """The calibrated probability that span and label are right."""
        level = self.calibration.get("slope", 1.0) * odds + self.calibration.get(label, 0.0)
        return round(1 / (1 + math.exp(-level)), 4)

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Writes the weights to the folder `path`."""
        if self.tagger is not None:
            write_tagger(self.tagger, Path(path), self.calibration)

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> NameTagger:
        """Takes the weights from the folder `path`."""
        self.tagger, self.calibration = read_tagger(Path(path))
        return self


def _joined(docs: Sequence[Sequence[str]], places: Sequence[Sequence[int]]) -> list[str]:
    """The words of the docs at those places, with BOUNDARY between two docs."""
    words: list[str] = []
    for number, (doc, own) in enumerate(zip(docs, places, strict=True)):
        words += [BOUNDARY] if number else []
        words += [doc[index] for index in own]
    return words


@Language.factory("cutline_tagger", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_tagger(nlp: Language, name: str) -> NameTagger:
    """An empty tagger, to be filled by `from_disk`."""
    return NameTagger()
