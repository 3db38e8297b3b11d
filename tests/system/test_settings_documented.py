"""What the program asks of its settings is a setting, and what is written of them is true."""

import re
from pathlib import Path

import pytest

import helpdesk
from helpdesk.config import OPTIONS, configure
from helpdesk.paths import PACKAGE, shipped

ROOT = Path(helpdesk.__file__).parent.parent
CODE = {path: path.read_text() for path in sorted(PACKAGE.rglob("*.py"))}
PAPERS = [ROOT / "README.md", *sorted((shipped("templates") / "manual").rglob("*.html"))]
NO_OPTIONS = {"INSTANCE", "DEMO_PASSWORD", "TEST_DATABASE"}
ASKED = re.compile(r"""config\[["']([A-Z_]+)["']\]""")
OF_FLASK = {"SECRET_KEY"}
MAY_READ_THE_ENVIRONMENT = {"app.py", "config.py"}


def test_the_program_asks_for_no_setting_that_does_not_exist(session_app):
    asked = {name for code in CODE.values() for name in ASKED.findall(code)}

    assert "PUBLIC_URL" in asked
    assert asked <= set(session_app.config)
    assert {name for name in asked if name in OPTIONS}


def test_no_setting_is_there_that_nobody_asks_for():
    asked = {name for code in CODE.values() for name in ASKED.findall(code)}

    assert set(OPTIONS) <= asked | OF_FLASK


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_no_paper_names_a_setting_that_does_not_exist(path):
    named = set(re.findall(r"HELPDESK_([A-Z_]+)", path.read_text()))

    assert named <= set(OPTIONS) | NO_OPTIONS


def test_the_environment_is_read_in_one_place():
    reading = {
        path.relative_to(PACKAGE).as_posix() for path, code in CODE.items() if "os.environ" in code
    }

    assert reading <= MAY_READ_THE_ENVIRONMENT


@pytest.fixture
def settings(session_app, tmp_path, monkeypatch):
    """The settings of an installation with this file and this environment."""

    def read(file="", **environment):
        (tmp_path / "helpdesk.toml").write_text(file)
        for name, value in environment.items():
            monkeypatch.setenv(f"HELPDESK_{name}", value)
        monkeypatch.setattr(session_app, "config", session_app.make_config())
        session_app.config.root_path = str(tmp_path)
        configure(session_app, {})
        return session_app.config

    return read


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(settings):
    config = settings('mail_server = "file"\nmail_port = 26', MAIL_SERVER="environment")

    assert (config["MAIL_SERVER"], config["MAIL_PORT"]) == ("environment", 26)
    assert config["MAIL_FROM"] == OPTIONS["MAIL_FROM"]


@pytest.mark.parametrize("said", ["1", "true", "True", "yes", "on"])
def test_a_switch_is_on_in_many_words(settings, said):
    assert settings(HTTPS=said)["HTTPS"] is True
    assert settings(HTTPS=said)["SESSION_COOKIE_NAME"] == "__Host-helpdesk"


def test_a_secret_that_looks_like_a_number_is_still_a_text(settings):
    config = settings(SECRET_KEY="12345", MAIL_PASSWORD="true", MAIL_PORT="587")  # noqa: S106

    assert config["SECRET_KEY"] == "12345"  # noqa: S105
    assert config["MAIL_PASSWORD"] == "true"  # noqa: S105
    assert config["MAIL_PORT"] == 587
