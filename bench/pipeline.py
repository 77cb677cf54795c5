"""How fast the whole default pipeline is, sources to tables, on one core, beside spaCy's default CNN NER alone.

usage: OMP_NUM_THREADS=1 python bench/pipeline.py [CAPTIONS.jsonl ...] [--count N] [--model PATH]
Without files: the captions of CUTLINE_DATA (default ../shared), one in twenty-four.
"""

from __future__ import annotations

from cutline.engine import stages
from cutline.records import Row, RunFacts, Source
from names import asked_for, default_cnn, seconds


def main() -> None:
    texts, model = asked_for(__doc__.splitlines()[0], 2000)
    rows = tuple(Row(n, {"id": str(n), "caption": text}, {}, f"bench:{n}") for n, text in enumerate(texts, 1))
    work, peer = stages.work(model), default_cnn()
    source, tools = Source("bench", rows=rows), work.start()
    runs = {
        "the whole pipeline": lambda: work.extract([source], tools, RunFacts()),
        "spaCy default CNN NER alone": lambda: list(peer.pipe(texts, batch_size=128)),
    }
    times = {name: seconds(run) for name, run in runs.items()}
    for name, spent in times.items():
        ratio = times["spaCy default CNN NER alone"] / spent
        print(f"{name:30} {len(texts) / spent:7.0f} captions/s {ratio:6.2f} x the CNN")


if __name__ == "__main__":
    main()
