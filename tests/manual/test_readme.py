"""What a newcomer reads first leaves nothing out, and its commands are there."""

import re
import tomllib
from pathlib import Path

import pytest

import helpdesk
from helpdesk.cli import main
from helpdesk.config import OPTIONS
from helpdesk.paths import shipped
from helpdesk.setup.imports.founding import administrator_in, founding_in

ROOT = Path(helpdesk.__file__).parent.parent
README = (ROOT / "README.md").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EVERYTHING = sum(PROJECT["optional-dependencies"].values(), PROJECT["dependencies"])
PACKAGES = sorted({re.split(r"[^\w-]", one)[0] for one in EVERYTHING})
COMMAND = re.compile(r"(?:^|`|<code>|bin/)helpdesk ([a-z]+)", re.MULTILINE)


@pytest.mark.parametrize("name", OPTIONS)
def test_each_setting_is_explained_with_its_default(name):
    default = OPTIONS[name]
    spelt = str(default).lower() if isinstance(default, bool) else default
    shown = f" `{spelt}` " if spelt != "" else " "

    assert f"| `HELPDESK_{name}` |{shown}|" in README


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_has_a_reason(package):
    named = "types-*" if package.lower().startswith("types-") else package

    assert f"`{named}`" in README


def test_both_languages_have_the_same_parts():
    swahili, english, _tables = README.split("\n---\n")

    assert headings(swahili) == headings(english)


def headings(text):
    return re.findall(r"^#+ ", text, re.MULTILINE)


def test_every_command_that_is_told_of_exists():
    texts = [path.read_text() for path in (shipped("templates") / "manual").rglob("*.html")]
    told = {command for text in [README, *texts] for command in COMMAND.findall(text)}

    assert told - set(main.commands) == set()
    assert {"setup", "run", "backup", "restore", "check", "report"} <= told


def test_the_sample_of_a_setup_file_is_good():
    (sample,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    said = tomllib.loads(sample)

    assert founding_in(said).council.code == "MBR"
    assert administrator_in(said).username == "msimamizi"
