"""Calls and visitors: who it is, what he waits for, and what he says, all on one page."""

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import own
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import find_by_tag
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.fields import options
from helpdesk.infra.keys import key
from helpdesk.infra.notices import warn
from helpdesk.tickets import forms, labels, permissions, queries, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Cause, Channel, Kind, Status
from helpdesk.tickets.services import Guest
from helpdesk.tickets.views.blueprint import bp


@bp.route("/phone", methods=["GET", "POST"])
@requires(permissions.WORK)
def phone() -> ResponseReturnValue:
    person = _chosen()
    if person is None and "guest" not in request.args:
        return _asked_who()
    devices = queries.devices_of(person, actor=current_actor()) if person else ()
    form = _form(person, devices)
    if form.validate_on_submit():
        ticket = _opened(form, person or Guest(form.guest_name.data, form.guest_phone.data))
        return redirect(url_for(".phone_saved", ticket_id=ticket.id), code=303)
    return render_template(
        "tickets/phone.html",
        form=form,
        person=person,
        devices=devices,
        tickets=_unfinished(person, form),
        labels=labels,
        now=clock.now(),
    ), form.status


@bp.get("/phone/<int:ticket_id>")
@requires(permissions.WORK)
def phone_saved(ticket_id: int) -> ResponseReturnValue:
    """Show the number to read out."""
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    return render_template("tickets/phone_saved.html", ticket=ticket, labels=labels)


def _chosen() -> User | None:
    """Return who was chosen, or the only one who can be meant."""
    actor, user_id = current_actor(), request.args.get("person", type=key)
    return queries.caller_or_none(user_id, actor=actor) if user_id else None


def _asked_who() -> ResponseReturnValue:
    """Ask who it is; where one person alone can be meant, go on with him at once."""
    form = forms.WhoForm()
    text = form.who.data or ""
    found = queries.callers(text, actor=current_actor()) if text else ()
    if len(found) == 1:
        return redirect(url_for(".phone", person=found[0].id), code=303)
    waiting = queries.unfinished_of_guests(text, actor=current_actor()) if text else ()
    return render_template(
        "tickets/phone_who.html",
        form=form,
        text=text,
        found=found[: queries.MOST_CALLERS],
        are_more=len(found) > queries.MOST_CALLERS,
        waiting=waiting,
        labels=labels,
    )


def _unfinished(person: User | None, form: forms.CallFields) -> Sequence[Ticket]:
    if person is not None:
        return queries.unfinished_of(person, actor=current_actor())
    called = form.guest_phone.data or form.guest_name.data or ""
    return queries.unfinished_of_guests(called, actor=current_actor())


def _form(person: User | None, devices: Sequence[Asset]) -> forms.CallFields:
    form = forms.CallForm() if person else forms.GuestCallForm(**_guest_as_typed())
    if person and request.method == "GET":
        form.subject.render_kw = {"autofocus": True}
    known = [(one.id, f"{one.model.full_name} – {one.asset_tag}") for one in devices]
    form.asset_id.choices = options([(0, _("I don't know / it is not a device")), *known])
    form.tagged = find_by_tag(form.asset_tag.data or "", actor=current_actor())
    return form


def _guest_as_typed() -> dict[str, str]:
    """Put what was searched for in vain where it belongs."""
    text = request.args.get("guest", "")
    is_phone = any(sign.isdecimal() for sign in text)
    return {"guest_phone" if is_phone else "guest_name": text}


def _opened(form: forms.CallFields, requester: User | Guest) -> Ticket:
    actor, now = current_actor(), clock.now()
    held = next((one for one in _held(requester) if one.id == form.asset_id.data), None)
    asked = services.Asked(
        subject=form.subject.data or "",
        hardship=form.chosen_hardship,
        description=form.description.data or "",
        asset=form.tagged or held,
        channel=Channel(form.channel.data),
        happened_at=form.happened_at,
    )
    ticket = services.open_ticket(asked, requester=requester, actor=actor, now=now)
    if form.is_solved.data:
        _solve(ticket, form)
    return ticket


def _solve(ticket: Ticket, form: forms.CallFields) -> None:
    """Write down that it is solved; what needs a form stays open, with what was said as a note."""
    actor, now, said = current_actor(), clock.now(), form.resolution.data or ""
    if ticket.category is not None and ticket.category.kind is Kind.SECURITY_INCIDENT:
        services.take(ticket, actor=actor, now=now)  # who has it sees it, and few besides
        services.change(
            ticket, {"category_id": ticket.category_id}, reason="", actor=actor, now=now
        )
    if held := queries.why_held(ticket, Status.RESOLVED):
        services.note(ticket, text=said, author=own(actor), actor=actor, now=now)
        warn(str(labels.WHY_HELD[held]))
        return
    cause = Cause(form.cause.data)
    services.resolve(ticket, cause=cause, resolution=said, actor=actor, now=now)


def _held(requester: User | Guest) -> Sequence[Asset]:
    if isinstance(requester, Guest):
        return ()
    return queries.devices_of(requester, actor=current_actor())
