"""The label of a device: who stands before it reports a fault, signed in or not."""

import hashlib
from collections.abc import Callable
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
from flask_babel import ngettext
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
from helpdesk.infra.request_keys import NOT_CONTENT, RequestKey
from helpdesk.infra.transactions import READING, enter_view, keep
from helpdesk.org.queries import masthead
from helpdesk.tickets import forms, queries, rules, services
from helpdesk.tickets.forms.guest import NOBODY
from helpdesk.tickets.rules import Channel

guests_bp = Blueprint("guests", "helpdesk.tickets.views")

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
    is_too_often = request.method not in READING and not is_received(origin.address())
    asset = device_of_label_or_404(label_code)
    form = forms.GuestForm(**_remembered())
    if is_too_often:
        return _page(form, asset, refusal=_too_often())
    if form.validate_on_submit():
        return _with_memory(once(form, partial(_reported, form, asset)), form)
    if form.errors:
        keep_files(form)
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


def _too_often() -> str:
    minutes = rules.GUEST_WINDOW.seconds // 60
    said = ngettext(
        "Many reports came from this network. What you wrote is still here: choose the picture "
        "again, wait %(num)d minute and send it, or call the help desk now.",
        "Many reports came from this network. What you wrote is still here: choose the picture "
        "again, wait %(num)d minutes and send it, or call the help desk now.",
        minutes,
    )
    return str(said)


def _known_person(label_code: str) -> AnyResponse:
    """Show the device to who works with the register, and to anybody else the form about it."""
    asset = labelled_or_404(label_code, actor=current_actor())
    if can(current_actor(), equipment.VIEW):
        return redirect(url_for("equipment.show", asset_id=asset.id), code=303)
    return redirect(url_for("tickets.new", asset=asset.id), code=303)


def is_received(counted_as: str) -> bool:
    """Take in a guest's files, but from nobody who sends too often; nothing is locked meanwhile."""
    now = clock.now()
    tries = queries.guest_tries(counted_as, since=now - rules.GUEST_WINDOW)
    if tries >= rules.MOST_REPORTS_OF_A_GUEST:
        return False
    keep(lambda: services.note_guest_try(counted_as, now=now))
    if somebody() is None:  # what people send was taken in, and its key claimed, before
        enter_view()
        uploads.receive()
    return True


def once(form: forms.ForGuests, act: Callable[[], str]) -> AnyResponse:
    """Do what a form asks once, however often it comes, and lead to where `act` says."""
    key, again = form.guest_key.data or "", answered_before()
    if again is not None:
        return again
    claimed = insert_into(RequestKey).values(
        key=key, user_id=NOBODY, content=_content(), made_at=clock.now()
    )
    db.session.execute(claimed.on_conflict_do_nothing())
    if again := answered_before():  # by somebody who came at the same moment
        return again
    location = act()
    sent = update(RequestKey).where(RequestKey.key == key).values(location=location)
    db.session.execute(sent)
    return redirect(location, code=303)


def answered_before() -> AnyResponse | None:
    """Lead whoever pressed twice to what the first press made, whatever changed by it.

    Other words under the same key are not the same press, and are taken as they are.
    """
    sent = RequestKey.key == request.form.get("guest_key", ""), RequestKey.content == _content()
    location = db.session.scalar(select(RequestKey.location).where(*sent))
    return redirect(location, code=303) if location else None


def _content() -> str:
    """A fingerprint of what was typed, and where it was sent."""
    fields = sorted((n, v) for n, v in request.form.items(multi=True) if n not in NOT_CONTENT)
    return hashlib.sha256(repr((request.path, fields)).encode()).hexdigest()


def _reported(form: forms.GuestForm, asset: Asset) -> str:
    """Open the ticket, and return its secret address."""
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
    return url_for(".follow", token=token_of(ticket.id))


def keep_files(form: forms.ForGuests) -> None:
    """Keep what a refused form brought, under the key that its next try will carry."""
    key, fresh = form.guest_key.data or "", uploads.fresh_files()
    if forms.guest_key(type(form).__name__) and fresh:
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


def opened(token: str) -> int:
    try:
        return int(_signed("guest ticket").loads(token))
    except (BadSignature, ValueError, TypeError):
        raise NotFound from None


def _signed(purpose: str) -> URLSafeSerializer:
    """Sign with a key that only this program has; the signature alone has 256 bits."""
    digest = {"digest_method": hashlib.sha256}
    return URLSafeSerializer(str(current_app.secret_key), salt=purpose, signer_kwargs=digest)
