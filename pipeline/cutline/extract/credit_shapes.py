"""What a name shows by itself: a listed agency, an institution's word, an acronym, a given name, initials."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from cutline.extract.credit_tokens import aliases, fold, word_list
from cutline.knowledge import Knowledge

ORDINAL = re.compile(r"\d+(?:st|nd|rd|d|th)\b")
INITIAL = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*")
# LANL, SwRI, LPGNantes; but not McCoy, MacDonald, O'Neill, DeLuca, whose second capital follows a short first syllable.
ACRONYM = re.compile(
    r"[A-Z][A-Z0-9&.-]{1,9} | (?! Ma?c[A-Z] | O['’] | De[A-Z] | L[ae][A-Z][a-z] | Di[A-Z] ) [A-Z][a-z]?[A-Z]\w*",
    re.VERBOSE,
)
# `ISS Earth Observations`; a family name in capitals stands last (`Ada FOX`).
ABBREVIATION = re.compile(r"[A-Z]{3,6}")
GLUED_INITIAL = re.compile(r"(?:[A-Z]\.){1,3}[A-Z][a-zß-ÿ]")


def agency(name: str, knowledge: Knowledge) -> Mapping[str, str] | None:
    """The gazetteer's row for a name, if it is a known agency's."""
    rows, folded = aliases(knowledge, "agencies"), fold(name)
    row = rows.get(folded) or rows.get(f"the {folded}") or rows.get(folded.removeprefix("the "))
    if row and name.istitle() and ACRONYM.fullmatch(row["alias"]) and name not in spellings(knowledge):
        return None  # Doe is not the DoE, Aaron Asa's second name not the ASA
    return row


@functools.cache
def spellings(knowledge: Knowledge) -> frozenset[str]:
    """The aliases of agencies as the gazetteer spells them."""
    return frozenset(row["alias"] for row in knowledge.gazetteer("agencies"))


def shapes(name: str, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """What the form of a name says: (observation, person or agency, the word that says it).

    >>> from cutline.knowledge import load
    >>> shapes("J. Fox", load()), shapes("Heron Institute", load())
    ([('initial', 'person', 'J.'), ('several_words', 'person', '')], [('org_word', 'agency', 'Institute')])
    """
    words = [word.strip("\"“”',") for word in name.split()]
    words = [word for word in words if word]
    if not words:
        return []
    if len(words) == 1 and (name.islower() or name[0] == "@"):
        return [("handle" if name[0] == "@" else "initials", "person", name)]
    org_words = word_list(knowledge, "org_words")
    if ORDINAL.match(words[0]) and len(words) > 1:
        return [("org_word", "agency", words[0])]  # a unit: `27th Public Affairs Detachment`
    heads = [w for w in words if w.strip(".,") in org_words]
    small = [w for w in words[1:] if w in word_list(knowledge, "small")]
    if heads or small:
        return [("org_word", "agency", (heads or small)[-1])]
    found = []
    if GLUED_INITIAL.match(words[0]):
        found.append(("initial", "person", words[0]))
    elif is_given(words[0], knowledge) and len(words) > 1:
        found.append(("given_name", "person", words[0]))
    elif INITIAL.fullmatch(words[0]) and len(words) > 1:
        found.append(("initial", "person", words[0]))
    if words[-1] in word_list(knowledge, "suffixes"):
        found.append(("suffix", "person", words[-1]))
    if any(w in word_list(knowledge, "particles") for w in words[:-1]):
        found.append(("particle", "person", ""))
    if len(words) == 1 and ACRONYM.fullmatch(words[0]):
        found.append(("acronym", "agency", words[0]))
    elif 2 <= len(words) <= 4 and not (ABBREVIATION.fullmatch(words[0]) and not name.isupper()):
        found.append(("several_words", "person", ""))
    return found


@functools.cache
def given_names(knowledge: Knowledge) -> frozenset[str]:
    """Frequent given names, folded."""
    return frozenset(row["alias"].casefold() for row in knowledge.gazetteer("given_names"))


def is_given(word: str, knowledge: Knowledge) -> bool:
    """Whether a word is a frequent given name, alone or as the first half of a double one (`Jean-Luc`)."""
    return word.casefold() in given_names(knowledge) or word.split("-")[0].casefold() in given_names(knowledge)
