"""Other people's corpora as samples, label by label: what a corpus does not annotate is unknown, not absent."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cutline.training.samples import Sample, Span, joined

Rows = list[tuple[str, str]]
MAPS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "corpora.toml").read_text("utf-8"))
YEAR_OR_MONTH = re.compile(
    r"\b(?:1[0-9]{3}|20[0-9]{2})s?\b|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
DURATION = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|decades?)\b")


def all_samples(folder: Path, places: Places) -> list[Sample]:
    """Every usable sample of the corpora in `folder`, in a fixed order."""
    samples: list[Sample] = []
    for domain in ("ai", "literature", "music", "politics", "science"):
        paths = [folder / f"CrossNER/ner_data/{domain}/{part}.txt" for part in ("train", "dev", "test")]
        rows = [sentence for path in paths for sentence in conll(path)]
        samples += coded(rows, "CrossNER", MAPS["known"]["CrossNER-" + domain], places)
    files = {
        "WikiGold": sorted(folder.glob("WikiGold/CONLL-format/data/*.txt")),
        "UNER_EWT": sorted(folder.glob("UNER_EWT/*.iob2")),
        "re3d": sorted(folder.glob("re3d/CONLL-format/data-by-source/conll/*/*.conll")),
        "WNUT17": [folder / "WNUT17/wnut17train.conll", folder / "WNUT17/emerging.dev.conll"],
        "BTC": [folder / "BTC/CONLL-format/data/g.conll"],
    }
    for name, paths in files.items():
        rows = [sentence for path in paths for sentence in conll(path, second=name == "UNER_EWT")]
        samples += coded(rows, name, MAPS["known"][name], places)
    return samples + list(redocred(sorted(folder.glob("Re-DocRED/data/*_revised.json")), places))


class Places:
    """Splits a corpus's LOC, ORG and MISC by name lists and head nouns."""

    def __init__(self, governed: Iterable[str], natural: Iterable[str], peoples: Iterable[str]) -> None:
        self.governed, self.natural, self.peoples = set(governed), set(natural), set(peoples)
        self.heads: dict[str, frozenset[str]] = {k: frozenset(v.split()) for k, v in MAPS["heads"].items()}

    def labels(self, name: str, candidates: Sequence[str]) -> tuple[str, ...]:
        """The candidates that the name's own words leave open."""
        last = name.split()[-1] if name else ""
        first = name.split()[0] if name else ""
        if "NORP" in candidates and (name in self.peoples or (last.endswith("s") and last[:-1] in self.peoples)):
            return ("NORP",)
        for label, heads in self.heads.items():
            if label in candidates and (last in heads or (label == "LOC" and first in heads and len(name.split()) > 1)):
                return ("FAC", "ORG") if label == "FAC" and "ORG" in candidates else (label,)
        if "EVENT" in candidates and re.search(r"\b(?:Battle|Siege|War|Treaty) of\b", name):
            return ("EVENT",)
        if "GPE" in candidates and name in self.governed:
            return ("GPE",)
        if "LOC" in candidates and name in self.natural:
            return ("LOC",)
        return tuple(candidates)


def conll(path: Path, *, second: bool = False) -> Iterator[Rows]:
    """The sentences of a column file as (word, tag); comments, tweets' handles and addresses are left out."""
    sentence: Rows = []
    for line in [*path.read_text("utf-8", "replace").splitlines(), ""]:
        if not line.strip():
            if 2 < len(sentence) < 120 and not any(w.startswith(("@", "http")) for w, _ in sentence):
                yield sentence
            sentence = []
        elif not line.startswith(("# ", "-DOCSTART")):
            columns = line.split("\t") if "\t" in line else line.split()
            if len(columns) > 1:
                sentence.append((columns[1], columns[2]) if second else (columns[0], columns[-1]))


def chunks(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(first, past the last, type) of each name, from IOB1 or IOB2 tags."""
    start, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        position, _, name = tag.partition("-")
        if kind and (position in ("B", "O") or name != kind):
            yield start, index, kind
            kind = ""
        if position in ("B", "I") and not kind:
            start, kind = index, name


def coded(sentences: Iterable[Rows], corpus: str, known: Sequence[str], places: Places) -> Iterator[Sample]:
    """Samples from sentences whose types `corpora.toml` maps: to labels, to `?` (perhaps none), or to nothing."""
    kinds: dict[str, list[str]] = MAPS["types"]
    for sentence in sentences:
        text, offsets = joined(word for word, _ in sentence)
        spans = []
        for first, past, kind in chunks([tag for _, tag in sentence]):
            while corpus != "re3d" and past - first > 1 and sentence[first][0] in MAPS["titles"]["words"]:
                first += 1
            start, end = offsets[first][0], offsets[past - 1][1]
            if text[start : start + 4].lower() == "the " and end - start > 4:
                start += 4
            if candidates := kinds.get(kind, []):
                labels = places.labels(text[start:end], [label for label in candidates if label != "?"])
                unsure = "?" in candidates and len(labels) > 1
                spans.append(Span(start, end, labels, or_none=unsure))
        yield Sample(text, tuple(spans), frozenset(known), corpus, weight=MAPS["weights"][corpus])


def redocred(paths: Iterable[Path], places: Places) -> Iterator[Sample]:
    """Sentences of Re-DocRED; a TIME is a DATE where it names a month or a year, else open."""
    for path in paths:
        for document in json.loads(path.read_text("utf-8")):
            names: dict[int, dict[tuple[int, int], str]] = {}
            for mention in (mention for vertex in document["vertexSet"] for mention in vertex):
                names.setdefault(mention["sent_id"], {})[tuple(mention["pos"])] = mention["type"]
            for number, words in enumerate(document["sents"]):
                text, offsets = joined(words)
                spans = [
                    _docred_span(text, offsets[first][0], offsets[past - 1][1], kind, places)
                    for (first, past), kind in sorted(names.get(number, {}).items())
                ]
                known = frozenset(MAPS["known"]["Re-DocRED"])
                yield Sample(text, tuple(s for s in spans if s), known, "Re-DocRED", MAPS["weights"]["Re-DocRED"])


def _docred_span(text: str, start: int, end: int, kind: str, places: Places) -> Span | None:
    name = text[start:end]
    if kind == "TIME":
        sure = YEAR_OR_MONTH.search(name) and not DURATION.search(name) and not re.search(r" - | to |–", name)
        return Span(start, end, ("DATE",), or_none=not sure)
    candidates: list[str] = MAPS["types"].get(kind, [])
    if not candidates:
        return None
    if name.lower().startswith("the ") and len(name) > 4:
        start, name = start + 4, name[4:]
    labels = places.labels(name, [label for label in candidates if label != "?"])
    return Span(start, end, labels, or_none="?" in candidates and len(labels) > 1)
