"""`python -m cutline.training`: everything again, from the data to the models that ship, step by step, fixed seeds.

Each step leaves its result in the work folder and is passed over where the result stands; delete it to do it again.
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

from cutline.tagger import Network, Pair, Tagger
from cutline.tagger.encoder import read_encoder
from cutline.training.accepted import ACCURATE, DEFAULT
from cutline.training.data import Data, data_folder
from cutline.training.learn import STUDENTS, add_options, learn_all, work_of
from cutline.training.package import checksum, write_pipeline
from cutline.training.prepare import FURTHER, REHEARSED, Amounts, prepare

ROOT = Path(__file__).resolve().parents[3]


def main() -> None:
    """Prepares and learns what is not done yet and writes the models; `cutline.training.card` measures them."""
    parser = argparse.ArgumentParser(prog="python -m cutline.training", description="Train the models that ship.")
    work = ROOT / "build" / "training"
    parser.add_argument("--work", type=Path, default=work, help="where steps leave their results")
    parser.add_argument("--output", type=Path, default=ROOT / "models", help="where the models' folders go")
    add_options(parser)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if not (options.work / "shelf.npz").exists():
        amounts = REHEARSED if options.rehearse else FURTHER if options.further else Amounts()
        prepare(Data(data_folder()), options.work / "shelf.npz", amounts)
    learn_all(work_of(options), options.at_once, options.threads)
    write_models(options.work, next(iter(STUDENTS)), options.output)


def write_models(work: Path, name: str, output: Path) -> None:
    """Writes the student of that name and its pair with the accurate model as spaCy pipelines."""
    _, weights = pickle.loads((work / f"{name}.pickle").read_bytes())
    fitted = json.loads((work / f"{name}.calibration.json").read_text("utf-8"))
    network = Network(weights)
    models: dict[str, tuple[Tagger, str]] = {
        DEFAULT: (network, "alone"),
        ACCURATE: (Pair(read_encoder(work / "accurate"), network), "pair"),
    }
    for folder, (tagger, kind) in models.items():
        write_pipeline(tagger, fitted[kind], output / folder)
        print(f"{folder}: sha256 {checksum(output / folder)}")


if __name__ == "__main__":
    main()
