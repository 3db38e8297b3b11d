"""Reporting a problem, for oneself or for a colleague."""

from collections.abc import Iterable, Sequence
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
from helpdesk.knowledge import labels as article_labels
from helpdesk.knowledge.queries import Answer, answers_to, suggest
from helpdesk.systems import queries as systems
from helpdesk.tickets import forms, permissions, queries, rules, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import Outage
from helpdesk.tickets.views.blueprint import bp

FEWEST_TYPED, MOST_TYPED = 3, 200  # letters for which it is looked up what is known


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.OPEN)
def new() -> ResponseReturnValue:
    form = _form()
    known = queries.known_outages(current_actor())
    if not form.validate_on_submit():
        page = render_template("tickets/new.html", form=form, known=known, join_form=forms.JoinForm)
        return page, form.status
    asked = _asked(form)
    if found := _known_of(asked, known, for_whom=form.colleague):
        return _ask_before(found, form)
    ticket = _opened(form, asked, known)
    done(
        _(
            "Your request has been received. Request No. %(no)s. We will respond by %(date)s.",
            no=ticket.reference,
            date=moment(ticket.response_due_at),
        )
    )
    return redirect(url_for(".show", ticket_id=ticket.id), code=303)


@bp.get("/new/known")
@requires(permissions.OPEN)
def known_of() -> ResponseReturnValue:
    """Say what is known of a problem while its subject is being written: a part of that page."""
    actor, subject = current_actor(), request.args.get("subject", "")[:MOST_TYPED].strip()
    if len(subject) < FEWEST_TYPED:
        return ""
    person, system = own(actor), systems.guessed(subject, actor=actor)
    champion = system and systems.champion_of(
        system.id, department_id=person.department_id, actor=actor
    )
    return render_template(
        "tickets/_known.html",
        outages=_alike(subject, queries.known_outages(actor), None),
        articles=suggest(subject, actor),
        tickets=queries.alike(subject, person=person, actor=actor),
        system=system,
        champion=champion if champion is not person else None,
        labels=article_labels,
    )


def _form() -> forms.NewTicketForm:
    args, actor = request.args, current_actor()
    known_so_far = {
        "asset_id": args.get("asset", 0, type=key),
        "system_id": args.get("system", 0, type=key),
        "subject": args.get("subject", ""),
    }
    form = forms.NewTicketForm(data=known_so_far)
    form.asset_id.choices = options(_devices(form.asset_id.data))
    forms.offer_systems(form.system_id, actor)
    form.offer_colleagues(_colleagues(form))
    return form


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
    actor, chosen, system_id = current_actor(), form.asset_id.data, form.system_id.data
    return services.Asked(
        subject=form.subject.data or "",
        hardship=form.chosen_hardship,
        description=form.description.data or "",
        asset=find_reportable(chosen, actor=actor) if chosen else None,
        system=systems.find_in_use(system_id, actor=actor) if system_id else None,
    )


def _known_of(
    asked: services.Asked, outages: Sequence[Outage], *, for_whom: User | None
) -> queries.Known:
    """Return what should be seen before this is sent, unless it was shown already.

    A page whose script shows what is known tells so in `told`: "js outage-12".
    """
    actor, told = current_actor(), request.form.get("told", "").split()
    if "known" in request.form:
        return queries.Known()
    unseen = [one for one in outages if one.own_id is None and f"outage-{one.id}" not in told]
    about = services.guessed(asked, actor=actor) if unseen else None
    like = _alike(f"{asked.subject} {asked.description}", unseen, about.id if about else None)
    if told:
        return queries.Known(outages=like)
    return queries.Known(
        outages=like,
        articles=answers_to(asked.subject, actor),
        tickets=[] if for_whom else queries.alike(asked.subject, person=own(actor), actor=actor),
    )


def _alike(text: str, outages: Iterable[Outage], category_id: int | None) -> list[Outage]:
    """Return the outages of which a problem may be a part."""
    return [
        one
        for one in outages
        if (category_id is not None and one.category_id == category_id)
        or rules.share_words(text, one.subject)
    ]


def _ask_before(found: queries.Known, form: forms.NewTicketForm) -> ResponseReturnValue:
    """Show once what is known before another ticket is made; text and files wait as a draft."""
    key_of_form = form.request_key.data or ""
    drafts.save_later(key_of_form, current_actor().id or 0)
    answers = [Answer(article, key_of_form) for article in found.articles]
    return render_template("tickets/known.html", found=found, answers=answers, form=form)


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
