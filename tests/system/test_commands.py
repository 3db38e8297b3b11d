"""The `helpdesk` command, as a shell runs it."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection

import click
import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo

from helpdesk.app import create_app
from helpdesk.cli import main
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import JobState, job
from helpdesk.infra.transactions import transaction
from helpdesk.registry import COMMANDS

OURS = ["run", "worker", "db", "jobs", "routes", *(command.name for command in COMMANDS)]
MEGABYTE = 1024 * 1024
SLOW = """
import time
from helpdesk import cli
from helpdesk.infra.access import public

made = cli.create_app

def create_app():
    app = made()
    app.add_url_rule("/slow", "slow", answer)
    return app

@public
def answer():
    print("begun", flush=True)
    time.sleep(1)
    return "done"

cli.create_app = create_app
cli.main()
"""


def said(app, *words):
    """Run `helpdesk WORDS` in this process, over the database of the test."""
    script = ScriptInfo(create_app=lambda: app, set_debug_flag=False)
    return CliRunner().invoke(main, words, obj=script)


def every_command(group=main, before=()):
    for name, command in group.commands.items():
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from every_command(command, (*before, name))


@pytest.fixture
def shell(tmp_path, empty_database):
    """What a shell of its own needs: a new folder, an empty database."""
    return {
        **os.environ,
        "HELPDESK_INSTANCE": str(tmp_path / "instance"),
        "HELPDESK_DATABASE_URL": empty_database,
    }


def run(shell, *words):
    command = [sys.executable, "-m", "helpdesk", *words]
    return subprocess.run(  # noqa: S603
        command, env=shell, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def started(command, shell):
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=shell, stdout=pipe, stderr=pipe, text=True)  # noqa: S603
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def server(shell, port):
    """`helpdesk run`, ready to answer."""
    command = [sys.executable, "-m", "helpdesk", "run", "--port", str(port)]
    with started(command, shell) as process:
        assert process.stdout.readline() == f"http://127.0.0.1:{port}\n"
        yield process


def test_help_lists_our_commands_with_a_line_each():
    lines = CliRunner().invoke(main, ["--help"]).stdout.partition("Commands:\n")[2].splitlines()

    assert [line.split()[0] for line in lines] == OURS
    assert all(len(line.split()) > 2 for line in lines)


@pytest.mark.parametrize("words", list(every_command()), ids=" ".join)
def test_every_command_has_help_and_knows_wrong_usage(words):
    helped = CliRunner().invoke(main, [*words, "--help"])

    assert helped.exit_code == 0
    assert "--app" not in helped.stdout
    assert CliRunner().invoke(main, [*words, "--nonsense"]).exit_code == 2


def test_routes_are_printed_with_whoever_may_open_them(app):
    rows = json.loads(said(app, "routes", "--json").stdout)
    permissions = {(row["path"], *row["methods"]): row["permission"] for row in rows}

    assert len(rows) == len(list(create_app().url_map.iter_rules()))
    assert permissions["/healthz", "GET"] == "public"
    assert permissions["/audit/", "GET"] == "audit.view"
    assert "closed" not in permissions.values()
    assert len(said(app, "routes").stdout.splitlines()) == len(rows)


@pytest.mark.usefixtures("registries")
def test_a_job_is_run_whether_it_is_due_or_not(app):
    times: list[datetime] = []
    job("test.yearly", cron="0 6 1 7 *")(times.append)

    assert said(app, "jobs", "run", "test.yearly", "--at", "2026-03-02T06:00").exit_code == 0

    assert [moment.isoformat() for moment in times] == ["2026-03-02T03:00:00+00:00"]


@pytest.mark.usefixtures("registries")
def test_jobs_are_listed_with_their_last_fault(app):
    job("test.flaky", cron="0 6 * * *")(print)
    state = JobState(name="test.flaky", cron="0 6 * * *", last_error="OSError('fire')")
    with transaction():
        state.next_due_at = datetime(2026, 3, 2, 3, tzinfo=UTC)
        db.session.add(state)

    lines = said(app, "jobs", "list").stdout.splitlines()

    (place,) = [number for number, line in enumerate(lines) if line.startswith("test.flaky")]
    assert lines[place].endswith("due 2026-03-02 06:00")
    assert lines[place + 1].strip() == "OSError('fire')"


def test_an_unknown_job_and_a_wrong_moment_are_explained(app):
    unknown = said(app, "jobs", "run", "test.missing")
    wrong = said(app, "jobs", "run", "outbox.send", "--at", "tomorrow")

    assert (unknown.exit_code, wrong.exit_code) == (1, 2)
    assert "helpdesk jobs list" in unknown.stderr
    assert "2026-03-02T06:00" in wrong.stderr


def test_an_empty_database_is_upgraded_by_hand(shell):
    upgraded, current = run(shell, "db", "upgrade"), run(shell, "db", "current")

    assert upgraded.returncode == 0, upgraded.stderr
    assert upgraded.stdout.split()[-1] == current.stdout.split()[0]


@pytest.mark.parametrize(
    ("setting", "value", "reason"),
    [
        ("HELPDESK_SECRET_KEY", "short", "SECRET_KEY must have at least 32 characters"),
        ("HELPDESK_MAIL_PORT", "smtp", "a setting is wrong"),
        ("HELPDESK_DATABASE_URL", "nonsense", "a setting is wrong"),
        (
            "HELPDESK_DATABASE_URL",
            "sqlite:////nowhere/at/all.sqlite3",
            "the database does not answer",
        ),
        ("HELPDESK_DATABASE_URL", "postgresql://127.0.0.1:1/x", "the database does not answer"),
    ],
)
def test_what_a_person_can_put_right_is_explained_in_one_line(
    tmp_path, monkeypatch, setting, value, reason
):
    monkeypatch.setenv("HELPDESK_INSTANCE", str(tmp_path))
    monkeypatch.setenv(setting, value)

    result = CliRunner().invoke(main, ["jobs", "list"])

    assert result.exit_code == 1
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1, result.stderr


@pytest.mark.sqlite_only(reason="the program serves and ends the same on every database")
def test_a_port_that_is_taken_is_explained(shell, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        result = run(shell, "run", "--port", str(port))

    assert result.returncode == 1
    assert f"cannot serve on 127.0.0.1 port {port}" in result.stderr


def test_the_server_answers_and_ends_in_order(server, port):
    for path in ("/healthz", "/readyz", "/sign-in"):
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path)
        assert connection.getresponse().status == 200, path
        connection.close()

    server.send_signal(signal.SIGTERM)

    assert server.wait(timeout=20) == 0
    assert "Traceback" not in server.stderr.read()


@pytest.mark.sqlite_only(reason="the program serves and ends the same on every database")
def test_an_open_request_is_answered_before_the_end(shell, port):
    with started([sys.executable, "-c", SLOW, "run", "--port", str(port)], shell) as process:
        assert process.stdout.readline() == f"http://127.0.0.1:{port}\n"
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/slow")
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGTERM)

        assert connection.getresponse().read() == b"done"
        assert process.wait(timeout=20) == 0
        connection.close()


@pytest.mark.sqlite_only(reason="the program serves and ends the same on every database")
def test_what_is_too_big_is_refused_by_the_program_itself(server, port):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Length": str(50 * MEGABYTE)}
    connection.request("POST", "/sign-in", body=[b"x" * MEGABYTE] * 50, headers=headers)
    response = connection.getresponse()

    assert response.status == 413
    assert 'lang="sw"' in response.read().decode()
    connection.close()


def test_the_worker_ends_in_order(shell):
    with started([sys.executable, "-m", "helpdesk", "worker"], shell) as process:
        log = iter(process.stderr.readline, "")
        assert any("looking for due jobs" in line for line in log)
        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=20) == 0
        assert "Traceback" not in process.stderr.read()
