"""One line an event, that nobody can forge and that gives nothing away."""

import json
import logging

import pytest

from helpdesk.infra.logs import JsonLine, configure, request_id


@pytest.fixture
def lines(monkeypatch):
    """What the log says from now on, line by line."""
    written: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler = Keep()
    handler.setFormatter(JsonLine())
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [handler])
    monkeypatch.setattr(root, "level", logging.INFO)
    logging.getLogger("helpdesk").setLevel(logging.INFO)
    return written


def said(lines, logger="helpdesk.requests"):
    return [line for line in map(json.loads, lines) if line["logger"] == logger]


def test_a_request_is_one_line_with_its_number_person_and_outcome(at_desk, asha, lines):
    answer = at_desk._send("GET", "/no-such-page")

    (line,) = said(lines)
    assert line["message"].startswith("GET /no-such-page 404 ")
    assert line["level"] == "WARNING"
    assert (line["actor"], line["address"]) == (str(asha.id), "127.0.0.1")
    assert line["request"] in answer.text, "the page tells the number that one reads out"


HOSTILE = [
    "a\r\n{forged}",
    "\x1b[31mred",
    "a\x00b",
    "a\u2028b\u2029c",
    "a\x85b\x9b31m",
    '"}, {"level": "INFO',
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_can_begin_a_line_or_colour_it(lines, text):
    logger = logging.getLogger("helpdesk.test")
    logger.info("%s", text)
    try:
        int(text)
    except ValueError:
        logger.exception("failed")

    for line in lines:
        assert line.splitlines() == [line]
        assert line.isascii()
        assert line.isprintable()
    assert len(said(lines, "helpdesk.test")) == 2


def test_a_hostile_address_is_still_one_line(ground, lines):
    ground.test_client().get("/a%0D%0Ab%1B%5B31m%E2%80%A8")

    (line,) = lines
    assert line.isprintable()
    assert "/a" in json.loads(line)["message"]


def test_a_mistake_is_logged_with_where_it_was_made(lines):
    try:
        int("wrong")
    except ValueError:
        logging.getLogger("helpdesk.test").exception("failed")

    assert "test_logs.py" in said(lines, "helpdesk.test")[0]["error"]


def test_passwords_tokens_and_text_stay_out_of_the_log(at_desk, lines):
    form = at_desk.get("/samples/new")
    token = form.select_one("[name=csrf_token]")["value"]
    secret = "jua kali la asubuhi"  # noqa: S105

    at_desk.submit(form, name="Chumba", ward="Rujewa siri", password_hint=secret)

    everything = "\n".join(lines)
    assert "/samples/new" in everything
    cookie = at_desk._client.get_cookie("helpdesk").value
    for hidden in (secret, "Rujewa siri", token, cookie):
        assert hidden not in everything


def test_a_line_of_the_log_asks_the_database_nothing(ground, at_desk, lines, statements):
    with ground.test_request_context("/"):
        logging.getLogger("helpdesk.test").info("hello")

    assert statements == []
    assert said(lines, "helpdesk.test")[0]["actor"] == ""


def test_each_request_has_a_number_of_its_own(ground):
    numbers = set()
    for _time in range(3):
        with ground.test_request_context():
            assert request_id() == request_id()
            numbers.add(request_id())
    assert len(numbers) == 3


def test_servers_write_their_log_to_the_error_stream(monkeypatch, capsys):
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)

    configure()
    logging.getLogger("helpdesk.test").info("hello")

    assert json.loads(capsys.readouterr().err)["message"] == "hello"
