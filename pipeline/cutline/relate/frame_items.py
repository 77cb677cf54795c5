"""What the words of a list's segment are: part of a name's phrase, an unnamed person, a name nobody marked, the end."""

from __future__ import annotations

from collections.abc import Mapping

from cutline.relate.frame import FrameRules
from cutline.relate.people_text import Line
from cutline.relate.roles_words import Lexicon


def gap_before(line: Line, segment: int, opening: int, words: Lexicon) -> bool:
    """Whether other words than honorifics and doubts stand between a separator and the words about a name."""
    passed = words.closed["passed"]
    if opening > segment and line.kinds[opening - 1] == '"' and line.kinds.find('"', segment, opening - 1) >= 0:
        opening = line.kinds.find('"', segment, opening - 1)  # a title in quotes: "Miss Elk"
    if opening > segment + 1 and line.words[opening - 1] == "or" and line.kinds[opening - 2] == "c":
        opening -= 2  # "Alice or Alyce Lindsay"
    if 0 < opening - segment < 3 and line.kinds[segment:opening].strip("c") == "":
        return False  # an unknown title: "Constable"
    titles = range(segment, opening)
    if 1 < len(titles) < 6 and words.is_head(line.words[segment]) and line.kinds[segment] == "c":
        return any(line.words[i] in words.closed["stops"] for i in titles)  # "Scoutmaster of troop 70 X"
    if opening - segment == 1 and line.kinds[segment] == "w":
        word = line.words[segment]
        titled = line.kinds[opening] == "w" and words.is_head(line.words[opening])  # "pitching coach X", "bowman X"
        return word in words.closed["stops"] or (word.endswith(("ing", "ed", "s")) and not titled)
    return any(line.words[i] not in passed and line.kinds[i] not in "\"'[(#n" for i in range(segment, opening))


def introduces(line: Line, segment: int, opening: int, rules: FrameRules) -> bool:
    """Whether the words before a name are an apposition of it (`the hostess, his sister`) or of an unnamed neighbor."""
    known = rules.words["openers"] | rules.words["persons"] | rules.words["relations"]
    return opening - segment <= 4 and all(word in known for word in line.words[segment:opening])


def unnamed(line: Line, first: int, last: int, rules: FrameRules) -> int:
    """How many unnamed people a segment stands for: `unknown woman` is one, `two men` are two."""
    while first < last and (line.words[first] in ("and", "possibly", "no.", "#") or line.kinds[first] == "n"):
        first += 1
    if first >= last or line.words[first] not in rules.words["openers"] | rules.words["persons"]:
        return 0
    for index in range(first, min(last, first + 5)):
        word = line.words[index]
        if word in rules.words["persons"] and word not in ("unknown", "unidentified", "unnamed"):
            number = rules.numbers.get(line.words[first], 0)
            return number or 1
        if word not in rules.words["openers"] and line.kinds[index] not in "wcN":
            return 0
    return 1 if line.words[first] in ("unknown", "unidentified", "unnamed") else 0


def unmarked(line: Line, first: int, last: int, words: Lexicon) -> int:
    """One where a segment is nothing but a name that no one has marked: `Mrs. Alfred Burch`."""
    while first < last and (
        line.words[first] in words.closed["honorifics"]
        or line.words[first] in ("and", "possibly", "no.", "#")
        or line.kinds[first] == "n"
    ):
        first += 1
    names = range(first, last)
    titled = first > 0 and line.words[first - 1] in words.closed["honorifics"]
    written = len(names) > 1 - titled and all(line.kinds[i] == "c" for i in names)
    return int(written and not any(words.is_head(line.words[i]) or line.words[i] in words.modifiers for i in names))


def parts(line: Line, index: int, openings: Mapping[int, int], rules: FrameRules, stop: int) -> bool:
    """Whether an `and` parts two items: a name or an unnamed person begins behind it."""
    if index + 1 >= stop:
        return False
    after = index + 1
    if line.words[after] in rules.words["openers"] and unnamed(line, after, min(stop, after + 4), rules):
        return True
    ahead = [person for person in openings if index < person]
    return bool(ahead) and openings[min(ahead)] <= after + 1


def ends_list(line: Line, first: int, words: Lexicon) -> bool:
    """Whether the segment behind the last item says what they all do: `posed in the hall`."""
    word = line.words[first]
    return word in words.closed["ends"] or word.endswith("ing")
