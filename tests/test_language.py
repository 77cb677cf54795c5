"""The pipeline that ships: tokens, loading, saving; and that its tagger depends on nothing but the text."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutline import language
from cutline.tagger import TAGS, decode, spans, tag_index
from cutline.tagger.decode import FOLLOWS
from cutline.tagger.layers import log_softmax
from cutline.training.package import checksum

CASES = tomllib.loads((Path(__file__).parent / "cases" / "tokens.toml").read_text("utf-8"))["case"]
CAPTION = "Flight engineer Ada Roe (left) and Sgt. Ben Poe of the 12th Example Wing at Pad 39A, Fla., on May 4, 1999."


@pytest.fixture(scope="module")
def nlp():
    return language.load()


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_names_end_where_tokens_end(case):
    assert [token.text for token in language.blank()(case["text"])] == case["tokens"], case["why"]


def test_the_shipped_model_cuts_as_the_code_does(nlp):
    for case in CASES:
        assert [token.text for token in nlp.make_doc(case["text"])] == case["tokens"]


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="no spaCy pipeline: name a folder"):
        language.load(tmp_path / "nowhere")


def found(doc):
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents], doc.spans[language.SCORES].attrs["scores"]


def test_saving_and_loading_changes_nothing(nlp, tmp_path):
    nlp.to_disk(tmp_path / "one")
    again = language.load(tmp_path / "one")
    again.to_disk(tmp_path / "two")
    assert found(nlp(CAPTION)) == found(again(CAPTION))
    for path in sorted((tmp_path / "one").rglob("*")):
        if path.is_file() and path.name != "meta.json":
            assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes(), path.name


def test_probabilities_do_not_depend_on_what_was_read_before(nlp):
    tagger = nlp.get_pipe("cutline_tagger").tagger
    words = [token.text for token in nlp.make_doc(CAPTION)]
    first = tagger.logs(words)
    tagger.logs(["Others", "before", "it"] * 50)
    tagger.seen.clear()
    assert first.tobytes() == tagger.logs(words).tobytes()


@pytest.mark.parametrize("seed", range(3))
def test_texts_read_together_are_read_to_the_bit_as_each_alone(nlp, seed):
    tagger, draw = nlp.get_pipe("cutline_tagger").tagger, random.Random(seed)
    words = [token.text for token in nlp.make_doc(CAPTION)] * 12
    lengths = [1, 2, 4, 5, 31, 32, 33, 64, 97, 128, 129, 250, *(draw.randint(1, 70) for _ in range(20))]
    texts = [[word.upper() if draw.random() < 0.3 else word for word in words[:length]] for length in lengths]
    alone = []
    for text in texts:
        tagger.seen.clear()
        alone.append(tagger.logs(text).tobytes())
    order = draw.sample(range(len(texts)), len(texts))
    together = tagger.logs_of([texts[i] for i in order])
    assert [logs.tobytes() for logs in together] == [alone[i] for i in order]


DIGEST = """
import hashlib
from cutline import language
nlp, digest = language.load(), hashlib.sha256()
for count in (3, 17, 60, 128, 200):
    words = [f"{'Ada Roe of NASA in Houston , 1999'.split()[i % 7]}" for i in range(count)]
    digest.update(nlp.get_pipe("cutline_tagger").tagger.logs(words).tobytes())
print(digest.hexdigest())
"""


def test_the_number_of_cores_does_not_change_a_bit():
    """OpenBLAS shares large products among threads, and then their last bits depend on how many there are."""
    outputs = set()
    for threads in ("1", "2", "4"):
        threaded = {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
        env = {**os.environ, **threaded, "PYTHONPATH": os.pathsep.join(sys.path)}
        run = subprocess.run([sys.executable, "-c", DIGEST], env=env, capture_output=True, text=True, check=True)
        outputs.add(run.stdout.strip())
    assert len(outputs) == 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x", ".", "\ud800", "\u200b", "a " * 1500])
def test_odd_texts_do_not_break_it(nlp, text):
    doc = nlp(text) if text != "\ud800" else nlp(text.encode("utf-8", "replace").decode())
    assert len(doc.ents) == len(doc.spans.get(language.SCORES, ()))


def test_a_long_text_is_read_in_stretches_that_agree_with_the_short_one(nlp):
    sentence = "Ada Roe of NASA walks with Ben Poe in Houston, Texas. "
    doc = nlp(sentence * 120)
    names = [ent.text for ent in doc.ents if ent.label_ == "PERSON"]
    assert names.count("Ada Roe") >= 110


def test_the_accurate_model_reads_and_repeats_itself():
    pytest.importorskip("onnxruntime")
    accurate = language.load(Path(__file__).parents[1] / "models" / "en_cutline_accurate")
    first = found(accurate(CAPTION))
    accurate("Another text, of another length, in between.")
    assert found(accurate(CAPTION)) == first
    names = {(ent.text, ent.label_) for ent in accurate(CAPTION).ents}
    assert {("Ada Roe", "PERSON"), ("Ben Poe", "PERSON"), ("Fla.", "GPE")} <= names


def test_without_onnxruntime_the_accurate_model_says_what_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ImportError, match=r"cutline\[accurate\]"):
        language.load(Path(__file__).parents[1] / "models" / "en_cutline_accurate")


@pytest.mark.parametrize("name", ["en_cutline", "en_cutline_accurate"])
def test_the_card_names_the_model_that_ships_and_files_stay_small(name):
    models = Path(__file__).parents[1] / "models"
    assert f"`{checksum(models / name)}`" in (models / "README.md").read_text("utf-8")
    assert all(path.stat().st_size < 30e6 for path in (models / name).rglob("*") if path.is_file())


def all_paths(count):
    paths = [[tag] for tag in range(len(TAGS)) if FOLLOWS[0, tag]]
    for _ in range(count - 1):
        paths = [[*path, tag] for path in paths for tag in np.flatnonzero(FOLLOWS[path[-1]])]
    return [path for path in paths if FOLLOWS[path[-1], 0]]


TWO = np.array(all_paths(2))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_decoding_finds_the_best_allowed_sequence(seed):
    logs = log_softmax(np.random.default_rng(seed).normal(size=(2, len(TAGS))).astype(np.float32))
    best = logs.astype(np.float64)[np.arange(2), TWO].sum(axis=1).max()
    tags = decode(logs)
    assert tags in TWO.tolist()
    assert np.isclose(logs.astype(np.float64)[np.arange(2), tags].sum(), best)


@pytest.mark.parametrize("text", ["", " \n ", CAPTION, f"\u00a0 {CAPTION}\n\n {CAPTION.upper()} "])
def test_names_read_off_the_component_are_the_entities_that_it_sets(nlp, text):
    doc = nlp(text)
    ((names,),) = nlp.get_pipe("cutline_tagger").names([[nlp.make_doc(text)]])
    assert [name[:3] for name in names] == [(ent.start, ent.end - 1, ent.label_) for ent in doc.ents]
    assert [name[3] for name in names] == doc.spans[language.SCORES].attrs["scores"]


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_decoding_always_gives_an_allowed_sequence(seed, count):
    logs = log_softmax(np.random.default_rng(seed).normal(size=(count, len(TAGS))).astype(np.float32))
    tags = [0, *decode(logs), 0]
    assert all(FOLLOWS[a, b] for a, b in pairwise(tags))


def test_a_name_cut_off_at_the_end_of_the_text_is_no_name():
    logs = np.full((2, len(TAGS)), -9.0, dtype=np.float32)
    logs[0, tag_index("B", "PERSON")] = logs[1, tag_index("I", "PERSON")] = -0.1
    assert all(past <= 2 for _, past, _ in spans(decode(logs)))
