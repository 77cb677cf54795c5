"""Captions in the house styles of `house/`, filled at random: what archives write that the training data lacks."""

from __future__ import annotations

import re
from random import Random

from cutline.training.gazetteers import Pools
from cutline.training.invent import Inventor, last_name, short_name
from cutline.training.samples import ALL, Sample, Span
from cutline.training.slips import slipped
from cutline.training.templates import MAKERS, STYLES, WORDS, marked_line

MARK = re.compile(r"\[\[([A-Z]+)\|(.*?)\]\](?!\])")
TIDY = (
    (re.compile(r"(\[\[[A-Z]+\|)(the )", re.IGNORECASE), r"\2\1"),  # an article stays outside
    (re.compile(r"\b(the) the ", re.IGNORECASE), r"\1 "),
    (re.compile(r"\.\]\]\.(?!\.)"), ".]]"),  # one stop ends both an abbreviation and its sentence
    (re.compile(r" +(?=[ ,;]|$)"), ""),  # what an empty choice leaves
    *2 * [(re.compile(r"(\[\[DATE\|[^\]]*)\]\](,? )\[\[DATE\|"), r"\1\2")],  # weekday, day and year are one mark
    (re.compile(rf"\[\[(VEHICLE|PRODUCT)\|({'|'.join(MAKERS)}) "), r"[[ORG|\2]] [[\1|"),
)
"""What is put right when the slots are filled."""

BESIDE = 0.15
"""The part of captions that are joined with another of their style, as where a caption tells of two pictures."""

SLOT = re.compile(r"\{([^{}]+)\}")


class Filler(Inventor):
    """Fills slots; the same seed gives the same captions."""

    def __init__(self, pools: Pools, seed: int) -> None:
        super().__init__(pools, Random(seed))
        self.seen: dict[str, str] = {}

    def slot(self, name: str) -> str:
        """A filler for the slot: one of `a~b`, a word of a pool, a made name; in capitals for a name in capitals.

        A name that ends in a digit is given the same filler until the caption ends.
        """
        if "~" in name:
            return self.pick(name.split("~"))
        if name.isupper():
            return self.slot(name.lower()).upper()
        if not name[-1].isdigit():
            return self.fresh(name)
        if name not in self.seen:
            kind, number = name[:-1], name[-1]
            if kind == "last":
                self.seen[name] = last_name(self.slot(f"person{number}"))
            elif kind == "short":
                self.seen[name] = short_name(self.slot(f"ship{number}"))
            else:
                self.seen[name] = self.filled(self.fresh(kind))
        return self.seen[name]

    def fresh(self, name: str) -> str:
        """A new filler for the slot, in which slots may be left."""
        made = self.made.get(name)
        return made() if made else self.pick(WORDS[name])

    def filled(self, line: str) -> str:
        """The line with every slot filled, innermost first."""
        while SLOT.search(line):
            line = SLOT.sub(lambda match: self.slot(match[1]), line)
        return line

    def caption(self, line: str) -> str:
        """A marked caption made of a template; nothing is remembered from the caption before."""
        self.seen = {}
        return tidied(self.filled(marked_line(line)))


def tidied(marked: str) -> str:
    """The filled line as it would be written and marked by hand.

    >>> tidied("At the [[ORG|The Star]] , [[DATE|May 1]], [[DATE|1940]]")
    'At the [[ORG|Star]], [[DATE|May 1, 1940]]'
    """
    for pattern, replacement in TIDY:
        marked = pattern.sub(replacement, marked)
    return marked


def style_samples(pools: Pools, count: int, seed: int) -> list[Sample]:
    """That many captions, drawn over styles by weight and number of lines, the names marked by the guidelines."""
    filler = Filler(pools, seed)
    weights = [style.get("weight", 1) * len(style["lines"]) for style in STYLES]
    samples = []
    for _ in range(count):
        style = filler.random.choices(STYLES, weights)[0]
        marked = filler.caption(filler.pick(style["lines"]))
        if filler.random.random() < BESIDE:
            marked = marked if marked.endswith((".", ")")) else f"{marked}."
            marked = f"{marked} {filler.caption(filler.pick(style['lines']))}"
        marked = slipped(marked, filler.random)
        samples.append(unmarked(marked, f"style-{style['name']}"))
    return samples


def unmarked(marked: str, source: str) -> Sample:
    """The sample that a marked line stands for."""
    text, spans, end = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.append(Span(len(text), len(text) + len(match[2]), (match[1],)))
        text += match[2]
        end = match.end()
    return Sample(text + marked[end:], tuple(spans), ALL, source)
