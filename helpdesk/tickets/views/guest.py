"""The label of a device: who stands before it reports a fault, signed in or not."""

import hashlib
from datetime import date
from functools import partial

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select, update
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.attachments.services import DraftFiles, attach
from helpdesk.core.networks import is_inside
from helpdesk.equipment import permissions as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import device_of_label_or_404, labelled_or_404
from helpdesk.infra import clock, origin, uploads
from helpdesk.infra.access import can, current_actor, public, sign_in_first, somebody
from helpdesk.infra.db import db, insert_into
from helpdesk.infra.request_keys import RequestKey
from helpdesk.infra.transactions import READING, enter_view, keep
from helpdesk.org.queries import calendar_of, masthead
from helpdesk.tickets import forms, labels, queries, rules, services
from helpdesk.tickets.forms.guest import NOBODY
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Channel, Status

guests_bp = Blueprint("guests", "helpdesk.tickets.views")

TOO_OFTEN = _l(
    "Many reports came from this network within ten minutes. What you wrote is still here: choose "
    "the picture again, wait ten minutes and send it, or call the help desk now."
)
COOKIE = "helpdesk-guest"
REMEMBERED = 180 * 24 * 60 * 60  # seconds


@guests_bp.route("/e/<label_code>", methods=["GET", "POST"])
@public
def find(label_code: str) -> ResponseReturnValue:
    """Lead from the address on a label to the device, or to a form for whoever is a guest."""
    if somebody() is not None:
        return _known_person(label_code)
    if not is_inside(origin.address(), current_app.config["GUEST_NETWORKS"]):
        return sign_in_first()
    is_too_often = request.method not in READING and not _is_received()
    asset = device_of_label_or_404(label_code)
    form = forms.GuestForm(**_remembered())
    if is_too_often:
        return _page(form, asset, refusal=TOO_OFTEN)
    if form.validate_on_submit():
        return _reported(form, asset)
    if form.errors:
        _keep_files(form)
    return _page(form, asset)


def _page(form: forms.GuestForm, asset: Asset, refusal: object = "") -> AnyResponse:
    """Show the form, with what was typed; with a `refusal` of all that comes for now."""
    head = partial(masthead, asset.council_id)
    page = render_template(
        "tickets/guest.html", form=form, asset=asset, masthead=head, refusal=refusal
    )
    answer = make_response(page, 429 if refusal else form.status)
    if refusal:
        answer.headers["Retry-After"] = str(rules.GUEST_WINDOW.seconds)
    return answer


@guests_bp.get("/o/<token>")
@public
def follow(token: str) -> ResponseReturnValue:
    """Show a guest what became of his report; the address is the secret."""
    ticket = queries.guest_ticket_or_404(_opened(token))
    return render_template(
        "tickets/guest_follow.html",
        ticket=ticket,
        replies=queries.guest_replies(ticket),
        next_step=labels.next_step(ticket.status, ticket.waiting_for),
        closes_on=_closes_on(ticket),
        labels=labels,
        masthead=partial(masthead, ticket.council_id),
    )


def _closes_on(ticket: Ticket) -> date | None:
    """Return when a solved request closes by itself."""
    since = services.silent_since(ticket, queries.word_since_resolved(ticket))
    if ticket.status is not Status.RESOLVED or since is None:
        return None
    return max(rules.closes_on(since, calendar_of(ticket.council_id)), clock.today())


def _known_person(label_code: str) -> AnyResponse:
    """Show the device to who works with the register, and to anybody else the form about it."""
    asset = labelled_or_404(label_code, actor=current_actor())
    if can(current_actor(), equipment.VIEW):
        return redirect(url_for("equipment.show", asset_id=asset.id), code=303)
    return redirect(url_for("tickets.new", asset=asset.id), code=303)


def _is_received() -> bool:
    """Take in a guest's files, but from nobody who sends too often; nothing is locked meanwhile."""
    address, now = origin.address(), clock.now()
    tries = queries.guest_tries(address, since=now - rules.GUEST_WINDOW)
    if tries >= rules.MOST_REPORTS_OF_A_GUEST:
        return False
    keep(lambda: services.note_guest_try(address, now=now))
    enter_view()
    uploads.receive()
    return True


def _reported(form: forms.GuestForm, asset: Asset) -> AnyResponse:
    """Open the ticket once, however often the form comes, and lead to its secret address."""
    key = form.guest_key.data or ""
    made = db.session.execute(
        insert_into(RequestKey)
        .values(key=key, user_id=NOBODY, content="", made_at=clock.now())
        .on_conflict_do_nothing()
        .returning(RequestKey.key)
    ).scalar_one_or_none()
    if made is None:
        location = db.session.scalar(select(RequestKey.location).where(RequestKey.key == key))
        return redirect(location or "/", code=303)
    location = url_for(".follow", token=token_of(_opened_ticket(form, asset)))
    sent = update(RequestKey).where(RequestKey.key == key).values(location=location)
    db.session.execute(sent)
    return _with_memory(redirect(location, code=303), form)


def _opened_ticket(form: forms.GuestForm, asset: Asset) -> int:
    actor = services.a_guest(asset.council_id)
    asked = services.Asked(
        subject=form.subject.data or "",
        hardship=form.chosen_hardship,
        asset=asset,
        channel=Channel.LABEL,
    )
    guest = services.Guest(form.guest_name.data or "", form.guest_phone.data or "")
    ticket = services.open_ticket(asked, requester=guest, actor=actor, now=clock.now())
    attach(form.files.data, owner_kind="ticket", owner=ticket, actor=actor)
    return ticket.id


def _keep_files(form: forms.GuestForm) -> None:
    """Keep what a refused form brought, under the key that its next try will carry."""
    key, fresh = form.guest_key.data or "", uploads.fresh_files()
    if forms.guest_key() and fresh:
        keep(lambda: DraftFiles().keep_for_draft(key, NOBODY, fresh))


def _remembered() -> dict[str, str]:
    """Return what this telephone remembers, because its owner ticked a box."""
    try:
        name, phone = _signed("guest").loads(request.cookies.get(COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return {}
    return {"guest_name": str(name), "guest_phone": str(phone), "remember": "y"}


def _with_memory(answer: AnyResponse, form: forms.GuestForm) -> Response:
    response = make_response(answer)
    if form.remember.data:
        said = _signed("guest").dumps([form.guest_name.data, form.guest_phone.data])
        is_secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(
            COOKIE,
            str(said),
            max_age=REMEMBERED,
            path="/e/",
            secure=is_secure,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, path="/e/")
    return response


def token_of(ticket_id: int) -> str:
    return str(_signed("guest ticket").dumps(ticket_id))


def _opened(token: str) -> int:
    try:
        return int(_signed("guest ticket").loads(token))
    except (BadSignature, ValueError, TypeError):
        raise NotFound from None


def _signed(purpose: str) -> URLSafeSerializer:
    """Sign with a key that only this program has; the signature alone has 256 bits."""
    digest = {"digest_method": hashlib.sha256}
    return URLSafeSerializer(str(current_app.secret_key), salt=purpose, signer_kwargs=digest)
