"""A check in the reader's language."""

from typing import Protocol

from flask_babel import get_locale


class Check(Protocol):
    text_sw: str
    text_en: str


def check_text(check: Check) -> str:
    locale = get_locale()
    return check.text_en if locale and locale.language == "en" else check.text_sw
