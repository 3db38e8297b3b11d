"""Which form to fill in: what each is for, and the duty that it serves."""

from dataclasses import dataclass

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel.speaklater import LazyString

from helpdesk.infra.access import requires
from helpdesk.kinds import permissions
from helpdesk.kinds.labels.kinds import PURPOSES, TITLES, duties
from helpdesk.kinds.views.blueprint import bp
from helpdesk.tickets.rules import Kind


@dataclass(frozen=True, slots=True)
class Choice:
    """One form on offer, and where the filled ones are listed."""

    title: LazyString
    purpose: LazyString
    duties: list[tuple[int, LazyString]]
    new_url: str
    list_url: str


@bp.get("/")
@requires(permissions.VIEW)
def choose() -> ResponseReturnValue:
    choices = [_choice(kind) for kind in TITLES]
    return render_template("kinds/choose.html", choices=choices)


def _choice(kind: Kind) -> Choice:
    new_url, list_url = _urls(kind)
    return Choice(TITLES[kind], PURPOSES[kind], list(duties(kind)), new_url, list_url)


def _urls(kind: Kind) -> tuple[str, str]:
    if kind is Kind.INCIDENT:
        return url_for("tickets.new"), url_for("tickets.list_tickets")
    if kind is Kind.DATA_CORRECTION:
        return url_for(".new_correction"), url_for(".list_corrections")
    name = kind.replace("_", "-")
    return url_for(".new_form", kind=name), url_for(".list_forms", kind=name)
