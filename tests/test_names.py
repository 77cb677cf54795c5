"""Names by model: labels mapped by the table, spans trimmed, and an entry's result its own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import spacy

from cutline import language
from cutline.extract.names import _mentions, find_names
from cutline.records import Entry

CASES = tomllib.loads((Path(__file__).parent / "cases" / "names.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="module")
def nlp():
    return language.load()


@pytest.fixture(scope="module")
def ruled():
    """A foreign pipeline: OntoNotes' labels, spans with article and possessive."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "WORK_OF_ART", "pattern": "Sky Song"},
            {"label": "PER", "pattern": "Ada Roe"},
            {"label": "LANGUAGE", "pattern": "English"},
            {"label": "MISC", "pattern": "Misc Thing"},
            {"label": "ORG", "pattern": "the Example Agency's"},
            {"label": "GPE", "pattern": "the"},
        ]
    )
    return nlp


def entry(caption, title=None, number=1):
    return Entry(f"e{number}", "s", number, title=title, caption=caption)


def pairs(mentions):
    return [(m.text, m.label) for m in mentions]


@pytest.mark.parametrize(
    ("caption", "expected", "why"),
    [
        ("Ada Roe sings Sky Song", [("Ada Roe", "PERSON"), ("Sky Song", "WORK")], "labels are mapped by the table"),
        ("English and Misc Thing", [], "labels without a like here are dropped"),
        ("at the Example Agency's desk", [("Example Agency", "ORG")], "article and possessive stay outside"),
        ("at the desk", [("the", "GPE")], "an article alone is not trimmed away to nothing"),
    ],
)
def test_a_foreign_pipeline(ruled, caption, expected, why):
    assert pairs(find_names([entry(caption)], ruled)[0]) == expected, why


@pytest.mark.parametrize(
    ("caption", "said", "expected", "why"),
    [
        ("Mrs. Ida Day (Rosa) waves", "Ida Day (Rosa", ["Ida Day (Rosa)"], "a name in brackets is closed"),
        ("Ida Day (with Rosa Lee) waves", "Rosa Lee)", ["Rosa Lee"], "a bracket opened before it is left outside"),
        ("Ida (Rosa) Day waves", "Ida (Rosa) Day", ["Ida (Rosa) Day"], "what is whole stays"),
        ("Ida Day (left) waves", "Ida Day", ["Ida Day"], "a bracket behind the name is not the name's"),
        ("Seen: 'Bo' Day at left", "Bo' Day", ["'Bo' Day"], "a nickname's first quotation mark"),
        ('Signs read "Bo Day" and "Vote"', "Bo Day", ["Bo Day"], "quotation marks around the whole name stay outside"),
        ("The Days' house and Bo Day", "Bo Day", ["Bo Day"], "an apostrophe is none"),
        ("Serena Lund-Berg of NASA", "Serena Lund", ["Serena Lund-Berg"], "a double name is not cut at its hyphen"),
        ("Ada Roe-led team", "Ada Roe", ["Ada Roe"], "a lower-case word behind the hyphen is not a name's"),
        ("Ada Roe-24 and others", "Ada Roe", ["Ada Roe"], "nor is a number"),
    ],
)
def test_the_edges_of_a_name(caption, said, expected, why):
    start = caption.index(said)
    named = list(_mentions(caption, "caption", [(start, start + len(said), "PERSON", 0.9)], {"PERSON": "PERSON"}))
    assert [m.text for m in named] == expected, why
    assert all(caption[m.start : m.end] == m.text for m in named)


def test_two_people_with_a_hyphen_between_stay_two():
    names = [(0, 7, "PERSON", 0.9), (8, 14, "PERSON", 0.9)]
    found = _mentions("Ada Roe-Bo Day", "caption", names, {"PERSON": "PERSON"})
    assert [m.text for m in found] == ["Ada Roe", "Bo Day"]


def test_rule_and_score(ruled, nlp):
    foreign = find_names([entry("Ada Roe sings")], ruled)[0][0]
    assert (foreign.rule, foreign.score) == ("model/PERSON", None)
    ours = find_names([entry("Astronaut Ada Miller of NASA waves.")], nlp)[0][0]
    assert ours.rule == "model/PERSON"
    assert ours.score is not None
    assert 0 < ours.score <= 1
    assert round(ours.score, 4) == ours.score


def test_offsets_count_in_the_field(nlp):
    source = entry("  Ada Miller\u2028waves to 𝕏 Ben Parker in Houston.", title="Ada Miller Waves")
    for mention in find_names([source], nlp)[0]:
        assert source.text(mention.field)[mention.start : mention.end] == mention.text


def test_an_entry_does_not_depend_on_its_neighbors(nlp):
    entries = [entry(case["text"], title=case["label"], number=i) for i, case in enumerate(CASES)]
    together = find_names(entries, nlp)
    assert together == [find_names([one], nlp)[0] for one in entries]
    assert together == find_names(entries[::-1], nlp)[::-1]


def test_a_pipeline_with_more_than_our_component_says_the_same(nlp):
    """Our component alone is read without spaCy's docs between; beside others it is read as any pipeline is."""
    more = language.load()
    more.add_pipe("sentencizer")
    entries = [entry(case["text"], title=case["label"], number=i) for i, case in enumerate(CASES)]
    assert find_names(entries, more) == find_names(entries, nlp)


@pytest.mark.parametrize(
    ("title", "caption", "label"),
    [
        (
            "Kestrel Arrives",
            "The cargo ship Kestrel arrives at the International Space Station on May 3, 2014.",
            "VEHICLE",
        ),
        ("Kestrel Arrives", "Mayor John Kestrel and his wife Ann Kestrel arrive at city hall.", "PERSON"),
        ("Kestrel Visits", "Senator John Kestrel, right, talks with nurses at Mercy Hospital.", "PERSON"),
    ],
)
def test_a_caption_says_what_its_title_calls(nlp, title, caption, label):
    """Title and caption are read together, yet no name runs over the border between them."""
    found = find_names([Entry("e", "s", 1, title=title, caption=caption)], nlp)[0]
    assert [(m.text, m.label) for m in found if m.field == "title"] == [("Kestrel", label)]
    assert all(m.text == {"title": title, "caption": caption}[m.field][m.start : m.end] for m in found)


def test_no_entries_and_empty_entries(nlp):
    assert find_names([], nlp) == []
    assert find_names([Entry("e", "s", 1), entry(" \n ")], nlp) == [[], []]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_the_shipped_model_reads_every_style(nlp, case):
    found = pairs(find_names([entry(case["text"])], nlp)[0])
    for text, label in case["finds"]:
        assert (text, label) in found, case["why"]
    assert not {text for text, _ in found} & set(case.get("ignores", ())), case["why"]
