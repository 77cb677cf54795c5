"""A narrow tagger in numpy alone: hashed word features, a few convolutions, one attention, constrained decoding.

What it says of a text is a function of that text: no batch, no clock, no thread takes part in a sum.
"""

from cutline.tagger.decode import TAGS, decode, least_odds, spans, tag_index
from cutline.tagger.files import read_weights, write_weights
from cutline.tagger.network import Network, Weights

__all__ = [
    "TAGS", "Network", "Weights", "decode", "least_odds", "read_weights", "spans", "tag_index", "write_weights",
]  # fmt: skip
