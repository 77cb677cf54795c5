"""HTML in a record's field → the text that it shows."""

from __future__ import annotations

import html
import re

BREAKS = ("br", "hr", "li", "tr", "dt", "dd")
BLOCKS = ("p", "div", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "figure")
INLINE = (
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "figcaption", "font", "i", "img", "ins", "mark", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "td", "th", "tbody", "thead", "time", "tt", "u", "wbr",
)  # fmt: skip
HIDDEN = ("script", "style")

# Only a tag's own name makes a tag: "<Unknown>" and "5 < 7 > 3" are what the caption says.
TAG = re.compile(rf"</?({'|'.join((*BREAKS, *BLOCKS, *INLINE, *HIDDEN))})(?:\s[^<>]*|/)?>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")

REMOVED = "html-removed"


def without_html(text: str) -> tuple[str, tuple[str, ...]]:
    r"""The text without tags, entities read as their characters, and the warning where there were any.

    >>> without_html("<p>Smith &amp; Co.<br>at <b>noon</b></p><p>AT&T, 5 < 7</p>")
    ('Smith & Co.\nat noon\n\nAT&T, 5 < 7', ('html-removed',))
    >>> without_html("A <Unknown> woman & R&D; 1 < 2")
    ('A <Unknown> woman & R&D; 1 < 2', ())
    """
    if "<" not in text and "&" not in text:
        return text, ()
    shown = ENTITY.sub(lambda match: html.unescape(match[0]), _without_tags(text))
    return (shown, (REMOVED,)) if shown != text else (text, ())


def _without_tags(text: str) -> str:
    pieces: list[str] = []
    end, hidden = 0, False
    for match in TAG.finditer(text):
        name = match[1].lower()
        if not hidden:
            pieces += [text[end : match.start()], _mark(name)]
        if name in HIDDEN:
            hidden = match[0][1] != "/"
        end = match.end()
    if not pieces:
        return text
    shown = "".join([*pieces, "" if hidden else text[end:]])
    shown = re.sub(r"[ \t]*\n[ \t]*", "\n", shown)
    return re.sub(r"\n{3,}", "\n\n", shown).strip()


def _mark(name: str) -> str:
    if name in BLOCKS:
        return "\n\n"
    return "\n" if name in BREAKS else ""
