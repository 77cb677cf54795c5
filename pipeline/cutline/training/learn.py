"""`python -m cutline.training.learn WORK [STEP]`: the steps that need torch and no spaCy, some at once where it pays.

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
from functools import partial
from pathlib import Path

import torch

from cutline.training import steps
from cutline.training.student import Form
from cutline.training.work import FURTHER, REHEARSAL, Plan, Work

STUDENTS: Mapping[str, Form] = {
    "student": Form(),
    "narrow": Form(width=96),
    "deep": Form(dilations=(1, 1, 2, 4, 1)),
}
"""The forms that may be measured against each other; the first one ships, the others are learnt when asked for."""


@dataclass(frozen=True)
class Step:
    """The file that it leaves, what must stand before, and what it does."""

    result: str
    needs: tuple[str, ...]
    run: Callable[[Work], None]


def all_steps(plan: Plan) -> dict[str, Step]:
    """The steps by name, each after those that it needs."""
    teachers = {f"teacher{n}": n for n in plan.teachers}
    result = {"mlm": Step("mlm.pt", (), steps.pretrain)} if plan.masked else {}
    for name, number in teachers.items():
        needs = () if number % 2 or not plan.masked else ("mlm",)
        result[name] = Step(f"{name}.pt", needs, partial(steps.teach, number=number))
    result["silver"] = Step("silver.npy", tuple(teachers), steps.label)
    result["accurate"] = Step("accurate", (f"teacher{steps.HELD_OUT}",), steps.shrink)
    for name, form in STUDENTS.items():
        result[name] = Step(f"{name}.pickle", ("silver",), partial(steps.distil, name=name, form=form))
        result[f"{name}.scores"] = Step(
            f"{name}.calibration.json", ("accurate", name), partial(steps.calibration, name=name)
        )
    return result


def main() -> None:
    """Runs one step here, or all that are not done yet."""
    parser = argparse.ArgumentParser(prog="python -m cutline.training.learn", description=main.__doc__)
    parser.add_argument("work", type=Path, help="the folder with shelf.npz, where steps leave their results")
    parser.add_argument("step", nargs="?", choices=sorted(all_steps(Plan())), help="one step, by default all of them")
    add_options(parser)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    work = work_of(options)
    if options.step:
        all_steps(work.plan)[options.step].run(work)
    else:
        learn_all(work, options.at_once, options.threads)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that say how the steps run."""
    parser.add_argument("--at-once", type=int, default=1, help="steps that run side by side")
    parser.add_argument("--threads", type=int, default=1, help="processor threads of a step")
    parser.add_argument("--further", type=Path, metavar="MODELS", help="go on from the models in this folder")
    parser.add_argument("--rehearse", action="store_true", help="every step once and short, to see that they run")


def work_of(options: argparse.Namespace) -> Work:
    """The work that the options ask for."""
    plan = REHEARSAL if options.rehearse else FURTHER if options.further else Plan()
    return Work(options.work, plan, options.further)


def learn_all(work: Work, at_once: int, threads: int) -> None:
    """Every step whose result does not stand, each as soon as what it needs stands; of the students the first alone.

    Raises SystemExit with the names of steps that failed, after all that does not need them is done.
    """
    others = tuple(STUDENTS)[1:]
    plan = {name: step for name, step in all_steps(work.plan).items() if not name.startswith(others)}
    waiting = {name: step for name, step in plan.items() if not (work.folder / step.result).exists()}
    done, failed = set(plan) - set(waiting), []
    running: dict[Future[int], str] = {}
    with ThreadPoolExecutor(at_once) as pool:
        while True:
            ready = [name for name, step in waiting.items() if done.issuperset(step.needs)]
            for name in ready[: at_once - len(running)]:
                del waiting[name]
                running[pool.submit(_run, work, name, threads)] = name
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                name = running.pop(future)
                if future.result():
                    failed.append(f"{name} (see {work.folder / name}.log)")
                else:
                    done.add(name)
    if failed:
        raise SystemExit(f"steps that failed: {', '.join(failed)}")


def _run(work: Work, name: str, threads: int) -> int:
    """The exit code of the step as a process of its own; what it prints goes to its log."""
    began = time.time()
    command = [sys.executable, "-m", "cutline.training.learn", str(work.folder), name, "--threads", str(threads)]
    command += ["--rehearse"] if work.plan == REHEARSAL else []
    command += ["--further", str(work.accepted)] if work.accepted else []
    with (work.folder / f"{name}.log").open("w", encoding="utf-8") as log:
        code = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False).returncode
    print(f"{name}: {time.time() - began:.0f} s", flush=True)
    return code


if __name__ == "__main__":
    main()
