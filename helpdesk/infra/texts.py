"""Text messages (SMS): which gateway takes them is a setting, and none does by default."""

import json
from collections.abc import Callable
from pathlib import Path

from flask import current_app

Gateway = Callable[[str, str], None]  # takes a number and a text, or raises OSError


def gateway() -> Gateway | None:
    """Return the gateway of the settings; it is None while text messages are off."""
    return GATEWAYS.get(current_app.config["SMS_GATEWAY"])


def _into_file(number: str, text: str) -> None:
    """Write it down instead of sending it, to try out what would be sent."""
    with Path(current_app.instance_path, "sms.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"to": number, "text": text}, ensure_ascii=False) + "\n")


GATEWAYS: dict[str, Gateway | None] = {"": None, "file": _into_file}
