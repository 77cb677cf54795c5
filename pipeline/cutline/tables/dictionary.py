"""The data dictionary, `outputs/README.md`, made from the tables: `python -m cutline.tables.dictionary`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cutline.knowledge import Knowledge
from cutline.tables.columns import TABLES, Column, TableForm
from cutline.tables.warnings import WARNINGS

HEAD = """\
# Data dictionary

What `cutline extract` writes. This page is generated from `pipeline/cutline/tables`, and a test compares the two:
`python -m cutline.tables.dictionary > outputs/README.md` writes it again.

Each table stands in `NAME.csv` and `NAME.parquet`; a large run writes `NAME.parquet/` as a folder of parts of a
million rows. Rows are ordered by source, ordinal, field (title, credit_line, caption) and start; `entities` by its id.
Missing values are null, in CSV the empty field. A list is a list of strings and never null; in CSV its items are
joined with `|`, a `|` or `\\` inside an item escaped with `\\`, and the empty list is the empty field. Offsets count
code points, end exclusive. `cutline.load("outputs")` gives pandas frames with the right types from either form;
by hand it is `pandas.read_csv(path, keep_default_na=False, na_values=[""])`.

`datapackage.json` describes the files by the Frictionless Data Package standard, `run.json` says what made them
(versions, checksums, counts, warnings), `quarantine.jsonl` is there where input was set aside: place, reason, remedy
and the start of what stood there.
"""


def dictionary() -> str:
    """The whole page, as Markdown."""
    built_in = Knowledge()
    reasons = built_in.document("depiction")["reasons"]
    sections = [_section(name, form) for name, form in TABLES.items()]
    sections += [
        _list("Reasons why a person counts as shown or not", ("code", "meaning"), reasons.items()),
        _list("Codes of warnings", ("code", "what it says of the entry"), WARNINGS.items()),
        _list("Credits in photo metadata", ("column", "IPTC property", "XMP", "IIM", "bytes in IIM"), _iptc(built_in)),
    ]
    return "\n".join([HEAD, *sections])


def _iptc(knowledge: Knowledge) -> Iterable[Sequence[str]]:
    """A longer value than IIM allows is warned of (`credit-over-length`) and never cut."""
    for row in knowledge.document("iptc")["property"]:
        dataset = f"{row['iim']} {row['iim_name']}" if "iim" in row else ""
        yield row["column"], row["iptc"], row["xmp"], dataset, str(row.get("iim_bytes", ""))


def _list(title: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"## {title}", "", f"| {' | '.join(names)} |", "|---" * len(names) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def _section(name: str, form: TableForm) -> str:
    lines = [f"## {name}", f"{form.title[0].upper()}{form.title[1:]}. Key: {', '.join(form.key)}.", ""]
    lines += ["| column | type | meaning |", "|---|---|---|", *map(_line, form.columns)]
    return "\n".join(lines) + "\n"


def _line(column: Column) -> str:
    meaning = column.meaning.replace("|", "\\|")
    required = "" if column.required or column.type == "list" else ", or null"
    return f"| {column.name} | {column.type}{required} | {meaning} |"


if __name__ == "__main__":
    print(dictionary(), end="")
