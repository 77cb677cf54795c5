"""`python -m cutline.training`: everything again, from the data to the model that ships, step by step, fixed seeds.

Each step leaves its result in the work folder and is passed over where the result stands; delete it to do it again.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch

from cutline.tagger import Network, Pair, Tagger
from cutline.tagger.encoder import read_encoder
from cutline.training import calibrate, distil, scoring, student, teacher
from cutline.training.accurate import write_encoder
from cutline.training.augment import recased
from cutline.training.data import Data, data_folder, external_epoch, fold_of, gold_epoch
from cutline.training.gazetteers import word_lists
from cutline.training.mlm import further_pretrain
from cutline.training.package import checksum, write_pipeline
from cutline.training.samples import Sample, Tokens, tokenized

ROOT = Path(__file__).resolve().parents[3]
HELD_OUT = 0
"""The fold of the gold that neither the first teacher nor the student sees: scores are calibrated on it."""
TEACHERS = ((1, True, 4), (2, False, 7))
"""Seed, whether it starts on the external corpora, epochs on the gold. The first one ships as the accurate model."""
SILVER = (18_000, 5_000)
"""How many captions and sentences of the external corpora the teachers read for the student."""


def main() -> None:
    """Trains what is not yet trained, writes the models and prints what each step brought on dev."""
    parser = argparse.ArgumentParser(prog="python -m cutline.training", description="Train the models that ship.")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "training", help="where steps leave their results"
    )
    parser.add_argument(
        "--output", type=Path, default=ROOT / "models", help="where en_cutline and en_cutline_accurate go"
    )
    parser.add_argument("--pretrain", action="store_true", help="masked language modelling first: hours on two cores")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    data, work, figures = Data(data_folder()), options.work, {}
    if options.pretrain:
        step(work / "mlm.pt", lambda path: further_pretrain(words_of(data, data.captions), path))
    teachers = trained_teachers(data, work, figures)
    step(work / "accurate", lambda path: write_encoder(teachers[0], path))
    accurate = read_encoder(work / "accurate")
    step(work / "silver.pickle", lambda path: label_texts(data, teachers, path))
    words = teachers[0].encoder.bert.embeddings.word_embeddings.weight.detach().numpy()
    step(work / "student.pickle", lambda path: learn_student(data, work / "silver.pickle", path, words))
    before, after = map(Network, pickle.loads((work / "student.pickle").read_bytes()))
    pairs = Pair(accurate, before), Pair(accurate, after)
    for name, unseen, tagger in (("en_cutline_accurate", *pairs), ("en_cutline", before, after)):
        calibration = calibrated(data, unseen)
        judge(data, name, tagger, calibration, figures)
        write_pipeline(tagger, calibration, options.output / name)
        print(f"{name}: sha256 {checksum(options.output / name)}")
    (work / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))


def step(path: Path, make: Callable[[Path], None]) -> None:
    """Makes the file unless it stands."""
    if not path.exists():
        print(f"-- {path.name}", flush=True)
        make(path)


def words_of(data: Data, texts: list[str]) -> list[tuple[str, ...]]:
    """Each text's words, without space."""
    return [tuple(token.text for token in data.nlp.make_doc(text) if not token.is_space) for text in texts]


def trained_teachers(data: Data, work: Path, figures: dict[str, Any]) -> list[teacher.Teacher]:
    """The teachers, with figures of each on its way and of their mean."""
    models = []
    for seed, external, epochs in TEACHERS:
        if external:
            step(work / f"external{seed}.pt", lambda path, seed=seed: external_teacher(data, path, seed))
            start = teacher.restored(work / f"external{seed}.pt")
            figures[f"external {seed}"] = scoring.score(lambda texts, t=start: teacher.predict([t], texts), data.dev)
        step(work / f"teacher{seed}.pt", lambda path, seed=seed, n=epochs: gold_teacher(data, path, seed, n))
        models.append(teacher.restored(work / f"teacher{seed}.pt"))
        figures[f"teacher {seed}"] = scoring.score(lambda texts, t=models[-1]: teacher.predict([t], texts), data.dev)
    figures["teachers"] = scoring.score(lambda texts: teacher.predict(models, texts), data.dev)
    return models


def new_teacher(work: Path, seed: int) -> teacher.Teacher:
    """A teacher that has learnt nothing yet, from the further pretrained encoder if there is one."""
    torch.manual_seed(seed)
    model = teacher.Teacher()
    if (work / "mlm.pt").exists():
        model.encoder.load_state_dict(torch.load(work / "mlm.pt"))
    return model


def external_teacher(data: Data, path: Path, seed: int) -> None:
    """A teacher that has seen the external corpora and composed styles once."""
    model = new_teacher(path.parent, seed)
    teacher.train(model, [external_epoch(data, seed)], rate=2e-4, seed=seed, name=f"external {seed}")
    teacher.save(model, path)


def gold_teacher(data: Data, path: Path, seed: int, epochs: int) -> None:
    """A teacher that has seen the gold but for one fold, another one for each seed: together they have seen it all."""
    start = path.parent / f"external{seed}.pt"
    model = teacher.restored(start) if start.exists() else new_teacher(path.parent, seed)
    makers = [gold_epoch(data, 10 * seed + epoch, fold=seed - 1) for epoch in range(epochs)]
    teacher.train(model, makers, rate=2.5e-4, seed=seed, name=f"gold {seed}")
    teacher.save(model, path)


def silver_samples(data: Data) -> tuple[list[Sample], list[Sample]]:
    """What the teachers read for the student: captions (NASA's, which are few, all of them) and other sentences."""
    annotated = {sample.text.strip() for sample in data.gold}
    captions = [text for text in data.captions if text.strip() not in annotated]
    order = list(range(len(captions)))
    Random(5).shuffle(order)
    first = [index for index, text in enumerate(captions) if "NASA" in text]
    chosen = list(dict.fromkeys([*first, *order]))[: SILVER[0]]
    external = Random(3).sample(data.external, min(SILVER[1], len(data.external)))
    return distil.open_samples([captions[index] for index in chosen], "captions"), external


def label_texts(data: Data, teachers: list[teacher.Teacher], path: Path) -> None:
    """The teachers' mean distributions over the silver texts, held to what an annotation allows where there is one."""
    captions, external = silver_samples(data)
    tokens = data.tokens([*captions, *external])
    logs = teacher.predict(teachers, [text.words for text in tokens])
    pairs = [
        (text.sample, distil.agreed(text, table, trust=0.3 if text.sample.spans or text.sample.known else 1.0))
        for text, table in zip(tokens, logs, strict=True)
    ]
    path.write_bytes(pickle.dumps([(sample, target.astype(np.float16)) for sample, target in pairs], protocol=5))


def learn_student(data: Data, silver_path: Path, path: Path, words: np.ndarray) -> None:
    """The student before and after it has seen the held-out fold: scores are calibrated before, what ships is after."""
    pairs = pickle.loads(silver_path.read_bytes())
    texts = data.tokens([sample for sample, _ in pairs])
    silver = [(tokens, target) for tokens, (_, target) in zip(texts, pairs, strict=True)]
    part, whole = ([(t, distil.sure(t)) for t in data.tokens(data.gold_without(fold))] for fold in (HELD_OUT, None))
    seen = words_of(data, data.captions) + [tokens.words for tokens in data.tokens(data.external)]
    vocabulary, lists = student.vocabulary_of(seen + 2 * [t.words for t, _ in part]), word_lists(data.pools)
    torch.manual_seed(2)
    model, table = student.Student(len(vocabulary) + 1), student.WordTable(vocabulary, lists)
    student.seed_words(model, vocabulary, words)
    makers = [distil.lessons_of(data, silver, part, 200 + epoch) for epoch in range(7)]
    student.learn(model, table, makers, seed=2)
    before = student.exported(model, vocabulary, lists)
    makers = [distil.lessons_of(data, silver, whole, 500 + epoch) for epoch in range(2)]
    student.learn(model, table, makers, rate=7e-4, seed=5)
    path.write_bytes(pickle.dumps((before, student.exported(model, vocabulary, lists)), protocol=5))


def logs_of(tagger: Tagger) -> scoring.Tagger:
    """The tagger as `scoring` takes it: what is measured is what ships."""
    return lambda texts: [tagger.logs(words) for words in texts]


def calibrated(data: Data, tagger: Tagger) -> dict[str, float]:
    """The calibration on the fold that the tagger has not seen."""
    held = data.tokens([sample for sample in data.gold if fold_of(sample) == HELD_OUT])
    seen = data.tokens([*data.gold_without(HELD_OUT), *silver_samples(data)[0]])
    return calibrate.fitted(calibrate.judged(logs_of(tagger), calibrate.apart(held, seen)))


def judge(data: Data, name: str, tagger: Tagger, calibration: dict[str, float], figures: dict[str, Any]) -> None:
    """Adds the figures of the model as written, in capitals, and of its scores."""
    figures[name] = scoring.score(logs_of(tagger), data.dev)
    figures[f"{name}, capitals"] = scoring.score(logs_of(tagger), capitals(data))
    error, table = calibrate.reliability(calibrate.judged(logs_of(tagger), data.dev), calibration)
    figures[f"{name}, calibration"] = {"expected error": error, "bins": table}


def capitals(data: Data) -> list[Tokens]:
    """Dev in capitals."""
    return [tokenized(recased(tokens.sample, str.upper), data.nlp) for tokens in data.dev]


if __name__ == "__main__":
    main()
