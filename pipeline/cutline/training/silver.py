"""Names that a corpus lacks, added from the gazetteers where the name alone is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from cutline.training.samples import Sample, Span

ADDED = frozenset(("VEHICLE", "EVENT", "FAC"))
SHIP = r"(?:USS|HMS|HMAS|HMCS|USNS|USCGC|RMS) [A-Z][a-z]+(?: [A-Z][a-z]+)?"


class Finder:
    """Finds the vehicles, events and facilities of a gazetteer, and ships by what stands before their names."""

    def __init__(self, listed: Mapping[str, str]) -> None:
        self.listed = {
            alias: label
            for alias, label in listed.items()
            if label in ADDED and (" " in alias or re.search(r"[0-9]", alias)) and len(alias) > 4
        }
        longest = sorted(self.listed, key=lambda alias: (-len(alias), alias))
        names = "|".join(re.escape(alias) for alias in longest)
        self.regex = re.compile(rf"(?<![\w-])(?:(?P<listed>{names or '(?!)'})|(?P<ship>{SHIP}))(?![\w-])")

    def completed(self, sample: Sample) -> Sample:
        """The sample with the names added that its corpus leaves unknown; an open span is settled by its name."""
        spans = list(sample.spans)
        for match in self.regex.finditer(sample.text):
            label = self.listed[match["listed"]] if match["listed"] else "VEHICLE"
            clash = [span for span in spans if span.start < match.end() and span.end > match.start()]
            same = [s for s in clash if (s.start, s.end) == match.span() and label in s.labels]
            if same:
                spans[spans.index(same[0])] = replace(same[0], labels=(label,), or_none=False)
            elif not clash and label not in sample.known:
                spans.append(Span(*match.span(), (label,)))
        return replace(sample, spans=tuple(sorted(spans, key=lambda span: span.start)))
