"""Credits: nothing of a phrase is lost, every form has its parts, and what merely looks like a credit is none."""

from __future__ import annotations

import csv
import itertools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutline.extract.credit_places import find_places
from cutline.extract.credit_tokens import tokens
from cutline.extract.credits import credit_sides, find_credits
from cutline.knowledge import BUILT_IN, KnowledgeError, load
from cutline.normalize.credits import credit_values
from cutline.records import CREDIT_PARTS, CreditFacts, Entry, Mention, Reading, RunFacts
from cutline.relate.credit import credit_facts

KNOWLEDGE = load()
CASES = Path(__file__).parent / "cases"
DOCUMENT = tomllib.loads((CASES / "credits.toml").read_text("utf-8"))
NOT_CREDITS = tomllib.loads((CASES / "not_credits.toml").read_text("utf-8"))
BRACES = re.compile(r"\{([a-z]+)\|([^{}]*)\}")
MARKED = re.compile(r"<<(.*?)>>", re.DOTALL)
FRAGMENTS = (
    *("NASA", "/", "Ada Fox", "AP Photo", " via ", "Getty Images", "(", ")", ", File", "© 2013 ", "Jr.", "Sgt. ", ". "),
    *(
        "Photo credit: ",
        "U.S. Navy photo by ",
        "/Released",
        "—",
        " and ",
        "_",
        "\n",
        "  ",
        "\0",
        "\u2028",
        "\ud800",
        "é",
    ),
    *("Courtesy of ", "Photographer: ", "[", "]", "the ", '"', "KSC-2013-4238", "et al.", "'s ", "İ", "ﬁ", "27th Unit"),
)


def entry(**fields: str) -> Entry:
    return Entry("1", "test", 1, **fields)  # type: ignore[arg-type]


def credits(run: RunFacts | None = None, **fields: str) -> list[Mention]:
    found = find_credits(entry(**fields), KNOWLEDGE, run or RunFacts())
    return [mention for mention in found if mention.label == "CREDIT"]


def facts(run: RunFacts | None = None, **fields: str) -> CreditFacts:
    found = find_credits(entry(**fields), KNOWLEDGE, run or RunFacts())
    return credit_facts(credit_values(Reading(entry(**fields), tuple(found)), KNOWLEDGE))


def parts_of(marked: str) -> list[tuple[str, str]]:
    """The parts that a marked line asks for: `{provider|NASA}/{creator|Ada Fox}`."""
    parts, end = [], 0
    for match in BRACES.finditer(marked):
        parts += [("separator", marked[end : match.start()])] if match.start() > end else []
        parts.append((match[1], match[2]))
        end = match.end()
    return [*parts, ("separator", marked[end:])] if end < len(marked) else parts


def rows(groups: list[Mapping[str, Any]], key: str) -> list[Any]:
    found = []
    for group in groups:
        marks = [pytest.mark.xfail(strict=True, reason=group["why"])] if group.get("known_failure") else []
        for number, text in enumerate(group[key], 1):
            found.append(pytest.param(text, id=f"{group['label']} {number}", marks=marks))
    return found


@pytest.mark.parametrize("marked", rows(DOCUMENT["form"], "lines"))
def test_a_credit_line_has_its_parts(marked: str) -> None:
    want = parts_of(marked)
    (mention,) = credits(credit_line="".join(text for _, text in want))
    assert [(part.part, part.text) for part in mention.parts] == want
    assert not mention.detail.get("warnings")


@pytest.mark.parametrize("marked", rows(DOCUMENT["place"], "texts"))
def test_a_credit_is_found_where_it_stands(marked: str, request: pytest.FixtureRequest) -> None:
    text = marked.replace("<<", "").replace(">>", "")
    field = "title" if "title" in request.node.name else "caption"
    assert [mention.text for mention in credits(**{field: text})] == MARKED.findall(marked)


@pytest.mark.parametrize("text", rows(NOT_CREDITS["group"], "texts"))
def test_what_looks_like_a_credit_is_none(text: str) -> None:
    assert credits(caption=text) == credits(title=text) == []


@pytest.mark.parametrize("text", rows([g for g in NOT_CREDITS["group"] if g["label"] != "titles"], "texts"))
def test_nor_is_it_one_among_sentences(text: str) -> None:
    sentence = "The bus stands in the bay."
    assert credits(caption=f"{sentence} {text}") == credits(caption=f"{text} {sentence}") == []


def test_there_are_as_many_negatives_as_positives() -> None:
    lines = [line for form in DOCUMENT["form"] for line in form["lines"]]
    places = [text for place in DOCUMENT["place"] for text in place["texts"]]
    negatives = {text for group in NOT_CREDITS["group"] for text in group["texts"]}
    assert len(set(lines)) >= 300
    assert len(negatives) >= len(set(lines) | set(places))


def evidence(name: str, key: str) -> list[Any]:
    rules = KNOWLEDGE.rules(name)
    return [pytest.param(rule, text, id=f"{rule.rule}: {text}") for rule in rules for text in getattr(rule, key)]


@pytest.mark.parametrize(("rule", "text"), evidence("credits", "finds"))
def test_a_token_rule_finds_its_evidence(rule: Any, text: str) -> None:
    assert rule.finds[text] in [match[0] for match in rule.regex.finditer(text)]
    assert not rule.options["cue"] or any(cue in text.casefold() for cue in rule.options["cue"])


@pytest.mark.parametrize(("rule", "text"), evidence("credits", "ignores"))
def test_a_token_rule_ignores_the_rest(rule: Any, text: str) -> None:
    assert not rule.regex.search(text)


@pytest.mark.parametrize(("rule", "text"), evidence("credit_places", "finds"))
def test_a_place_rule_finds_its_evidence(rule: Any, text: str) -> None:
    found = find_places(text, KNOWLEDGE, RunFacts())
    assert [(text[place.start : place.end], place.rule) for place in found] == [(rule.finds[text], rule.rule)]


@pytest.mark.parametrize(("rule", "text"), evidence("credit_places", "ignores"))
def test_a_place_rule_ignores_the_rest(rule: Any, text: str) -> None:
    assert find_places(text, KNOWLEDGE, RunFacts()) == []


def assert_lossless(text: str, mention: Mention) -> None:
    assert text[mention.start : mention.end] == mention.text
    if mention.label != "CREDIT":
        return
    assert "".join(part.text for part in mention.parts) == mention.text
    end = mention.start
    for part in mention.parts:
        assert part.part in CREDIT_PARTS
        assert part.start == end and text[part.start : part.end] == part.text
        end = part.end


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)))
def test_no_character_is_lost(text: str) -> None:
    found = find_credits(entry(credit_line=text, caption=text, title=text), KNOWLEDGE, RunFacts())
    for mention in found:
        assert_lossless(text, mention)
    lines = [mention for mention in found if mention.label == "CREDIT" and mention.field == "credit_line"]
    assert [mention.text for mention in lines] == ([text.strip()] if text.strip() else [])
    credit_facts(credit_values(Reading(entry(credit_line=text), tuple(found)), KNOWLEDGE))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=15).map("".join))
def test_tokens_follow_each_other_without_a_gap(text: str) -> None:
    assert "".join(text[token.start : token.end] for token in tokens(text, KNOWLEDGE)) == text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=10).map("".join))
def test_credits_of_a_field_do_not_overlap(text: str) -> None:
    found = credits(caption=text)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))


def test_even_evidence_keeps_both_readings_and_warns() -> None:
    (mention,) = credits(credit_line="Brambling/Siskin")
    assert mention.detail["readings"] == [
        {"Brambling": "provider", "Siskin": "creator"},
        {"Brambling": "creator", "Siskin": "provider"},
    ]
    reading = credit_values(Reading(entry(credit_line="Brambling/Siskin"), (mention,)), KNOWLEDGE)
    assert reading.warnings == ("credit-ambiguous",)
    said = credit_facts(reading)
    assert said.creators == said.providers == ("Brambling", "Siskin")


def test_the_run_tells_the_house_from_the_photographer() -> None:
    lines = ["Brambling/Tarn Weir", "Brambling/Lorne Mere", "Brambling/Skye Fell"]
    pairs = {pair for line in lines for pair in credit_sides(entry(credit_line=line), KNOWLEDGE)}
    run = RunFacts({"brambling": sum(side == "brambling" for side, _ in pairs), "tarn weir": 1})
    assert run.credit_partners["brambling"] == 3
    said = facts(run, credit_line="Brambling/Tarn Weir")
    assert (said.creators, said.providers) == (("Tarn Weir",), ("Brambling",))
    (mention,) = credits(run, credit_line="Brambling/Tarn Weir")
    assert any("3 in this run" in reason for side in mention.detail["evidence"] for reason in side["reasons"])


def test_a_users_own_staff_and_agencies_count(tmp_path: Path) -> None:
    (tmp_path / "gazetteers").mkdir()
    (tmp_path / "gazetteers/staff.csv").write_text(
        "alias,name,kind,source\njrs,Jane R. Siskin,staff,own\nTarn Weir,Tarn Weir,staff,own\n"
    )
    (tmp_path / "gazetteers/agencies.csv").write_text(
        "alias,name,kind,house_order,source\nLorne Mere,Lorne Mere Pictures,house,last,own\n"
    )
    own = load(tmp_path)
    found = find_credits(entry(credit_line="Tarn Weir, jrs/Lorne Mere"), own, RunFacts())
    reading = credit_values(Reading(entry(), tuple(found)), own)
    values = [(part.part, part.value) for part in reading.mentions[0].parts if part.part != "separator"]
    assert values == [("creator", "Tarn Weir"), ("creator", "Jane R. Siskin"), ("provider", "Lorne Mere Pictures")]


def test_a_rule_without_its_options_says_what_is_missing(tmp_path: Path) -> None:
    rule = '[[pattern]]\nrule = "mine"\nregex = "Siskin"\nfinds = { Siskin = "Siskin" }\n'
    (tmp_path / "credits.toml").write_text(rule)
    with pytest.raises(
        KnowledgeError, match=r'credits.toml, rule "mine": part is nothing: give one of creator, provider'
    ):
        find_credits(entry(credit_line="Siskin"), load(tmp_path), RunFacts())


def test_the_run_tells_a_house_that_stands_alone() -> None:
    assert facts(RunFacts({"brambling": 2}), credit_line="Brambling") == CreditFacts("Brambling", (), ("Brambling",))
    assert facts(RunFacts({"ada fox": 2}), credit_line="Ada Fox").creators == ("Ada Fox",)
    assert credits(RunFacts({"brambling": 1}), credit_line="Brambling")[0].detail["warnings"] == ["credit-ambiguous"]


def test_pairs_are_the_two_sides_of_a_mark() -> None:
    line = "Brambling/Tarn Weir, Lorne Mere/Skye Fell"
    pairs = credit_sides(entry(credit_line=line), KNOWLEDGE)
    assert pairs[::2] == [("brambling", "tarn weir"), ("lorne mere", "skye fell")]
    assert pairs[1::2] == [("tarn weir", "brambling"), ("skye fell", "lorne mere")]


def test_evidence_is_told_in_words() -> None:
    (mention,) = credits(credit_line="NASA/Ada Fox")
    nasa, fox = mention.detail["evidence"]
    assert nasa["reasons"] == ["agency +8: gazetteer (NASA, space)"]
    assert fox["part"] == "creator" and fox["person"] > fox["agency"] == 0
    assert "person +4: given name (Ada)" in fox["reasons"]


@pytest.mark.parametrize(
    ("fields", "text", "creators", "providers"),
    [
        ({"caption": "A gull. Photo Credit: (NASA/Ada Fox)"}, "NASA/Ada Fox", ["Ada Fox"], ["NASA"]),
        ({"credit_line": "Photo credit: NASA TV"}, "NASA TV", [], ["NASA TV"]),
        ({"credit_line": "NASA", "caption": "A gull. Photo credit: NASA/Ada Fox"}, "NASA", ["Ada Fox"], ["NASA"]),
        ({"caption": "A gull. Photo credit: NASA/Ada Fox KSC-2013-4238"}, "NASA/Ada Fox", ["Ada Fox"], ["NASA"]),
        ({"credit_line": "Xinhua via AP"}, "Xinhua via AP", [], ["Xinhua", "AP"]),
        ({"credit_line": "Courtesy of Heron Institute"}, "Courtesy of Heron Institute", [], ["Heron Institute"]),
        ({"credit_line": "NASA photo by Sgt. Ada Fox"}, "NASA photo by Sgt. Ada Fox", ["Ada Fox"], ["NASA"]),
        ({"caption": "A gull lands."}, None, [], []),
    ],
)  # fmt: skip
def test_facts(fields: dict[str, str], text: str | None, creators: list[str], providers: list[str]) -> None:
    assert facts(**fields) == CreditFacts(text, tuple(creators), tuple(providers))


def test_names_in_a_credit_are_mentions_of_their_own() -> None:
    caption = "A gull. Photo credit: NASA's Goddard Space Flight Center/SDO/Ada Fox"
    found = find_credits(entry(caption=caption), KNOWLEDGE, RunFacts())
    assert [(m.label, m.text, m.rule) for m in found if m.label != "CREDIT"] == [
        ("ORG", "NASA", "credits/provider"),
        ("ORG", "Goddard Space Flight Center", "credits/provider"),
        ("VEHICLE", "SDO", "credits/provider"),
        ("PERSON", "Ada Fox", "credits/creator"),
    ]


def test_an_agency_is_one_under_all_its_names() -> None:
    values = set()
    for name in ("AP", "Associated Press", "The Associated Press"):
        (mention,) = credit_values(Reading(entry(), tuple(credits(credit_line=f"Ada Fox/{name}"))), KNOWLEDGE).mentions
        values |= {part.value for part in mention.parts if part.part == "provider"}
    assert values == {"Associated Press"}


def test_over_length_is_warned_of_and_nothing_is_cut() -> None:
    line = "NASA/Wilhelmina Featherstonehaugh-Cholmondeley"
    reading = credit_values(Reading(entry(credit_line=line), tuple(credits(credit_line=line))), KNOWLEDGE)
    assert reading.warnings == ("credit-over-length",)
    long = [(row["iim"], row["bytes"], row["limit"]) for row in reading.mentions[0].detail["over_length"]]
    assert long == [("2:80", 41, 32), ("2:110", 46, 32)]
    assert credit_facts(reading).text == line


def test_bytes_count_not_letters() -> None:
    line = "Éé" * 9  # 18 letters, 36 bytes
    reading = credit_values(Reading(entry(credit_line=line), tuple(credits(credit_line=line))), KNOWLEDGE)
    assert "credit-over-length" in reading.warnings


def test_every_part_has_its_iptc_row() -> None:
    columns = {row["column"] for row in KNOWLEDGE.document("iptc")["property"]}
    assert {f"part {part}" for part in CREDIT_PARTS} <= columns
    assert {"credit", "creators", "providers"} <= columns


@pytest.mark.parametrize("name", ["agencies", "ranks", "given_names"])
def test_rows_are_sorted_unique_nfc_and_sourced(name: str) -> None:
    with (BUILT_IN / "gazetteers" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        header, *found = csv.reader(lines)
    assert header[:2] == ["alias", "name"] and header[-1] == "source"
    assert found == sorted(found)
    assert len({row[0] for row in found}) == len(found)
    for row in found:
        assert row[0] and row[1] and row[-1]
        assert all(cell == unicodedata.normalize("NFC", cell).strip() for cell in row), row
