"""The command line: what is asked, the exit codes, the messages. The work is done below.

Exit codes: 0 done; 1 done and a check failed; 2 wrong usage; 3 a named input is missing or cannot be read as a whole;
4 done, but some input was set aside; 130 interrupted. Messages go to standard error, one line a fault.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cutline.command_line import parser
from cutline.records import Fault

USAGE, UNREADABLE, INTERRUPTED = 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character must not end the command
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except KeyboardInterrupt:
        _say("interrupted: the output folder is as it was")
        return INTERRUPTED
    except BrokenPipeError:  # `cutline explain … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, ValueError, RuntimeError) as error:
        code = _exit_code(error)
        if code is None:
            raise
        _say(str(error))
        return code


def _exit_code(error: Exception) -> int | None:
    """The code of a fault that the user can mend; None for one that is ours, which shows its traceback."""
    from cutline.engine.work import EngineError
    from cutline.knowledge import KnowledgeError
    from cutline.read import InputError
    from cutline.write.commit import OutputError

    if isinstance(error, InputError):
        return error.exit_code
    if isinstance(error, KnowledgeError | UsageError):
        return USAGE
    if isinstance(error, OutputError | EngineError | FileNotFoundError | IsADirectoryError | PermissionError):
        return UNREADABLE
    return None


class UsageError(ValueError):
    """Something on the command line that cannot be: the message says what would do."""


def _extract(options: argparse.Namespace) -> int:
    from cutline.engine.local import extract_to
    from cutline.engine.stages import work
    from cutline.engine.work import Options
    from cutline.read import find_files
    from cutline.read.files import standard_input

    if options.engine != "local":
        raise UsageError(f"--engine {options.engine}: not built yet: leave it out, the local engine does the same work")
    model, knowledge = _own(options)
    with tempfile.TemporaryDirectory(prefix="cutline-") as folder:
        stdin = "-" in options.input and standard_input(sys.stdin.buffer, Path(folder), options.input_format)
        inputs = find_files(options.input, exclude=Path(options.output), stdin=stdin or None)
        how = Options(
            workers=options.workers or os.cpu_count() or 1,
            formats=options.format,
            spreadsheet_safe=options.spreadsheet_safe,
            names=_fields(options.field),
            provenance=_provenance(model, knowledge),
            progress=sys.stderr if sys.stderr.isatty() else None,
        )
        if options.batch:
            how = replace(how, batch=options.batch)
        summary = extract_to(inputs, Path(options.output), work(model, knowledge), how)
    for fault in summary.faults:
        _say(fault_text(fault))
    _say(_summary_text(summary, options.output))
    return summary.exit_code


def _own(options: argparse.Namespace) -> tuple[Path | None, Path | None]:
    """The user's own model and knowledge, checked before any worker starts."""
    from cutline import knowledge as knowing

    model = Path(options.model) if options.model else None
    knowledge = Path(options.knowledge) if options.knowledge else None
    knowing.load(knowledge).check()
    return model, knowledge


def _provenance(model: Path | None, knowledge: Path | None) -> dict[str, Any]:
    """The names and checksums of the model and the knowledge, for `run.json`."""
    from cutline import language
    from cutline.knowledge import BUILT_IN
    from cutline.write.run import checksum

    def named(path: Path) -> dict[str, str]:
        return {"name": path.name, "sha256": checksum(path)}

    folders = [BUILT_IN, *([knowledge] if knowledge else [])]
    home = model if model and model.is_dir() else None if model else language.shipped()
    about = named(home) if home else {"name": str(model)}
    return {"model": about, "knowledge": [named(folder) for folder in folders]}


def _fields(chosen: Sequence[str]) -> Any:
    from cutline.read import FIELD_NAMES, field_names

    pairs = [item.partition("=") for item in chosen]
    for name, sign, value in pairs:
        if not (sign and name and value):
            raise UsageError(f"--field {name}{sign}{value}: write FIELD=NAME, FIELD one of {', '.join(FIELD_NAMES)}")
    try:
        return field_names({name: value for name, _, value in pairs})
    except ValueError as error:
        raise UsageError(f"--field: {error}") from error


def fault_text(fault: Fault) -> str:
    """One line: where, what is wrong, what to do."""
    return f"{fault.place}: {fault.reason}: {fault.remedy}"


def _summary_text(summary: Any, output: str) -> str:
    counts = summary.counts
    said = [f"{counts['entries']} entries, {counts['mentions']} mentions, {counts['people']} people"]
    if summary.quarantined:
        said.append(f"{summary.quarantined} set aside in quarantine.jsonl")
    if summary.skipped:
        said.append(f"{summary.skipped} files of other suffixes skipped")
    return f"{output}: {'; '.join(said)}"


def _explain(options: argparse.Namespace) -> int:
    from cutline.explain import Style, explain_entry, explain_text

    style = Style(color=sys.stdout.isatty(), timex3=options.timex3)
    if options.entry_id is not None:
        folder = Path(options.text)
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder}: no such folder: name an output folder, then the entry")
        try:
            print(explain_entry(folder, options.entry_id, style=style))
        except ValueError as error:
            raise UsageError(str(error)) from error
        return 0
    if not options.text.strip():
        raise UsageError("explain: the text is empty: give a caption, or a folder and an entry id")
    from cutline.dataset import load_tools

    tools = load_tools(*_own(options))
    print(explain_text(options.text, tools=tools, style=style))
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from cutline.evaluate import below, evaluate, read_minimum, render

    folder, gold = Path(options.folder), Path(options.gold)
    for path in (folder, gold, *([Path(options.minimum)] if options.minimum else [])):
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder: check the name")
    try:
        minimum = read_minimum(Path(options.minimum)) if options.minimum else {}
        evaluation = evaluate(folder, gold)
        faults = below(evaluation, minimum)
    except ValueError as error:
        raise FileNotFoundError(str(error)) from error
    if options.json:
        print(json.dumps(evaluation.figures, indent=1))
    else:
        how = {"by_source": options.by_source, "calibration": options.calibration, "errors": options.errors}
        print(render(evaluation, **how))
    for fault in faults:
        _say(fault)
    return 1 if faults else 0


def _say(message: str) -> None:
    """A message on standard error, on one line whatever it quotes."""
    print("cutline: " * (not message.startswith("cutline")) + " ".join(message.split()), file=sys.stderr)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "extract": _extract,
    "explain": _explain,
    "evaluate": _evaluate,
}
