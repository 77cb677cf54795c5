"""`python -m cutline` is `cutline`."""

import sys

from cutline.cli import main

sys.exit(main())
