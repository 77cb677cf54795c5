"""How many entries come apart exactly, layout by layout: galleries composed of real and invented pictures.

    CUTLINE_DATA=../shared python bench/segment.py [--seed N] [--rounds N] [--only LAYOUT] [--show N]

Every figure is entries whose title, credit line and caption are all exactly right, over entries composed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import textwrap
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "pipeline"))

from cutline.knowledge import load  # noqa: E402
from cutline.records import Source  # noqa: E402
from cutline.segment import segment  # noqa: E402

DATA = Path(os.environ.get("CUTLINE_DATA", ROOT.parent / "shared"))


@dataclass(frozen=True)
class Picture:
    title: str | None
    credit: str | None
    caption: str | None


@dataclass(frozen=True)
class Layout:
    """How a gallery is laid out: the order of its fields, the blank lines between them, and its habits."""

    order: str = "TCP"
    inside: tuple[int, int] = (1, 1)
    between: tuple[int, int] = (1, 1)
    paragraph: tuple[int, int] = (1, 1)
    number: str = ""
    label: str = ""
    glued: str = ""
    rule: str = ""
    indent: str = ""
    width: tuple[int, int] = (0, 0)
    newline: str = "\n"
    trailing: bool = False
    paragraphs: bool = True
    no_credit: float = 0.15
    no_title: float = 0.0
    no_caption: float = 0.0
    size: tuple[int, int] = (5, 30)
    dateline: bool = False


LAYOUTS = {
    "blank": Layout(),
    "blank, one paragraph": Layout(paragraphs=False),
    "blank, every entry credited": Layout(no_credit=0.0),
    "blank, few credits": Layout(no_credit=0.7),
    "blank, no credits": Layout(order="TP"),
    "blank, wide gaps": Layout(between=(2, 3), no_title=0.08),
    "blank, some without caption": Layout(between=(2, 2), no_caption=0.1),
    "blank, some without title": Layout(no_title=0.06, no_credit=0.0),
    "ragged blank lines": Layout(inside=(1, 4), between=(1, 4), paragraph=(1, 3), trailing=True),
    "CRLF, trailing spaces": Layout(newline="\r\n", trailing=True),
    "ruled off": Layout(rule="* * *"),
    "ruled off, compact": Layout(rule="-----", inside=(0, 0), paragraph=(0, 0)),
    "compact": Layout(inside=(0, 0), paragraph=(0, 0)),
    "compact, no credits": Layout(order="TP", inside=(0, 0), paragraph=(0, 0)),
    "compact, some without title": Layout(inside=(0, 0), paragraph=(0, 0), no_title=0.1),
    "compact, caption paragraphs apart": Layout(inside=(0, 0), between=(2, 2)),
    "title and credit on top of caption": Layout(order="T0CP"),
    "no blank line at all": Layout(inside=(0, 0), between=(0, 0), paragraph=(0, 0), no_credit=0.0),
    "wrapped": Layout(width=(55, 90)),
    "wrapped, narrow": Layout(width=(38, 54)),
    "wrapped, no credits": Layout(order="TP", width=(60, 80)),
    "wrapped compact": Layout(width=(60, 90), inside=(0, 0), paragraphs=False),
    "wrapped compact, credit after": Layout(order="TPC", width=(60, 90), inside=(0, 0), paragraphs=False),
    "wrapped, indented": Layout(width=(60, 80), indent="    "),
    "numbered 1.": Layout(number="{n}. "),
    "numbered 1. compact": Layout(number="{n}. ", inside=(0, 0), paragraph=(0, 0)),
    "numbered 1)": Layout(number="{n}) ", no_credit=0.5),
    "numbered #1": Layout(number="#{n} "),
    "numbered 1 of 12": Layout(number="{n} of {all} "),
    "numbered 1 of 12, own line": Layout(number="{n} of {all}\n", inside=(0, 0)),
    "numbered #1, own line": Layout(number="#{n}\n\n"),
    "numbered 1/12": Layout(number="{n}/{all} – "),
    "numbered captions": Layout(order="P", number="{n}. ", paragraphs=False),
    "labelled Credit:": Layout(label="Credit: "),
    "labelled Photo credit:": Layout(label="Photo credit: ", inside=(0, 0), paragraph=(0, 0)),
    "labelled Image Credit: after": Layout(order="TPC", label="Image Credit: "),
    "labelled Photo: after, compact": Layout(order="TPC", label="Photo: ", inside=(0, 0), paragraph=(0, 0)),
    "labelled CREDIT: no titles": Layout(order="PC", label="CREDIT: ", no_credit=0.0),
    "credit glued to caption": Layout(order="TP", glued="Image Credit: "),
    "credit in caption": Layout(order="TP", glued=" Photo Credit: "),
    "credit after": Layout(order="TPC"),
    "credit after, every entry": Layout(order="TPC", no_credit=0.0, paragraphs=False),
    "credit after, compact": Layout(order="TPC", inside=(0, 0), paragraph=(0, 0)),
    "credit after, no titles": Layout(order="PC", no_credit=0.0, paragraphs=False),
    "credit first, no titles": Layout(order="CP", no_credit=0.0, paragraphs=False),
    "datelined": Layout(dateline=True),
    "datelined, no titles": Layout(order="P", dateline=True, paragraphs=False),
    "datelined paragraphs, no titles": Layout(order="P", dateline=True),
    "captions only": Layout(order="P", paragraphs=False),
    "captions only, a line each": Layout(order="P", paragraphs=False, between=(0, 0)),
    "captions only, wrapped": Layout(order="P", paragraphs=False, width=(60, 80)),
    "titles only": Layout(order="T"),
    "titles only, a line each": Layout(order="T", between=(0, 0)),
    "one entry": Layout(size=(1, 1)),
    "one entry, compact": Layout(size=(1, 1), inside=(0, 0), paragraph=(0, 0)),
    "one entry, wrapped": Layout(size=(1, 1), width=(60, 80)),
    "few entries": Layout(size=(2, 4)),
}  # fmt: skip
DATELINES = (
    "CAPE CANAVERAL, Fla. – ", "KENNEDY SPACE CENTER, FLA. -- ", "jsc2024e{id:06d} (July {day}, 2007) --- ",
    "ISS037-E-{id:06d} (9 Nov. 2013) --- ", "1912{day:02d}-N-ZI768-10{day:02d} HAMPTON, Va. (Dec. {day}, 2019) ",
    "BAGRAM AIRFIELD, Afghanistan — ", "PORT ALMERY (AP) — ", "S84-{id:05d} (July 1984) --- ",
)  # fmt: skip


# Between sentences of some length, but not before a caption's own credit: on a line of its own it is a credit line.
_PARAGRAPH = re.compile(r"(?<=[a-z]{3} [a-z]{3}\.) +(?=[A-Z][^.]{40})(?![^.]{0,9}(?:[Cc]redit|[Pp]hoto|[Ii]mage) )")


def pools() -> dict[str, list[Picture]]:
    """Pictures by archive: NASA's as structured, FSA/OWI and Teenie Harris with a title made of their first words."""
    own: dict[str, list[Picture]] = {}
    for entry in tomllib.loads((ROOT / "bench/segment_entries.toml").read_text("utf-8"))["entry"]:
        own.setdefault(entry["archive"], []).append(Picture(entry["title"], entry["credit"], entry["caption"]))
    nasa = [row for name in ("nasa_images_api", "nasa_web_pages") for row in _rows(name) if row.get("title")]
    result = {"nasa": [_picture(row) for row in nasa]}
    for name in ("fsa_owi", "teenie_harris"):
        rows = _rows(name)
        result[name] = [replace(_picture(row), title=_made_title(row["caption"])) for row in rows[:: len(rows) // 900]]
    return result | {"own": [picture for pictures in own.values() for picture in pictures]} | own


def _rows(name: str) -> list[dict[str, str]]:
    lines = (DATA / "captions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if "<" not in row["caption"]]


def _picture(row: dict[str, str]) -> Picture:
    credit = row.get("credit") or row.get("secondary_creator")
    return Picture(_clean(row.get("title")), _clean(credit), _clean(row["caption"]))


def _clean(text: str | None) -> str | None:
    return None if text is None else "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _made_title(caption: str) -> str:
    words = re.split(r"[,;:(]|(?<=[a-z]{3})\.", caption)[0].split()[:7]
    while words and words[-1].lower() in {"of", "in", "on", "the", "a", "and", "with", "for", "to", "at", "from", "by"}:
        words.pop()
    return " ".join(word[0].upper() + word[1:] if len(word) > 3 else word for word in words)


def compose(pool: Sequence[Picture], layout: Layout, rng: random.Random) -> tuple[str, list[Picture]]:
    """A gallery's text and the truth of its entries."""
    size = min(rng.randint(*layout.size), len(pool))
    width = rng.randint(*layout.width)
    dateline = rng.choice(DATELINES)
    truth, text = [], ""
    pictures = [_dealt(picture, layout, rng, dateline) for picture in rng.sample(pool, size)]
    pictures = [picture for picture in pictures if picture != Picture(None, None, None)]
    for n, picture in enumerate(pictures, 1):
        number = layout.number.format(n=n, all=len(pictures))
        text += _laid_out(picture, layout, rng, number=number, width=width)
        text += "\n" + "\n" * rng.randint(*layout.between)
        text += f"{layout.rule}\n\n" if layout.rule and n < len(pictures) else ""
        truth.append(replace(picture, caption=picture.caption and " ".join(picture.caption.split("\n\n"))))
    if layout.trailing:
        text = re.sub(r"$", lambda _: " " * rng.randint(0, 3), text, flags=re.MULTILINE)
    return text.replace("\n", layout.newline), truth


def _dealt(picture: Picture, layout: Layout, rng: random.Random, dateline: str) -> Picture:
    """The picture with the fields that the layout has, its caption in one to three paragraphs."""
    caption = picture.caption or ""
    if layout.paragraphs and "\n\n" not in caption and rng.random() < 0.3:
        caption = _PARAGRAPH.sub(lambda _: rng.choice(["\n\n", " "]), caption, count=2)
    if not layout.paragraphs:
        caption = caption.replace("\n\n", " ")
    if layout.dateline and not re.match(r"\S+ .{0,60}(--|–) ", caption):
        caption = dateline.format(id=rng.randint(1, 99999), day=rng.randint(1, 28)) + caption
    if layout.glued and picture.credit and rng.random() < 0.8:
        caption += layout.glued + picture.credit
    title = picture.title if "T" in layout.order and rng.random() >= layout.no_title else None
    credit = picture.credit if "C" in layout.order and rng.random() >= layout.no_credit else None
    kept = "P" in layout.order and (title is None or rng.random() >= layout.no_caption)
    if title is None and layout.no_title and credit is None:
        credit = picture.credit
    return Picture(title, credit, caption if kept else None)


def _laid_out(picture: Picture, layout: Layout, rng: random.Random, *, number: str, width: int) -> str:
    def wrapped(text: str, indent: str = "") -> str:
        if not width:
            return text
        return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent,
                             break_long_words=False, break_on_hyphens=False)  # fmt: skip

    fields: dict[str, str] = {}
    if picture.title:
        fields["T"] = wrapped(picture.title)
    if picture.credit:
        fields["C"] = wrapped(layout.label + picture.credit)
    if picture.caption:
        parts = picture.caption.split("\n\n")
        gap = "\n" + "\n" * rng.randint(*layout.paragraph)
        fields["P"] = gap.join(wrapped(part, layout.indent) for part in parts)
    text, gap = "", ""
    for letter in layout.order:
        if letter == "0":
            gap = "\n"
        elif letter in fields:
            text += (gap if text else "") + fields[letter]
            gap = "\n" + "\n" * rng.randint(*layout.inside)
    return number + text


def exact(truth: Sequence[Picture], text: str) -> tuple[int, list[tuple[Picture, Picture]]]:
    """The number of true entries found in order-free exactness, and what was missed beside what stands nearest."""
    found = [Picture(entry.title, entry.credit_line, entry.caption) for entry in segment(Source("g.txt", text), load())]
    rest, missed = list(found), []
    for picture in truth:
        if picture in rest:
            rest.remove(picture)
        else:
            missed.append(picture)
    nothing = Picture(None, None, None)
    return len(truth) - len(missed), [(m, rest[i] if i < len(rest) else nothing) for i, m in enumerate(missed)]


def galleries(layout: Layout, rounds: int, seed: int) -> Iterator[tuple[str, str, list[Picture]]]:
    for name, pool in POOLS.items():
        usable = [p for p in pool if p.credit or layout.no_credit]
        for round_ in range(rounds if len(pool) >= 10 else max(1, rounds // 3)):
            yield name, *compose(usable, layout, random.Random(f"{seed}/{name}/{round_}/{layout}"))


def measure(rounds: int, seed: int, only: str | None, show: int) -> None:
    all_right = all_ = 0
    by_pool: dict[str, list[int]] = {}
    for name, layout in LAYOUTS.items():
        if only and only not in name:
            continue
        right = count = 0
        for pool, text, truth in galleries(layout, rounds, seed):
            hits, missed = exact(truth, text)
            right, count = right + hits, count + len(truth)
            tally = by_pool.setdefault(pool, [0, 0])
            tally[0], tally[1] = tally[0] + hits, tally[1] + len(truth)
            for wanted, got in missed[:show]:
                print(f"  {pool}\n    wanted {wanted}\n    got    {got}")
        print(f"{right / count:7.1%} of {count:5}  {name}")
        all_right, all_ = all_right + right, all_ + count
    for pool, (hits, count) in by_pool.items():
        print(f"{hits / count:7.1%} of {count:5}  pool {pool}")
    print(f"{all_right / all_:7.1%} of {all_:5}  all")


def speed(clock: Callable[[], float] = time.process_time) -> None:
    for name in ("blank", "wrapped", "wrapped compact", "numbered 1. compact"):
        text = "".join(t for _, t, _ in galleries(replace(LAYOUTS[name], size=(30, 30)), 60, 1))
        for size in (250_000, 1_000_000):
            piece = (text * (size // len(text) + 1))[:size]
            start = clock()
            segment(Source("g.txt", piece), load())
            print(f"{size:9,} characters, {name}: {clock() - start:.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    POOLS = pools()
    if arguments.speed:
        speed()
    else:
        measure(arguments.rounds, arguments.seed, arguments.only, arguments.show)
