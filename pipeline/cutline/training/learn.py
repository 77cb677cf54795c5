"""`python -m cutline.training.learn WORK [STEP]`: the steps that need torch and no spaCy, several at once where it pays.

Each step is a process of its own and is passed over where its result stands, so an interrupted run goes on.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import torch

from cutline.training import steps
from cutline.training.student import Form
from cutline.training.work import Work

STUDENTS: Mapping[str, Form] = {
    "student": Form(),
    "narrow": Form(width=96),
    "deep": Form(dilations=(1, 1, 2, 4, 1)),
    "wide": Form(width=160),
}
"""The forms that are measured against each other; the first one ships."""


@dataclass(frozen=True)
class Step:
    """The file that it leaves, what must stand before, and what it does."""

    result: str
    needs: tuple[str, ...]
    run: Callable[[Work], None]


def all_steps() -> dict[str, Step]:
    """The steps by name, each after those that it needs."""
    teachers = {f"teacher{n}": n for n in range(steps.TEACHERS)}
    plan = {"mlm": Step("mlm.pt", (), steps.pretrain)}
    for name, number in teachers.items():
        needs = () if number % 2 else ("mlm",)
        plan[name] = Step(f"{name}.pt", needs, lambda work, number=number: steps.teach(work, number))  # type: ignore[misc]
    plan["silver"] = Step("silver.npy", tuple(teachers), steps.label)
    plan["accurate"] = Step("accurate", ("silver",), steps.refine)
    for name, form in STUDENTS.items():
        plan[name] = Step(f"{name}.pickle", ("silver",), lambda work, n=name, f=form: steps.distil(work, n, f))  # type: ignore[misc]
        plan[f"{name}.calibration"] = Step(
            f"{name}.calibration.json",
            ("accurate", name),
            lambda work, n=name: steps.calibration(work, n),  # type: ignore[misc]
        )
    return plan


def main() -> None:
    """Runs one step here, or all that are not done yet."""
    parser = argparse.ArgumentParser(prog="python -m cutline.training.learn", description=main.__doc__)
    parser.add_argument("work", type=Path, help="the folder with shelf.npz, where steps leave their results")
    parser.add_argument("step", nargs="?", choices=sorted(all_steps()), help="one step, by default all of them")
    parser.add_argument("--at-once", type=int, default=1, help="steps that run side by side")
    parser.add_argument("--threads", type=int, default=1, help="processor threads of a step")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.step:
        all_steps()[options.step].run(Work(options.work))
    else:
        learn_all(options.work, options.at_once, options.threads)


def learn_all(folder: Path, at_once: int, threads: int) -> None:
    """Every step whose result does not stand, each as soon as what it needs stands.

    Raises SystemExit with the names of steps that failed, after all that does not need them is done.
    """
    waiting = {name: step for name, step in all_steps().items() if not (folder / step.result).exists()}
    done, failed = set(all_steps()) - set(waiting), []
    running: dict[Future[int], str] = {}
    with ThreadPoolExecutor(at_once) as pool:
        while True:
            ready = [name for name, step in waiting.items() if done.issuperset(step.needs)]
            for name in ready[: at_once - len(running)]:
                del waiting[name]
                running[pool.submit(_run, folder, name, threads)] = name
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                name = running.pop(future)
                if future.result():
                    failed.append(f"{name} (see {folder / name}.log)")
                else:
                    done.add(name)
    if failed:
        raise SystemExit(f"steps that failed: {', '.join(failed)}")


def _run(folder: Path, name: str, threads: int) -> int:
    """The exit code of the step as a process of its own; what it prints goes to its log."""
    began = time.time()
    command = [sys.executable, "-m", "cutline.training.learn", str(folder), name, "--threads", str(threads)]
    with (folder / f"{name}.log").open("w", encoding="utf-8") as log:
        code = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False).returncode
    print(f"{name}: {time.time() - began:.0f} s", flush=True)
    return code


if __name__ == "__main__":
    main()
