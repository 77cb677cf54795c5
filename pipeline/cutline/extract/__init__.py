"""Extract: spans and their parts. Dates and credits are grammars over characters, names a model with rules."""
