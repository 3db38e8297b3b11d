"""The reader's language, and how dates, money and lengths of time are written in it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, has_request_context, request, session
from flask_babel import Babel, force_locale, get_locale, ngettext

from helpdesk.infra import clock
from helpdesk.infra.access import somebody
from helpdesk.infra.messages import PoDomain, reader_locale, use_in_templates

OFFICE_LANGUAGE = "sw"  # of what the program itself writes into a record
LANGUAGES = {"sw": "Kiswahili", "en": "English"}
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def init_app(app: Flask) -> None:
    babel = Babel(app, locale_selector=language, default_timezone=str(clock.ZONE))
    babel.domain_instance = PoDomain("messages")
    use_in_templates(app)
    filters: dict[str, Callable[..., str]] = {
        "tzs": tzs,
        "day": day,
        "moment": moment,
        "number": number,
        "duration": duration,
        "named": named,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals["get_locale"] = get_locale


def in_asked_language(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Let a paper be written in the language of its address, or else in the reader's own."""

    @wraps(view)
    def speaking(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with force_locale(asked_language()):
            return view(*args, **kwargs)

    return speaking


def asked_language() -> str:
    """Return the language of a paper: that of the address, or else the reader's own."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else language()


def language() -> str:
    """Return the choice of the person, or of this browser; Swahili where nobody chose."""
    if not has_request_context():
        return "sw"
    actor = somebody()
    chosen = actor.language if actor else session.get("language", "sw")
    return chosen if chosen in LANGUAGES else "sw"


def spoken() -> str:
    """Return the language in which a page or a paper is made just now."""
    return str(get_locale() or "sw")


def tzs(amount: Decimal) -> str:
    """Write an amount, and its cents where there are some."""
    exact = f"{amount:,.2f}"
    return f"TZS {exact.removesuffix('.00')}"


def number(value: Decimal | int) -> str:
    """Write thousands with commas, and as many decimals as there are."""
    exact = f"{value:,f}"
    return exact.rstrip("0").rstrip(".") if "." in exact else exact


def day(value: date | datetime | None) -> str:
    if value is None:
        return "–"
    local = clock.local_date(value) if isinstance(value, datetime) else value
    return f"{local:%d/%m/%Y}"


def moment(value: datetime | None) -> str:
    return f"{value.astimezone(clock.ZONE):%d/%m/%Y, %H:%M}" if value else "–"


def duration(amount: timedelta) -> str:
    """Say a length of time in its largest unit: 2 days, 3 hours or 20 minutes."""
    minutes = int(amount.total_seconds() // 60)
    if minutes >= 24 * 60:
        return str(ngettext("%(num)d day", "%(num)d days", minutes // (24 * 60)))
    if minutes >= 60:
        return str(ngettext("%(num)d hour", "%(num)d hours", minutes // 60))
    return str(ngettext("%(num)d minute", "%(num)d minutes", minutes))


def named(thing: object) -> str:
    """Return the name of a record that has one in each language."""
    locale = reader_locale()
    english = locale is not None and locale.language == "en"
    return str(getattr(thing, "name_en" if english else "name_sw"))
