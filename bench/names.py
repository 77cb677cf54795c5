"""How fast names are found, on one core, beside spaCy's default CNN NER: same captions, same run, ratios printed.

usage: OMP_NUM_THREADS=1 python bench/names.py [CAPTIONS.jsonl ...] [--count N] [--model PATH]
Without files: the captions of CUTLINE_DATA (default ../shared), one in twenty.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example

from cutline import language
from cutline.extract.names import find_names
from cutline.records import LABELS, Entry


def captions(paths: list[Path], count: int) -> list[str]:
    rows = [json.loads(line) for path in paths for line in path.open(encoding="utf-8")]
    texts = [row["caption"] for row in rows if row.get("caption")]
    return texts[:: max(1, len(texts) // count)][:count]


def default_cnn() -> Language:
    """spaCy's default NER as `nlp.add_pipe("ner")` makes it, untrained: its speed does not depend on its weights."""
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    for label in LABELS:
        ner.add_label(label)
    doc = nlp.make_doc("A caption.")
    nlp.initialize(lambda: [Example.from_dict(doc, {"entities": []})])
    return nlp


def forget(nlp: Language) -> None:
    """Empties our tagger's memory of words, as at the start of a run."""
    for _, component in nlp.pipeline:
        tagger = getattr(component, "tagger", None)
        getattr(getattr(tagger, "network", tagger), "seen", {}).clear()


def seconds(work, repeats: int = 3) -> float:
    """The median of CPU seconds, after a warm-up."""
    work()
    times = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)


def asked_for(description: str, count: int) -> tuple[list[str], Path | None]:
    """The captions and the model that the command line names, by default `count` of the shared ones and ours."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--model", type=Path)
    options = parser.parse_args()
    shared = Path(os.environ.get("CUTLINE_DATA", "../shared")) / "captions"
    return captions(options.files or sorted(shared.glob("*.jsonl")), options.count), options.model


def main() -> None:
    texts, model = asked_for(__doc__.splitlines()[0], 1000)
    entries = [Entry(str(i), "bench", i, caption=text) for i, text in enumerate(texts, 1)]
    ours, peer = language.load(model), default_cnn()
    words = sum(len(ours.make_doc(text)) for text in texts)
    runs = {
        "tokenizer alone": lambda: [ours.make_doc(text) for text in texts],
        "ours, find_names": lambda: find_names(entries, ours),
        "ours, every word new": lambda: (forget(ours), find_names(entries, ours)),
        "spaCy default CNN, nlp.pipe": lambda: list(peer.pipe(texts, batch_size=128)),
        "spaCy default CNN, one a batch": lambda: list(peer.pipe(texts, batch_size=1)),
    }
    times = {name: seconds(work) for name, work in runs.items()}
    print(f"{len(texts)} captions, {words} tokens")
    for name, spent in times.items():
        ratio = times["spaCy default CNN, nlp.pipe"] / spent
        print(f"{name:32} {len(texts) / spent:9.0f} captions/s {words / spent:10.0f} tokens/s {ratio:7.2f} x the CNN")


if __name__ == "__main__":
    main()
