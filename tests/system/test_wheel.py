"""What an installed program has is what the repository has, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import helpdesk

ROOT = Path(helpdesk.__file__).parent.parent


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="runs from a checkout")
def test_the_wheel_holds_the_program_with_its_templates_and_migrations(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    (wheel,) = tmp_path.glob("*.whl")
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    beside = {f"helpdesk/{name}" for name in files("templates") | files("migrations")}
    assert inside == files("helpdesk") | beside


def files(folder: str) -> set[str]:
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)) for path in found if path.suffix != ".pyc"}
