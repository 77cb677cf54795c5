"""`.txt`: the whole file is the text of one gallery."""

from __future__ import annotations

from collections.abc import Iterator

from cutline.read.encoding import clean, repair
from cutline.read.fields import Names
from cutline.read.files import InputFile, open_bytes
from cutline.read.lines import read_lines
from cutline.records import Fault, Source


def read_text(file: InputFile, names: Names) -> Iterator[Source | Fault]:
    """The gallery's text with `\\n` line ends; nothing where the file is blank. A line that cannot be read is set aside
    and an empty one stands in its place, so that the lines keep their numbers."""
    texts: list[str] = []
    warnings: list[str] = []
    with open_bytes(file.path) as stream:
        for line in read_lines(stream):
            if line.text is None:
                yield Fault(f"{file.source}:{line.number}", line.reason, line.remedy, line.excerpt)
            text = line.text or ""
            warnings += line.warnings
            for step in (clean, repair):
                text, noted = step(text)
                warnings += noted
            texts.append(text)
    whole = "\n".join(texts)
    if whole.strip():
        yield Source(file.source, whole + "\n", warnings=tuple(dict.fromkeys(warnings)))
