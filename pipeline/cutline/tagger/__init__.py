"""Taggers of words: a narrow one in numpy alone, and the accurate encoder; from their distributions to names.

What it says of a text is a function of that text: no batch, no clock, no thread takes part in a sum.
"""

from cutline.tagger.decode import TAGS, decode, least_odds, spans, tag_index
from cutline.tagger.features import BOUNDARY
from cutline.tagger.files import Pair, Tagger, read_tagger, write_tagger
from cutline.tagger.layers import Floats
from cutline.tagger.network import Network, Weights

__all__ = [
    "BOUNDARY",
    "TAGS",
    "Floats",
    "Network",
    "Pair",
    "Tagger",
    "Weights",
    "decode",
    "least_odds",
    "read_tagger",
    "spans",
    "tag_index",
    "write_tagger",
]
