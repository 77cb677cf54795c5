"""Strict F of a tagger on annotated captions, whole, by label and by archive, as written and in capitals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from cutline.tagger.decode import Floats, decode, spans
from cutline.training.samples import NAMES, Tokens

Tagger = Callable[[Sequence[tuple[str, ...]]], list[Floats]]
"""Word sequences to log probabilities, words by tags."""


def score(tagger: Tagger, data: Sequence[Tokens]) -> dict[str, float]:
    """F by label, by source (`source:NAME`) and over all (`F`), with `P`, `R` and `spans` (labels aside)."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for tokens, logs in zip(data, tagger([tokens.words for tokens in data]), strict=True):
        found = {
            (tokens.offsets[first][0], tokens.offsets[past - 1][1], label) for first, past, label in spans(decode(logs))
        }
        gold = {(span.start, span.end, span.labels[0]) for span in tokens.sample.spans}
        for counts, names in ((said, found), (true, gold), (right, found & gold)):
            for _, _, label in names:
                counts.update(("all", label, f"source:{tokens.sample.source}"))
        bare, bare_gold = {name[:2] for name in found}, {name[:2] for name in gold}
        said["spans"], true["spans"] = said["spans"] + len(bare), true["spans"] + len(bare_gold)
        right["spans"] += len(bare & bare_gold)
    keys = [key for key in ("all", "spans", *NAMES, *sorted(k for k in true if k.startswith("source:"))) if true[key]]
    figures = {"F" if key == "all" else key: 2 * right[key] / max(1, said[key] + true[key]) for key in keys}
    return {**figures, "P": right["all"] / max(1, said["all"]), "R": right["all"] / max(1, true["all"])}


def shown(name: str, figures: Mapping[str, float]) -> str:
    """One line for the log."""
    return name + "  " + "  ".join(f"{key} {value:.3f}" for key, value in figures.items())
