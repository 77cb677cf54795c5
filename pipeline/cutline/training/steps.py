"""The steps of training that need torch: each reads the shelf and what others left, and leaves its own file."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import torch

from cutline.tagger import Network, Pair, Weights, read_tagger
from cutline.tagger.encoder import read_encoder
from cutline.training import calibrate, student, teacher
from cutline.training.accepted import ACCURATE, DEFAULT, student_of, tagger_folder, teacher_of
from cutline.training.accurate import write_encoder
from cutline.training.encoder import DEVICE
from cutline.training.lessons import Lessons, Part, plain, recased, weighted
from cutline.training.mlm import further_pretrain
from cutline.training.student import Form, Student, WordTable
from cutline.training.teacher import Course, Teacher
from cutline.training.texts import FEW, Texts, together
from cutline.training.work import SILVER, Work

HELD_OUT = 7
"""The fold of the gold that its teacher, the accurate model, and the student's first part do not see: scores are
calibrated on it."""
TRUST = 0.3
"""How far the teachers may leave what an annotation allows, where there is one."""
SHARE = 0.45
"""The part of what the teachers read that the student reads in a pass, drawn anew for each."""
AGAIN = {"teacher": 0.5, "student": 0.3}
"""The part of the first course's learning rate at which accepted models learn on."""


def pretrain(work: Work) -> None:
    """`mlm.pt`: the encoder after masked language modelling over all texts without marks."""
    captions, external = (work.shelf.sets[name] for name in SILVER)
    texts = together([captions, external, *[captions.taken(_few(work, captions))] * 5])
    encoder = further_pretrain(texts, work.pieces, epochs=work.plan.masked, budget=16_000, rate=3e-4)
    torch.save({name: weight.cpu() for name, weight in encoder.state_dict().items()}, work.folder / "mlm.pt")


def teach(work: Work, number: int) -> None:
    """`teacher{number}.pt`: external corpora and composed styles, then the gold but for fold `number`.

    Every other teacher starts from the encoder as it is published, for variety's sake; all of them from the accurate
    model, and without the corpora, where training goes on from models that are accepted.
    """
    random, name = np.random.default_rng(number), f"teacher{number}"
    if work.accepted:
        model = teacher_of(tagger_folder(work.accepted / ACCURATE))
        torch.manual_seed(number)
    else:
        model = _new_teacher(work, number, pretrained=number % 2 == 0)
        course = Course(rate=3e-4, budget=4000, seed=number, name=f"{name} external")
        epochs = [_external_epoch(work, draft, random) for draft in range(work.plan.external)]
        teacher.train(model, epochs, work.pieces, course)
    work.score(f"{name}.before", lambda which: _logs(work, [model], which))
    epochs = [_gold_epoch(work, 7 * number + epoch, random, number) for epoch in range(work.plan.gold)]
    rate = AGAIN["teacher"] * 2e-4 if work.accepted else 2e-4
    teacher.train(model, epochs, work.pieces, Course(rate, 1600, number, f"{name} gold"))
    work.score(name, lambda which: _logs(work, [model], which))
    teacher.save(model, work.folder / f"{name}.pt")


def label(work: Work) -> None:
    """`silver.npy`: the teachers' mean distributions over the silver sets, held to what an annotation allows.

    Where training goes on from accepted models, the accepted student is asked as well, for as much as the teachers.
    """
    models = [teacher.restored(work.folder / f"teacher{number}.pt") for number in work.plan.teachers]
    work.score("teachers", lambda which: _logs(work, models, which))
    tables = []
    for name in SILVER:
        texts = work.shelf.sets[name]
        allowed = work.shelf.allowed()[texts.masks]
        said = teacher.predict(models, texts, work.pieces).astype(np.float32)
        if work.accepted:
            said = (said + _accepted_says(work, name)) / 2
        tables.append(agreed(allowed, said))
    np.save(work.folder / "silver.npy", np.concatenate(tables).astype(np.float16))


def agreed(allowed: np.ndarray, said: np.ndarray) -> np.ndarray:
    """The teachers' distributions within what the annotation allows, words by tags; they may leave it by TRUST.

    Where they give next to nothing to what is allowed, all of that is equally likely.
    """
    inside = said * allowed
    mass = inside.sum(axis=1, keepdims=True)
    inside = np.where(mass > 1e-3, inside / np.maximum(mass, 1e-9), allowed / allowed.sum(axis=1, keepdims=True))
    return np.where(allowed.all(axis=1, keepdims=True), said, (1 - TRUST) * inside + TRUST * said)


def shrink(work: Work) -> None:
    """`accurate/`: the teacher that has not seen the held-out fold, in eight bits a weight."""
    write_encoder(teacher.restored(work.folder / f"teacher{HELD_OUT}.pt").cpu(), work.folder / "accurate")


def distil(work: Work, name: str, form: Form) -> None:
    """`{name}.pickle`: the student before and after it has seen the held-out fold; scores are calibrated before."""
    random, words = np.random.default_rng(60), list(work.shelf.words)
    torch.manual_seed(2)
    model, vocabulary, lists = _accepted_student(work, form) if work.accepted else _new_student(work, words, form)
    rate = AGAIN["student"] * form.rate if work.accepted else form.rate
    table = WordTable(words, vocabulary, lists)
    count = work.plan.student
    epochs = [_silver_epoch(work, epoch, random, fold=HELD_OUT) for epoch in range(count)]
    student.learn(model, table, epochs, rate=rate, seed=2)
    before = student.exported(model, vocabulary, lists)
    epochs = [_silver_epoch(work, count + epoch, random, fold=None) for epoch in range(2)]
    student.learn(model, table, epochs, rate=0.35 * rate, seed=5)
    after = student.exported(model, vocabulary, lists)
    for part, weights in (("before", before), ("after", after)):
        work.score(f"{name}.{part}", lambda which, weights=weights: _network_logs(work, weights, which))  # type: ignore[misc]
    (work.folder / f"{name}.pickle").write_bytes(pickle.dumps((before, after), protocol=5))


def calibration(work: Work, name: str) -> None:
    """`{name}.calibration.json`: of the student alone and with the accurate model, on the fold that neither saw."""
    before, _ = (Network(weights) for weights in pickle.loads((work.folder / f"{name}.pickle").read_bytes()))
    gold = work.shelf.tokens("gold")
    folds = work.shelf.sets["gold"].fold
    held = [text for text, fold in zip(gold, folds, strict=True) if fold == HELD_OUT]
    seen = [text for text, fold in zip(gold, folds, strict=True) if fold != HELD_OUT]
    held = calibrate.apart(held, [*seen, *work.shelf.tokens("captions")])
    fitted = {}
    for kind, tagger in (("alone", before), ("pair", Pair(read_encoder(work.folder / "accurate"), before))):
        fitted[kind] = calibrate.fitted(calibrate.judged(tagger.logs_of, held))
        error, _ = calibrate.reliability(calibrate.judged(tagger.logs_of, work.shelf.tokens("dev")), fitted[kind])
        print(f"{name} {kind}: calibrated on {len(held)} texts, expected error on dev {error:.4f}", flush=True)
    (work.folder / f"{name}.calibration.json").write_text(json.dumps(fitted) + "\n", "utf-8")


def _new_teacher(work: Work, seed: int, *, pretrained: bool) -> Teacher:
    torch.manual_seed(seed)
    model = Teacher()
    if pretrained:
        model.encoder.load_state_dict(torch.load(work.folder / "mlm.pt"))
    return model.to(DEVICE)


def _new_student(work: Work, words: Sequence[str], form: Form) -> tuple[Student, dict[str, int], Mapping[str, int]]:
    unmarked = together([*(work.shelf.sets[s] for s in SILVER), work.shelf.sets["gold"], work.shelf.sets["gold"]])
    vocabulary = student.vocabulary_of(words, np.bincount(unmarked.words, minlength=len(words)).tolist())
    model = Student(len(vocabulary) + 1, form)
    embeddings = torch.load(work.folder / f"teacher{HELD_OUT}.pt")["encoder.bert.embeddings.word_embeddings.weight"]
    student.seed_words(model, vocabulary, embeddings.numpy())
    return model.to(DEVICE), vocabulary, work.lists


def _accepted_student(work: Work, form: Form) -> tuple[Student, dict[str, int], Mapping[str, int]]:
    assert work.accepted
    tagger, _ = read_tagger(tagger_folder(work.accepted / DEFAULT))
    assert isinstance(tagger, Network)
    return student_of(tagger.weights, form), dict(tagger.weights.vocabulary), tagger.weights.lists


def _accepted_says(work: Work, name: str) -> np.ndarray:
    """The accepted student's distributions over a set, words by tags."""
    assert work.accepted
    tagger, _ = read_tagger(tagger_folder(work.accepted / DEFAULT))
    words, data = np.array(list(work.shelf.words), dtype=object), work.shelf.sets[name]
    texts = (words[data.words[start:end]].tolist() for start, end in pairwise(data.starts.tolist()))
    return np.exp(np.concatenate(tagger.logs_of(texts))).astype(np.float32)


def _logs(work: Work, models: Sequence[Teacher], which: str) -> list[np.ndarray]:
    texts = work.shelf.sets[which]
    said = teacher.predict(models, texts, work.pieces).astype(np.float32)
    return np.split(np.log(np.maximum(said, 1e-6)), texts.starts[1:-1])


def _network_logs(work: Work, weights: Weights, which: str) -> list[np.ndarray]:
    return Network(weights).logs_of([text.words for text in work.shelf.tokens(which)])


def _few(work: Work, texts: Texts) -> np.ndarray:
    few = [number for name, number in work.shelf.sources.items() if FEW in name]
    return np.flatnonzero(np.isin(texts.source, few))


def _drafts(work: Work, kind: str) -> list[Texts]:
    return [texts for name, texts in work.shelf.sets.items() if re.fullmatch(rf"{kind}\d+", name)]


def _without(texts: Texts, fold: int | None) -> Texts:
    return texts if fold is None else texts.taken(np.flatnonzero(texts.fold != fold))


def _external_epoch(work: Work, draft: int, random: np.random.Generator) -> Callable[[], Lessons]:
    """One draft of the external corpora with composed styles, some in capitals or as headlines."""

    def make() -> Lessons:
        drafts = _drafts(work, "external")
        return work.annotated(recased(plain(drafts[draft % len(drafts)]), work.maps, 0.1, random))

    return make


def _gold_epoch(work: Work, draft: int, random: np.random.Generator, fold: int | None) -> Callable[[], Lessons]:
    """One draft of the gold, one of composed styles, and a few of the external texts at half their weight."""

    def make() -> Lessons:
        gold, styles, external = (_drafts(work, kind) for kind in ("gold", "styles", "external"))
        replayed = external[draft % len(external)]
        chosen = random.choice(len(replayed), min(400, len(replayed)), replace=False)
        return work.annotated(
            plain(_without(gold[draft % len(gold)], fold)),
            plain(styles[draft % len(styles)]),
            plain(replayed.taken(chosen), 0.5),
        )

    return make


def _silver_epoch(work: Work, draft: int, random: np.random.Generator, *, fold: int | None) -> Callable[[], Lessons]:
    """A part of what the teachers read, the gold thrice, composed styles twice; a part in other cases."""

    def make() -> Lessons:
        gold, styles = _drafts(work, "gold"), _drafts(work, "styles")
        captions, external = work.silver("captions"), work.silver("external")
        few = _few(work, captions.texts)
        read = [_some(captions, random), _some(external, random), *[_taken(captions, few)] * 3]
        asked = [recased(Part(weighted(part.texts, 0.7), part.rows), work.maps, 0.15, random) for part in read]
        own = plain(_without(work.shelf.sets["gold"], fold), 1.5)
        drafts = [plain(_without(gold[(2 * draft + k) % len(gold)], fold)) for k in range(2)]
        composed = [plain(styles[(2 * draft + k) % len(styles)]) for k in range(2)]
        return work.distilled(*asked, recased(own, work.maps, 0.3, random), *drafts, *composed)

    return make


def _taken(part: Part, chosen: np.ndarray) -> Part:
    return Part(part.texts.taken(chosen), part.rows[chosen])


def _some(part: Part, random: np.random.Generator) -> Part:
    return _taken(part, np.flatnonzero(random.random(len(part.rows)) < SHARE))
