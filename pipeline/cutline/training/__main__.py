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

from cutline.tagger import Weights
from cutline.training import calibrate, distil, scoring, student, teacher
from cutline.training.augment import recased
from cutline.training.data import Data, data_folder, external_epoch, fold_of, gold_epoch
from cutline.training.gazetteers import word_lists
from cutline.training.mlm import further_pretrain
from cutline.training.package import checksum, write_pipeline
from cutline.training.samples import Tokens, tokenized

ROOT = Path(__file__).resolve().parents[3]
HELD_OUT = 0
"""The fold of the gold that the student never sees before its scores are calibrated on it."""


def main() -> None:
    """Trains what is not yet trained, writes `models/en_cutline` and prints what each step brought on dev."""
    parser = argparse.ArgumentParser(prog="python -m cutline.training", description="Train the models that ship.")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "training", help="where steps leave their results"
    )
    parser.add_argument("--output", type=Path, default=ROOT / "models" / "en_cutline")
    parser.add_argument("--pretrain", action="store_true", help="masked language modelling first: hours on two cores")
    parser.add_argument("--teachers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    data, figures = Data(data_folder()), {}
    if options.pretrain:
        step(options.work / "mlm.pt", lambda path: further_pretrain(words_of(data, data.captions), path))
    for seed in range(1, options.teachers + 1):
        step(options.work / f"external{seed}.pt", lambda path, seed=seed: external_teacher(data, path, seed))
        step(options.work / f"teacher{seed}.pt", lambda path, seed=seed: gold_teacher(data, path, seed))
    teachers = [teacher.restored(options.work / f"teacher{seed}.pt") for seed in range(1, options.teachers + 1)]
    figures["teachers"] = scoring.score(lambda texts: teacher.predict(teachers, texts), data.dev)
    step(options.work / "silver.pickle", lambda path: label_captions(data, teachers, path))
    words = teachers[0].encoder.bert.embeddings.word_embeddings.weight.detach().numpy()
    step(options.work / "student.pickle", lambda path: learn_student(data, options.work / "silver.pickle", path, words))
    weights: Weights = pickle.loads((options.work / "student.pickle").read_bytes())
    calibration = finish(data, weights, figures)
    write_pipeline(weights, calibration, options.output)
    (options.work / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))
    print(f"{options.output}: sha256 {checksum(options.output)}")


def step(path: Path, make: Callable[[Path], None]) -> None:
    """Makes the file unless it stands."""
    if not path.exists():
        print(f"-- {path.name}", flush=True)
        make(path)


def words_of(data: Data, texts: list[str]) -> list[tuple[str, ...]]:
    """Each text's words, without space."""
    return [tuple(token.text for token in data.nlp.make_doc(text) if not token.is_space) for text in texts]


def external_teacher(data: Data, path: Path, seed: int) -> None:
    """A teacher that has seen the external corpora and composed styles, from the further pretrained encoder if any."""
    torch.manual_seed(seed)
    model = teacher.Teacher()
    if (path.parent / "mlm.pt").exists():
        model.encoder.load_state_dict(torch.load(path.parent / "mlm.pt"))
    teacher.train(model, [external_epoch(data, seed)], rate=2e-4, seed=seed, name=f"external {seed}")
    teacher.save(model, path)


def gold_teacher(data: Data, path: Path, seed: int, epochs: int = 6) -> None:
    """A teacher that has then seen the gold but for one fold, so that an ensemble has seen all of it."""
    model = teacher.restored(path.parent / f"external{seed}.pt")
    makers = [gold_epoch(data, 10 * seed + epoch, fold=seed - 1) for epoch in range(epochs)]
    teacher.train(model, makers, rate=2e-4, seed=seed, name=f"gold {seed}")
    teacher.save(model, path)


def label_captions(data: Data, teachers: list[teacher.Teacher], path: Path) -> None:
    """The teachers' distributions over the captions without marks; annotated ones are left out."""
    annotated = {sample.text.strip() for sample in data.gold}
    samples = distil.open_samples([text for text in data.captions if text.strip() not in annotated], "captions")
    tokens = data.tokens(samples)
    logs = teacher.predict(teachers, [text.words for text in tokens])
    silver = [(text.sample.text, np.exp(table).astype(np.float16)) for text, table in zip(tokens, logs, strict=True)]
    path.write_bytes(pickle.dumps(silver, protocol=5))


def learn_student(data: Data, silver_path: Path, path: Path, words: np.ndarray, epochs: int = 8) -> None:
    """The student, distilled from silver captions and the gold but for the held-out fold."""
    pairs = pickle.loads(silver_path.read_bytes())
    texts = data.tokens(distil.open_samples([text for text, _ in pairs], "captions"))
    silver = [(tokens, target) for tokens, (_, target) in zip(texts, pairs, strict=True)]
    gold = [(tokens, distil.sure(tokens)) for tokens in data.tokens(data.gold_without(HELD_OUT))]
    external = data.tokens(Random(3).sample(data.external, min(6000, len(data.external))))
    seen = [tokens.words for tokens in (*texts, *(tokens for tokens, _ in gold), *data.tokens(data.external))]
    vocabulary, lists = student.vocabulary_of(seen), word_lists(data.pools)
    torch.manual_seed(1)
    model = student.Student(len(vocabulary) + 1)
    student.seed_words(model, vocabulary, words)
    makers = [distil.lessons_of(data, silver, gold, 100 + epoch, external=external) for epoch in range(epochs)]
    student.learn(model, student.WordTable(vocabulary, lists), makers)
    path.write_bytes(pickle.dumps(student.exported(model, vocabulary, lists), protocol=5))


def finish(data: Data, weights: Weights, figures: dict[str, Any]) -> dict[str, float]:
    """The calibration on the held-out fold; figures of the student as written, in capitals, and of its scores."""
    tagger = student.tagger_of(weights)
    held = data.tokens([sample for sample in data.gold if fold_of(sample) == HELD_OUT])
    calibration = calibrate.fitted(calibrate.judged(tagger, held))
    figures["student"] = scoring.score(tagger, data.dev)
    figures["student, capitals"] = scoring.score(tagger, capitals(data))
    error, table = calibrate.reliability(calibrate.judged(tagger, data.dev), calibration)
    figures["calibration"] = {"expected error": error, "bins": table}
    return calibration


def capitals(data: Data) -> list[Tokens]:
    """Dev in capitals."""
    return [tokenized(recased(tokens.sample, str.upper), data.nlp) for tokens in data.dev]


if __name__ == "__main__":
    main()
