"""`python -m cutline.training.card [MODEL]`: the figures of the model's card, model alone, on dev, as Markdown."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from cutline import language
from cutline.extract.names import find_names
from cutline.markup import GoldEntry, read_gold
from cutline.records import LABELS, Entry, Mention
from cutline.training.data import data_folder
from cutline.training.package import checksum

Key = tuple[str, int, int, str]


def main() -> None:
    """Prints strict F by label and by source, the same in capitals, the reliability table, size and checksum."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    nlp = language.load(path)
    gold = list(read_gold(data_folder() / "gold" / "dev.jsonl"))
    found = find_names([entry.reading.entry for entry in gold], nlp)
    capitals = find_names([_in_capitals(entry.reading.entry) for entry in gold], nlp)
    print("| | P | R | F | gold | F in capitals |\n|---|---|---|---|---|---|")
    sources = sorted({entry.source for entry in gold})
    rows: list[tuple[str, Callable[[GoldEntry, Mention], bool]]] = [("all", lambda _, __: True)]
    rows += [(label, lambda _, m, label=label: m.label == label) for label in LABELS if label != "CREDIT"]  # type: ignore[misc]
    rows += [(source, lambda e, _, source=source: e.source == source) for source in sources]  # type: ignore[misc]
    for name, which in rows:
        p, r, f, count = _figures(gold, found, which)
        print(f"| {name} | {p:.3f} | {r:.3f} | {f:.3f} | {count} | {_figures(gold, capitals, which)[2]:.3f} |")
    _print_reliability(gold, found)
    folder = path or language.shipped()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"\n{size / 1e6:.1f} MB, sha256 over names and bytes `{checksum(folder)}`")


def _in_capitals(entry: Entry) -> Entry:
    """The entry in capitals where that moves no offset."""
    fields = {name: entry.text(name) for name in ("title", "caption")}
    return replace(entry, **{n: t.upper() for n, t in fields.items() if t and len(t.upper()) == len(t)})  # type: ignore[arg-type]


def _key(mention: Mention) -> Key:
    return mention.field, mention.start, mention.end, mention.label


def _figures(
    gold: Sequence[GoldEntry], found: Sequence[Sequence[Mention]], which: Callable[[GoldEntry, Mention], bool]
) -> tuple[float, float, float, int]:
    counts: Counter[str] = Counter()
    for entry, mentions in zip(gold, found, strict=True):
        true = {_key(m) for m in entry.reading.mentions if which(entry, m)}
        said = {_key(m) for m in mentions if which(entry, m)}
        counts.update(right=len(true & said), true=len(true), said=len(said))
    precision, recall = counts["right"] / max(1, counts["said"]), counts["right"] / max(1, counts["true"])
    return precision, recall, 2 * counts["right"] / max(1, counts["said"] + counts["true"]), counts["true"]


def _print_reliability(gold: Sequence[GoldEntry], found: Sequence[Sequence[Mention]]) -> None:
    scored = [
        (mention.score, _key(mention) in {_key(m) for m in entry.reading.mentions})
        for entry, mentions in zip(gold, found, strict=True)
        for mention in mentions
        if mention.score is not None
    ]
    if not scored:
        return
    print("\n| score | mean score | right | mentions |\n|---|---|---|---|")
    error = 0.0
    for low in range(10):
        part = [(score, right) for score, right in scored if min(int(score * 10), 9) == low]
        if part:
            mean, share = sum(s for s, _ in part) / len(part), sum(r for _, r in part) / len(part)
            error += len(part) * abs(mean - share) / len(scored)
            print(f"| {low / 10:.1f}–{low / 10 + 0.1:.1f} | {mean:.3f} | {share:.3f} | {len(part)} |")
    print(f"\nExpected calibration error {error:.3f} over {len(scored)} mentions.")


if __name__ == "__main__":
    main()
