"""What a command line may hold: the commands, their arguments and what `--help` says of them."""

from __future__ import annotations

import argparse

from cutline import __version__

FORMATS = ("csv", "parquet", "both")
INPUT_FORMATS = ("text", "jsonl", "json", "csv", "tsv", "parquet")
EPILOG = """exit codes: 0 done; 1 done, and a check failed; 2 wrong usage; 3 a named input is missing or cannot be read;
4 done, but some input was set aside (quarantine.jsonl); 130 interrupted"""


def parser() -> argparse.ArgumentParser:
    """The parser of cutline's command line."""
    root = argparse.ArgumentParser(
        prog="cutline", description="Photo captions in, a normalized dataset out.", epilog=EPILOG
    )
    root.add_argument("--version", action="version", version=f"cutline {__version__}")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_extract(commands)
    _add_explain(commands)
    _add_evaluate(commands)
    return root


def _add_extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    extract = commands.add_parser(
        "extract", help="captions → tables", description="Extract galleries and records into CSV and Parquet tables."
    )
    add = extract.add_argument
    add("input", nargs="+", metavar="INPUT", help="files, folders (walked in sorted order), or - for standard input")
    add("--output", required=True, metavar="DIR", help="the folder to write; files there that are not ours stay")
    add("--format", choices=FORMATS, default="both", help="what to write (default: both)")
    add("--input-format", choices=INPUT_FORMATS, default="text", help="of standard input (default: text)")
    add("--workers", type=_positive, metavar="N", help="processes (default: one a core); the output is the same")
    add("--batch", type=_positive, metavar="N", help="characters of input in a batch; the output is the same")
    add("--engine", choices=("local", "ray"), default="local", help="what maps the work (default: local)")
    add("--field", action="append", default=[], metavar="FIELD=NAME", help="read FIELD from the records' NAME")
    add("--spreadsheet-safe", action="store_true", help="CSV cells that a spreadsheet would run as formulas are quoted")
    _add_tools(extract)


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    explain = commands.add_parser(
        "explain", help="why a value is what it is", description="Explain a text, or an entry of an output folder."
    )
    explain.add_argument("text", metavar="TEXT|DIR", help="a caption, or an output folder")
    explain.add_argument("entry_id", nargs="?", metavar="ENTRY_ID", help="the entry of that folder")
    explain.add_argument("--timex3", action="store_true", help="also show dates and times as TIMEX3 tags")
    _add_tools(explain)


def _add_evaluate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    evaluate = commands.add_parser(
        "evaluate", help="an output folder against the truth", description="Score an output folder against gold."
    )
    add = evaluate.add_argument
    add("folder", metavar="DIR", help="the output folder of an extraction")
    add("gold", metavar="GOLD.jsonl", help="annotated captions, or a folder of such files")
    add("--minimum", metavar="FILE", help="figures (name = least F) that must be reached; exit 1 where one is not")
    add("--errors", type=_positive, default=0, metavar="N", help="print the first N entries with a fault")
    add("--by-source", action="store_true", help="the figures of each archive too")
    add("--calibration", action="store_true", help="the reliability table of the scores")
    add("--json", action="store_true", help="the figures as JSON")


def _add_tools(command: argparse.ArgumentParser) -> None:
    command.add_argument("--model", metavar="PATH", help="a spaCy pipeline in place of the one that ships")
    command.add_argument("--knowledge", metavar="DIR", help="your own rules and gazetteers over the built-in ones")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)
