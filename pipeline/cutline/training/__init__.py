"""Training of the models that ship: data, teacher, student, calibration. `python -m cutline.training`, or `make model`.

Needs the extra `[train]`; nothing above imports it. Data is named by `CUTLINE_DATA` (default `../shared`), seeds are
fixed, every step writes its result to a work folder and is skipped where that result stands.
"""
