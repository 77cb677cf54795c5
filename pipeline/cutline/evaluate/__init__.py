"""An extraction beside the truth: precision, recall and F1 for every label and field, with intervals and errors.

What each figure means:

- `mentions` strict: same field, same start and end, same label; over all labels, and for each (`mentions.PERSON`)
- `spans` the same without the label
- `date_values` a DATE or TIME with the same span and the same value
- `photo_date` the entry's date is the truth's (null against null is no match and no fault)
- `people` the names in an entry; `people.role`, `.nationality`, `.affiliation`, `.position` each item of the list, over
  the people whose name matched; `people.depicted` the share of them rightly said to be shown or not
- `places`, `creators`, `providers` the strings in an entry
- `perfect` the share of entries in which all of that is right
"""

from cutline.evaluate.calibration import Bin, expected_calibration_error, reliability
from cutline.evaluate.evaluation import Evaluation, evaluate
from cutline.evaluate.figures import FIGURES, SHARES, Counts, interval
from cutline.evaluate.minimum import below, read_minimum
from cutline.evaluate.render import render

__all__ = [
    "FIGURES",
    "SHARES",
    "Bin",
    "Counts",
    "Evaluation",
    "below",
    "evaluate",
    "expected_calibration_error",
    "interval",
    "read_minimum",
    "reliability",
    "render",
]
