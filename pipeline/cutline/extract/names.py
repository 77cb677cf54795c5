"""Names by model: what a spaCy pipeline finds in title, credit line and caption, as mentions with our labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cutline import knowledge
from cutline.language import SCORES
from cutline.records import FIELDS, Entry, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LEADING = re.compile(r"(?:the|The|THE)\s+")
TRAILING = re.compile(r"['’]s?$")


def find_names(entries: Sequence[Entry], nlp: Language) -> list[list[Mention]]:
    """For each entry its names by model, in order of field and place. An entry's result depends on that entry alone."""
    labels: Mapping[str, str] = knowledge.load().document("labels")["labels"]
    fields = [(index, name, entry.text(name)) for index, entry in enumerate(entries) for name in FIELDS]
    fields = [field for field in fields if field[2].strip()]
    found: list[list[Mention]] = [[] for _ in entries]
    # One text a batch: a neural pipeline's float sums change in their last bits with what shares the batch.
    docs = nlp.pipe((text for _, _, text in fields), batch_size=1)
    for (index, name, _), doc in zip(fields, docs, strict=True):
        found[index] += _mentions(doc, name, labels)
    return found


def _mentions(doc: Doc, field: str, labels: Mapping[str, str]) -> Iterator[Mention]:
    group = doc.spans.get(SCORES)
    scores = list(group.attrs.get("scores", ())) if group is not None else []
    text = doc.text
    for number, ent in enumerate(doc.ents):
        if ent.label_ not in labels:
            continue
        start, end = _trimmed(text, ent.start_char, ent.end_char)
        if start < end:
            label = labels[ent.label_]
            score = round(float(scores[number]), 4) if len(scores) == len(doc.ents) else None
            yield Mention(field, start, end, text[start:end], label, f"model/{label}", score=score)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading article, a trailing possessive (OntoNotes marks both) and outer space."""
    if leading := LEADING.match(text, start, end):
        start = leading.end()
    if (trailing := TRAILING.search(text[start:end])) and trailing.start() > 0:
        end = start + trailing.start()
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
