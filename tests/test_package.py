"""What a user installs: the lock file, and a wheel that works alone."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_the_lock_pins_every_package_with_hashes_and_names_no_address():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    packages = re.split(r"^(?=[A-Za-z])", lock, flags=re.MULTILINE)[1:]
    assert len(packages) > 40
    for package in packages:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", package), package[:80]
        assert "--hash=sha256:" in package, package[:80]
    assert "://" not in lock
    assert "index-url" not in lock and "find-links" not in lock


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The wheel of this tree, installed alone into a folder."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_one_package_with_knowledge_and_model_inside(site):
    names = {path.name for path in site.iterdir()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"cutline"}
    assert (site / "cutline" / "knowledge" / "dates.toml").is_file()
    assert (site / "cutline" / "models" / "README.md").is_file()
    assert list((site / "cutline" / "models").glob("*/meta.json"))
    assert (site / "cutline" / "py.typed").is_file()


def test_the_wheel_extracts_without_the_repository(site, tmp_path):
    (tmp_path / "one.txt").write_text("Launch\n\nNASA/Ada Lund\n\nAda Lund waves on May 4, 2011.\n", "utf-8")
    command = [sys.executable, "-m", "cutline", "extract", "one.txt", "--output", "out", "--workers", "1"]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CUTLINE"))}
    clean |= {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=clean, check=False)
    assert done.returncode == 0, done.stderr
    assert "2011-05-04" in (tmp_path / "out" / "entries.csv").read_text("utf-8")
    where = subprocess.run(
        [sys.executable, "-c", "import cutline; print(cutline.__file__)"],
        cwd=tmp_path, env=clean, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(site))
