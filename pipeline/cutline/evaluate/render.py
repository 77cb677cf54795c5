"""An evaluation as plain text: the figures with their intervals, a source, the scores' reliability, the errors."""

from __future__ import annotations

from collections.abc import Iterator

from cutline.evaluate.calibration import expected_calibration_error
from cutline.evaluate.evaluation import Evaluation
from cutline.evaluate.figures import SHARES


def render(evaluation: Evaluation, *, by_source: bool = False, calibration: bool = False, errors: int = 0) -> str:
    """The figures as a table; on request one table a source, the reliability table, and the first entries with faults.

    The interval is the 95 % bootstrap interval of F1 (or of the share) over entries.
    """
    blocks = ["\n".join(_figures(evaluation))]
    if by_source:
        for source, part in evaluation.sources.items():
            blocks.append("\n".join([f"== {source or 'no source'}", *_figures(part, labels=False)]))
    if calibration:
        blocks.append("\n".join(_reliability(evaluation)))
    if errors:
        blocks += ["\n".join(block) for block in _errors(evaluation, errors)]
    return "\n\n".join(blocks) + "\n"


def _figures(evaluation: Evaluation, *, labels: bool = True) -> Iterator[str]:
    missing = evaluation.figures["missing"]
    entries = len(evaluation.comparisons)
    yield f"{entries} {'entry' if entries == 1 else 'entries'}" + (f", {missing} not in the tables" if missing else "")
    yield f"{'figure':20} {'P':>6} {'R':>6} {'F1':>6}  {'95 % interval':15} {'true':>6}"
    for name, counts in evaluation.counts.items():
        if name.startswith("mentions.") and not labels:
            continue
        low, high = evaluation.interval(name)
        parts = " " * 13 if name in SHARES else f"{counts.precision:6.4f} {counts.recall:6.4f}"
        yield f"{name:20} {parts} {counts.f1:6.4f}  {low:.4f}–{high:.4f}   {counts.gold:6}"


def _reliability(evaluation: Evaluation) -> Iterator[str]:
    error = expected_calibration_error(evaluation.reliability)
    if error is None:
        yield "No mention has a score."
        return
    yield f"Scores against truth: expected calibration error {error:.4f}"
    yield f"{'score':9} {'mentions':>8} {'mean score':>10} {'right':>6}"
    for each in evaluation.reliability:
        yield f"{each.low:.1f}–{each.high:.1f}   {each.mentions:8} {each.score:10.4f} {each.right:6.4f}"


def _errors(evaluation: Evaluation, limit: int) -> Iterator[list[str]]:
    wrong = [comparison for comparison in evaluation.comparisons if comparison.misses or comparison.missing]
    for comparison in wrong[:limit]:
        lines = [comparison.entry_id + (" is not in the tables" if comparison.missing else "")]
        for miss in comparison.misses:
            lines += [f"  {miss.figure:18} missed  {line}" for line in miss.missed]
            lines += [f"  {miss.figure:18} extra   {line}" for line in miss.extra]
        yield lines
    if len(wrong) > limit:
        yield [f"… and {len(wrong) - limit} more entries with faults"]
