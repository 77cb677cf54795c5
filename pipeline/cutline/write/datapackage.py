"""`datapackage.json`: a Frictionless Data Package that gives every column's type and meaning."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cutline.tables import TABLES, Column

Files = Mapping[tuple[str, str], tuple[str, ...]]
"""(table, format) → the files written for it."""


def write_datapackage(folder: Path, files: Files) -> None:
    """The description of the files written, in the folder."""
    package = {
        "profile": "data-package",
        "name": "cutline-dataset",
        "title": "Photo captions as data",
        "description": "Extracted by cutline from the words of photographs' captions.",
        "resources": [_resource(table, kind, paths) for (table, kind), paths in files.items()],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", "utf-8")


def _resource(table: str, kind: str, paths: tuple[str, ...]) -> dict[str, Any]:
    """A CSV file is a table with a schema. Parquet is a file: its schema, lists included, stands in itself."""
    form = TABLES[table]
    base = {"name": table if kind == "csv" else f"{table}-{kind}", "title": form.title}
    if kind == "csv":
        dialect = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}
        return {
            **base,
            "profile": "tabular-data-resource",
            "type": "table",
            "path": paths[0],
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": dialect,
            "schema": _schema(table),
        }
    where: dict[str, Any] = {"path": paths[0]}
    if len(paths) > 1:
        where["extrapaths"] = list(paths[1:])
    return {**base, **where, "type": "file", "scheme": "file", "format": kind, "mediatype": f"application/x-{kind}"}


def _schema(table: str) -> dict[str, Any]:
    form = TABLES[table]
    schema: dict[str, Any] = {"fields": [_field(column) for column in form.columns], "missingValues": [""]}
    schema["primaryKey"] = list(form.key)
    if table in ("mentions", "people", "credits"):
        reference = {"fields": ["entry_id"], "reference": {"resource": "entries", "fields": ["entry_id"]}}
        schema["foreignKeys"] = [reference]
    return schema


def _field(column: Column) -> dict[str, Any]:
    meaning = column.meaning
    if column.type == "list":
        meaning += "; items joined with |, escaped with \\"
    field: dict[str, Any] = {"name": column.name, "type": "string" if column.type == "list" else column.type}
    field["description"] = meaning
    if column.required:
        field["constraints"] = {"required": True}
    return field
