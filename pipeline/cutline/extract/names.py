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
    if text[start] in "tT" and (leading := LEADING.match(text, start, end)):
        start = leading.end()
    piece = text[start:end]
    for ending in POSSESSIVE:
        if piece.endswith(ending) and len(piece) > len(ending):
            end -= len(ending)
            piece = text[start:end]
            break
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
