"""Other people's corpora as samples, label by label: what a corpus does not annotate is unknown, not absent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cutline.training import dated, gum, silver
from cutline.training.dated import DURATION, YEAR_OR_MONTH, with_article
from cutline.training.kinds import MAPS, Places
from cutline.training.named import bare, named, names_in, settled
from cutline.training.samples import Sample, Span, joined

__all__ = ["Places", "all_samples", "tweets"]

Rows = list[tuple[str, str]]


def all_samples(folder: Path, places: Places) -> list[Sample]:
    """Every usable sample of the corpora in `folder`, each text of a corpus once, in a fixed order."""
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
        "BTC": [folder / f"BTC/CONLL-format/data/{part}.conll" for part in "efgh"],
    }
    for name, paths in files.items():
        rows = [sentence for path in paths for sentence in conll(path, second=name == "UNER_EWT")]
        rows = [tweet(row) for row in rows] if name in MAPS["tweets"]["corpora"] else rows
        samples += coded(rows, name, MAPS["known"][name], places)
    samples += redocred(sorted(folder.glob("Re-DocRED/data/*_revised.json")), places)
    genres = [path for genre in MAPS["GUM"]["genres"] for path in sorted(folder.glob(f"GUM/dep/GUM_{genre}_*.conllu"))]
    samples += gum.gum_samples(genres, places)
    samples += knowledge_net(folder / "KnowledgeNet/facts.jsonl", places)
    samples += dated.wikiwars(sorted(folder.glob("WikiWars/*/keyinline/*.xml")))
    finder = silver.Finder(places.listed)
    once = {(sample.source, sample.text): sample for sample in reversed(samples)}
    return [finder.completed(sample) for sample in reversed(once.values())]


def tweets(sample: Sample) -> bool:
    """Whether the sample is a tweet, farther from captions than the rest."""
    return sample.source in MAPS["tweets"]["corpora"]


def conll(path: Path, *, second: bool = False) -> Iterator[Rows]:
    """The sentences of a column file as (word, tag), without comments."""
    sentence: Rows = []
    for line in [*path.read_text("utf-8", "replace").splitlines(), ""]:
        if not line.strip():
            if 2 < len(sentence) < 120:
                yield sentence
            sentence = []
        elif not line.startswith(("# ", "-DOCSTART")):
            columns = line.split("\t") if "\t" in line else line.split()
            if len(columns) > 1:
                sentence.append((columns[1], columns[2]) if second else (columns[0], columns[-1]))


def tweet(sentence: Rows) -> Rows:
    """The words without handles and addresses, which are no names by our guidelines; a hashtag loses its sign."""
    kept: Rows = []
    for index, (word, tag) in enumerate(sentence):
        handle = word.startswith("@") or (index and sentence[index - 1][0] == "@")
        if word in ("", "RT") or handle or word.startswith("http") or (word.startswith("#") and tag == "O"):
            continue
        kept.append((word.lstrip("#") or word, tag))
    return kept if len(kept) > 2 else []


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
    for sentence in sentences:
        if not sentence:
            continue
        words = [word for word, _ in sentence]
        text, offsets = joined(words)
        spans = []
        pieces = list(chunks([tag for _, tag in sentence]))
        if corpus == "re3d":
            pieces = [
                (*part, kind)
                for first, past, kind in pieces
                for part in ([(first, past)] if kind == "Temporal" else names_in(words, first, past))
                if kind not in ("MilitaryPlatform", "Weapon") or part[1] in (-1, past)
            ]
        if any(past < 0 for _, past, _ in pieces):
            continue
        for first, past, kind in pieces:
            start, end = offsets[bare(words, first, past, kind)][0], offsets[past - 1][1]
            spans.append(named(text, start, end, kind, places))
        found = settled(text, [span for span in spans if span])
        yield Sample(text, found, frozenset(known), corpus, weight=MAPS["weights"][corpus])


def redocred(paths: Iterable[Path], places: Places) -> Iterator[Sample]:
    """Sentences of Re-DocRED; a TIME is a DATE where it names a month or a year, none where it lasts, else open."""
    known = frozenset(MAPS["known"]["Re-DocRED"])
    for path in paths:
        for document in json.loads(path.read_text("utf-8")):
            names: dict[int, dict[tuple[int, int], str]] = {}
            for mention in (mention for vertex in document["vertexSet"] for mention in vertex):
                names.setdefault(mention["sent_id"], {})[tuple(mention["pos"])] = mention["type"]
            for number, words in enumerate(document["sents"]):
                text, offsets = joined(words)
                spans = [
                    _docred_span(text, offsets[bare(words, *place, kind)][0], offsets[place[1] - 1][1], kind, places)
                    for place, kind in sorted(names.get(number, {}).items())
                ]
                found = settled(text, [span for span in spans if span])
                yield Sample(text, found, known, "Re-DocRED", MAPS["weights"]["Re-DocRED"])


def _docred_span(text: str, start: int, end: int, kind: str, places: Places) -> Span | None:
    if kind != "TIME":
        return named(text, start, end, kind, places)
    name = text[start:end]
    start = with_article(text, start + 4 if name.lower().startswith("the ") else start)
    if DURATION.search(name) or re.search(r"[0-9]:[0-9]|[0-9] ?[ap]\.?m|o'clock", name):
        return None
    sure = YEAR_OR_MONTH.search(name) and not re.search(r" - | to |–", name)
    return Span(start, end, ("DATE",), or_none=not sure)


def knowledge_net(path: Path, places: Places) -> Iterator[Sample]:
    """Passages of KnowledgeNet with the names that its facts point to; it is exhaustive about nothing."""
    passages: dict[str, dict[tuple[int, int], str]] = {}
    for line in path.read_text("utf-8").splitlines():
        fact = json.loads(line)
        kinds = MAPS["facts"].get(fact["prop"])
        if kinds and fact["offsets_ok"]:
            for part, kind in zip(("subject", "object"), kinds, strict=True):
                passages.setdefault(fact["text"], {})[fact[part]["start"], fact[part]["end"]] = kind
    for text, names in passages.items():
        spans: list[Span] = []
        for (start, end), kind in sorted(names.items()):
            words = text[start:end].split(" ")
            behind = sum(len(word) + 1 for word in words[: bare(words, 0, len(words), kind)])
            name = text[start + behind : end]
            proper = (name[:1].isupper() or kind == "day") and name.lower() not in MAPS["pronouns"]["words"]
            span = named(text, start + behind, end, kind, places) if proper else None
            if span and (not spans or spans[-1].end <= span.start):
                spans.append(span)
        if spans:
            yield Sample(text, tuple(spans), frozenset(), "KnowledgeNet", MAPS["weights"]["KnowledgeNet"])
