"""What several suites share: the corpus extracted once, as a user does it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# No test fails because a machine is busy: speed is measured in bench/.
settings.register_profile("cutline", deadline=None)
settings.load_profile("cutline")

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("CUTLINE_DATA", ROOT / ".." / "shared"))

Cutline = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def cutline() -> Cutline:
    """The command line, run as a user runs it."""

    def run(*arguments: str | Path, **how: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "pipeline"), **how.pop("env", {})}  # type: ignore[dict-item]
        command = [sys.executable, "-m", "cutline", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False, **how)  # type: ignore[call-overload]

    return run


@pytest.fixture(scope="session")
def corpus_output(tmp_path_factory: pytest.TempPathFactory, cutline: Cutline) -> Path:
    """corpus/raw extracted, both formats."""
    folder = tmp_path_factory.mktemp("corpus") / "outputs"
    done = cutline("extract", ROOT / "corpus" / "raw", "--output", folder, "--workers", "1")
    assert done.returncode == 0, done.stderr
    return folder
