"""Names by model: what a spaCy pipeline finds in title, credit line and caption, as mentions with our labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, cast

from cutline import knowledge
from cutline.language import GROUP, SCORES, NameTagger
from cutline.records import FIELDS, Entry, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Name = tuple[int, int, str, float | None]
"""Start, end, the model's own label, probability."""

LEADING = re.compile(r"(?:the|The|THE)\s+")
POSSESSIVE = ("'s", "’s", "'", "’")
DOUBLE = re.compile(r"[-‐](?=[A-Z])\w[^\W\d_]+(?![\w-])")
"""What is left of a person's double name that the model cut at its hyphen."""
READ = (("title", "caption"), ("credit_line",))
"""Fields that are read together: what a title calls by a surname, the caption spells out."""
TOGETHER = 64


def find_names(entries: Sequence[Entry], nlp: Language) -> list[list[Mention]]:
    """For each entry its names by model, in order of field and place. An entry's result depends on that entry alone."""
    labels: Mapping[str, str] = knowledge.load().document("labels")["labels"]
    groups = [
        (index, [name for name in names if entry.text(name).strip()])
        for index, entry in enumerate(entries)
        for names in READ
    ]
    read = _read_ours if len(nlp.pipeline) == 1 and isinstance(nlp.pipeline[0][1], NameTagger) else _read_docs
    texts = ([entries[index].text(name) for name in names] for index, names in groups)
    found: list[dict[str, list[Name]]] = [{} for _ in entries]
    for (index, names), said in zip(groups, read(texts, nlp), strict=True):
        found[index].update(zip(names, said, strict=True))
    return [
        [m for name in FIELDS for m in _mentions(entry.text(name), name, own.get(name, []), labels)]
        for entry, own in zip(entries, found, strict=True)
    ]


def _read_ours(groups: Iterable[Sequence[str]], nlp: Language) -> Iterator[list[list[Name]]]:
    """What our own component alone says, without the cost of entities and span groups; a group is read together."""
    component, groups = cast(NameTagger, nlp.pipeline[0][1]), iter(groups)
    while docs := [[nlp.make_doc(text) for text in texts] for texts in islice(groups, TOGETHER)]:
        for group, named in zip(docs, component.names(docs), strict=True):
            yield [
                [(doc[first].idx, doc[last].idx + len(doc[last]), label, score) for first, last, label, score in names]
                for doc, names in zip(group, named, strict=True)
            ]


def _read_docs(groups: Iterable[Sequence[str]], nlp: Language) -> Iterator[list[list[Name]]]:
    """The entities that any pipeline sets, with their probabilities where it gives some."""
    for texts in groups:
        docs = [nlp.make_doc(text) for text in texts]
        for number, doc in enumerate(docs):
            doc.user_data[GROUP] = docs, number
        # One text a batch: a neural pipeline's float sums change in their last bits with what shares the batch.
        yield [_entities(doc) for doc in nlp.pipe(docs, batch_size=1)]


def _entities(doc: Doc) -> list[Name]:
    group = doc.spans.get(SCORES)
    scores = list(group.attrs.get("scores", ())) if group is not None else []
    if len(scores) != len(doc.ents):
        scores = [None] * len(doc.ents)
    return [(e.start_char, e.end_char, e.label_, score) for e, score in zip(doc.ents, scores, strict=True)]


def _mentions(text: str, field: str, names: list[Name], labels: Mapping[str, str]) -> Iterator[Mention]:
    begun = {first for first, _, _, _ in names}
    for first, past, model_label, score in names:
        if model_label not in labels:
            continue
        start, end = _trimmed(text, first, past)
        start, end = _whole(text, start, end)
        if labels[model_label] == "PERSON" and (rest := DOUBLE.match(text, end)) and end + 1 not in begun:
            end = rest.end()
        if start < end:
            label, piece = labels[model_label], text[start:end]
            rounded = None if score is None else round(float(score), 4)
            yield Mention(field, start, end, piece, label, f"model/{label}", score=rounded)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading article, a trailing possessive (OntoNotes marks both) and outer space."""
    if text[start] in "tT" and (leading := LEADING.match(text, start, end)):
        start = leading.end()
    piece = text[start:end]
    for ending in POSSESSIVE:
        if piece.endswith(ending) and len(piece) > len(ending):
            end -= len(ending)
            piece = text[start:end]
            break
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the bracket or quotation mark that its other one inside lacks, or without the one that is too many.

    >>> [_whole("by Ada (Roe) Lund", *span) for span in ((3, 11), (3, 12))]
    [(3, 12), (3, 12)]
    >>> _whole('(with Ada Roe), "Al" Day', 6, 14), _whole('(with Ada Roe), "Al" Day', 17, 24)
    ((6, 13), (16, 24))
    """
    piece = text[start:end]
    if piece.count("(") == piece.count(")") + 1 and text[end : end + 1] == ")":
        return start, end + 1
    if piece.endswith(")") and piece.count(")") == piece.count("(") + 1:
        return start, end - 1
    for quote in ('"', "'"):
        closes = re.search(rf"\w{quote}(?!\w)", piece)
        if closes and piece.count(quote) == 1 and closes.end() < len(piece) and text[start - 1 : start] == quote:
            return start - 1, end
    return start, end
