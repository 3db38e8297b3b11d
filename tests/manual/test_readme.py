"""What a newcomer reads first leaves nothing out."""

import re
import tomllib
from pathlib import Path

import pytest

import helpdesk
from helpdesk.config import OPTIONS

ROOT = Path(helpdesk.__file__).parent.parent
README = (ROOT / "README.md").read_text() if (ROOT / "README.md").exists() else ""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EVERYTHING = sum(PROJECT["optional-dependencies"].values(), PROJECT["dependencies"])
PACKAGES = sorted({re.match(r"[\w-]+", one)[0] for one in EVERYTHING})  # type: ignore[index]


@pytest.mark.parametrize("name", OPTIONS)
def test_each_setting_is_explained_with_its_default(name):
    default = str(OPTIONS[name]).lower() if isinstance(OPTIONS[name], bool) else OPTIONS[name]
    spelt = f" `{default}` " if default != "" else " "

    assert f"| `HELPDESK_{name}` |{spelt}|" in README


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_has_a_reason(package):
    named = "types-*" if package.lower().startswith("types-") else package

    assert f"`{named}`" in README


def test_both_languages_have_the_same_parts():
    swahili, english, _tables = README.split("\n---\n")

    assert headings(swahili) == headings(english)


def headings(text):
    return re.findall(r"^(#+) ", text, re.MULTILINE)
