"""Reporting a problem, for oneself or for a colleague."""

from collections.abc import Sequence
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import own
from helpdesk.attachments.services import attach
from helpdesk.equipment.queries import find_reportable, held_by
from helpdesk.infra import clock, drafts
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.fields import options
from helpdesk.infra.i18n import moment
from helpdesk.infra.keys import key
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, permissions, queries, rules, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import Outage
from helpdesk.tickets.views.blueprint import bp


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.OPEN)
def new() -> ResponseReturnValue:
    args = request.args
    known_so_far = {"asset_id": args.get("asset", 0, type=key), "subject": args.get("subject", "")}
    form = forms.NewTicketForm(data=known_so_far)
    form.asset_id.choices = options(_devices(form.asset_id.data))
    form.offer_colleagues(_colleagues(form))
    known = queries.known_outages(current_actor())
    if not form.validate_on_submit():
        page = render_template("tickets/new.html", form=form, known=known, join_form=forms.JoinForm)
        return page, form.status
    asked = _asked(form)
    if like := _like(asked, known):
        return _which_of(like, form)
    ticket = _opened(form, asked, known)
    done(
        _(
            "Your request has been received. Request No. %(no)s. We will respond by %(date)s.",
            no=ticket.reference,
            date=moment(ticket.response_due_at),
        )
    )
    return redirect(url_for(".show", ticket_id=ticket.id), code=303)


def _devices(chosen: int | None) -> list[tuple[int, str]]:
    """The actor's own devices, and the one whose label brought him here."""
    actor = current_actor()
    devices = {asset.id: asset for asset in held_by(actor)}
    wanted = find_reportable(chosen, actor=actor) if chosen else None
    if wanted is not None:
        devices.setdefault(wanted.id, wanted)
    known = [(one.id, f"{one.model.full_name} – {one.asset_tag}") for one in devices.values()]
    return [(0, _("I don't know / it is not a device")), *known]


def _colleagues(form: forms.NewTicketForm) -> Sequence[User]:
    name = form.for_whom.data
    return queries.colleagues_called(name, actor=current_actor()) if name else ()


def _asked(form: forms.NewTicketForm) -> services.Asked:
    chosen = form.asset_id.data
    return services.Asked(
        subject=form.subject.data or "",
        hardship=form.chosen_hardship,
        description=form.description.data or "",
        asset=find_reportable(chosen, actor=current_actor()) if chosen else None,
    )


def _like(asked: services.Asked, known: Sequence[Outage]) -> list[Outage]:
    """Return the outages of which this may be a part, unless that was asked already."""
    if not known or "known" in request.form:
        return []
    about = services.guessed(asked, actor=current_actor())
    return [
        one
        for one in known
        if one.own_id is None
        and (
            (about is not None and one.category_id == about.id)
            or rules.share_words(f"{asked.subject} {asked.description}", one.subject)
        )
    ]


def _which_of(like: list[Outage], form: forms.NewTicketForm) -> ResponseReturnValue:
    """Ask before a second ticket is made of what is known; text and files wait as a draft."""
    drafts.save_later(form.request_key.data or "", current_actor().id or 0)
    return render_template("tickets/outage_question.html", like=like, form=form)


def _opened(form: forms.NewTicketForm, asked: services.Asked, known: Sequence[Outage]) -> Ticket:
    """Open it, as a part of the outage that was chosen; nobody is counted in one twice."""
    actor, now = current_actor(), clock.now()
    requester = form.colleague or own(actor)
    chosen = [one.id for one in known if str(one.id) == request.form.get("known")]
    if chosen:
        outage = queries.outage_or_404(chosen[0], actor=actor)
        before = queries.own_in_outage(outage, requester.id)
        if before is not None:
            return before
        asked = replace(asked, parent=outage, category=outage.category)
    ticket = services.open_ticket(asked, requester=requester, actor=actor, now=now)
    attach(form.files.data, owner_kind="ticket", owner=ticket, actor=actor)
    return ticket
