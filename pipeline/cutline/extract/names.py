"""Names by model: what a spaCy pipeline finds in title, credit line and caption, as mentions with our labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, cast

from cutline import knowledge
from cutline.language import SCORES, NameTagger
from cutline.records import FIELDS, Entry, Mention

if TYPE_CHECKING:
    from spacy.language import Language

Name = tuple[int, int, str, float | None]
"""Start, end, the model's own label, probability."""

LEADING = re.compile(r"(?:the|The|THE)\s+")
TOGETHER = 64
TRAILING = re.compile(r"['’]s?$")


def find_names(entries: Sequence[Entry], nlp: Language) -> list[list[Mention]]:
    """For each entry its names by model, in order of field and place. An entry's result depends on that entry alone."""
    labels: Mapping[str, str] = knowledge.load().document("labels")["labels"]
    fields = [(index, name, entry.text(name)) for index, entry in enumerate(entries) for name in FIELDS]
    fields = [field for field in fields if field[2].strip()]
    found: list[list[Mention]] = [[] for _ in entries]
    read = _read_ours if len(nlp.pipeline) == 1 and isinstance(nlp.pipeline[0][1], NameTagger) else _read_docs
    for (index, name, text), names in zip(fields, read((text for *_, text in fields), nlp), strict=True):
        found[index] += _mentions(text, name, names, labels)
    return found


def _read_ours(texts: Iterable[str], nlp: Language) -> Iterator[list[Name]]:
    """What our own component alone says, without the cost of entities and span groups: as `_read_docs` would."""
    component, texts = cast(NameTagger, nlp.pipeline[0][1]), iter(texts)
    while docs := [nlp.make_doc(text) for text in islice(texts, TOGETHER)]:
        for doc, (names,) in zip(docs, component.names([[doc] for doc in docs]), strict=True):
            yield [
                (doc[first].idx, doc[last].idx + len(doc[last]), label, score) for first, last, label, score in names
            ]


def _read_docs(texts: Iterable[str], nlp: Language) -> Iterator[list[Name]]:
    """The entities that any pipeline sets, with their probabilities where it gives some."""
    # One text a batch: a neural pipeline's float sums change in their last bits with what shares the batch.
    for doc in nlp.pipe(texts, batch_size=1):
        group = doc.spans.get(SCORES)
        scores = list(group.attrs.get("scores", ())) if group is not None else []
        if len(scores) != len(doc.ents):
            scores = [None] * len(doc.ents)
        yield [(e.start_char, e.end_char, e.label_, score) for e, score in zip(doc.ents, scores, strict=True)]


def _mentions(text: str, field: str, names: list[Name], labels: Mapping[str, str]) -> Iterator[Mention]:
    for first, past, model_label, score in names:
        if model_label not in labels:
            continue
        start, end = _trimmed(text, first, past)
        if start < end:
            label, piece = labels[model_label], text[start:end]
            rounded = None if score is None else round(float(score), 4)
            yield Mention(field, start, end, piece, label, f"model/{label}", score=rounded)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading article, a trailing possessive (OntoNotes marks both) and outer space."""
    if leading := LEADING.match(text, start, end):
        start = leading.end()
    if (trailing := TRAILING.search(text[start:end])) and trailing.start() > 0:
        end = start + trailing.start()
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
