"""Why the dataset says what it says: an entry with its mentions marked, and for every value who found it and how."""

from cutline.explain.explanation import explain_entry, explain_text
from cutline.explain.lines import Style

__all__ = ["Style", "explain_entry", "explain_text"]
