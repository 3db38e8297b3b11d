"""One JSON line for each event, with the request and the person that it belongs to."""

import json
import logging
import re
import secrets
import time

from flask import Flask, Response, g, has_request_context, request

from helpdesk.infra import origin

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
logger = logging.getLogger("helpdesk.requests")


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": CONTROLS.sub(" ", record.getMessage()),
        }
        if has_request_context():
            line |= {"request": request_id(), "actor": _actor(), "address": origin.address()}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line)


def configure() -> None:
    """Send everything to the standard error stream; called by the commands that serve."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_note)
    app.jinja_env.globals["request_id"] = request_id


def request_id() -> str:
    return str(g.setdefault("request_id", secrets.token_hex(6)))


def _actor() -> str:
    """Say who it is where that is known by now; a line of the log asks the database nothing."""
    actor = g.get("_login_user")
    return str(getattr(actor, "id", ""))


def _begin() -> None:
    g.began = time.perf_counter()
    request_id()


def _note(response: Response) -> Response:
    took = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000)
    level = logging.WARNING if response.status_code >= 400 else logging.INFO
    logger.log(level, "%s %s %s %d ms", request.method, _path(), response.status_code, took)
    return response


def _path() -> str:
    """Return what was asked for; an address that is a secret itself stays out of the log."""
    rule = request.url_rule
    return rule.rule if rule and "token" in rule.arguments else request.path
