"""The triage: what is new, sorted in one page and with one save."""

from collections.abc import Mapping, Sequence

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from helpdesk.infra import clock
from helpdesk.infra.access import Actor, current_actor, requires
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, labels, permissions, queries, rules, services
from helpdesk.tickets.forms import Line, Offer, TriageForm
from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.outcomes import say_who_sees, secret, undo_of


@bp.route("/triage", methods=["GET", "POST"])
@requires(permissions.WORK)
def triage() -> ResponseReturnValue:
    """Show what nobody has yet, each with a guess; save what is said of all of it at once."""
    actor, form = current_actor(), forms.TriageForm()
    categories, hands = queries.categories(actor), queries.hands(actor)
    sent = queries.chosen(form.lines.data.keys(), actor=actor) if form.lines.data else []
    form.expect(_offer(categories, hands), sent)
    outcome = None
    if form.validate_on_submit():
        known = secret(form.tickets.values())
        outcome = services.settle(_settlements(form, hands), actor=actor, now=clock.now())
        _say(outcome)
        say_who_sees(secret(outcome.changed), known)
        if not outcome.moved:
            return redirect(url_for(".triage"), code=303)
        # What was saved is saved; the rest stays on the page with what was typed, to be seen first.
        form.conflict = not outcome.changed
    return _shown(form, categories, _kept(form, sent, outcome), outcome)


def _shown(
    form: TriageForm,
    categories: Sequence[Category],
    kept: Sequence[Ticket],
    outcome: services.Outcome | None,
) -> ResponseReturnValue:
    actor, moved = current_actor(), outcome.moved if outcome else ()
    ids = {ticket.id for ticket in kept}
    tickets = [*kept, *(one for one in queries.untriaged(actor) if one.id not in ids)]
    lines = {**_guesses(tickets, categories, actor), **_typed(form, kept)}
    return render_template(
        "tickets/triage.html",
        form=form,
        tickets=tickets,
        lines=lines,
        offer=form.offer,
        moved={one.id: one for one in moved},
        saved=outcome.changed if outcome else (),
        changed_by=queries.last_changed_by([one.id for one in moved]) if moved else {},
        labels=labels,
        now=clock.now(),
    ), form.status


def _offer(categories: Sequence[Category], hands: queries.Hands) -> Offer:
    return Offer(
        categories=[(str(one.id), named(one)) for one in categories],
        priorities=[(str(key), str(words)) for key, words in labels.PRIORITY.items()],
        hands=labels.hand_choices(hands.named()),
    )


def _kept(
    form: TriageForm, sent: Sequence[Ticket], outcome: services.Outcome | None
) -> Sequence[Ticket]:
    """Return the tickets whose lines stay as they were typed: refused ones, or all of a refusal."""
    if outcome or not (form.errors or form.is_resumed):
        return outcome.moved if outcome else ()
    return sorted(sent, key=lambda ticket: (ticket.sort_at, ticket.id))


def _typed(form: TriageForm, kept: Sequence[Ticket]) -> dict[int, Line]:
    typed = {one.id: form.lines.data[one.id] for one in kept}
    if form.errors or form.is_resumed:
        return typed
    # Whoever sees what another changed may decide again.
    return {one.id: forms.seen_now(typed[one.id], one.version) for one in kept}


def _guesses(
    tickets: Sequence[Ticket], categories: Sequence[Category], actor: Actor
) -> dict[int, Line]:
    """Fill in what is likely: the category by the words, the officer by who has least to do."""
    ids = {one.code: one.id for one in categories}
    officers = [one.id for one in queries.fixers(actor)]
    hands = rules.share_out(len(tickets), officers, queries.open_by_officer(actor))
    to = dict(zip([ticket.id for ticket in tickets], hands, strict=False))
    return {
        ticket.id: Line(
            seen=ticket.version,
            category=str(ticket.category_id or _guessed(ticket, categories, ids) or ""),
            priority=str(ticket.priority),
            to=str(to.get(ticket.id, "")),
        )
        for ticket in tickets
    }


def _guessed(ticket: Ticket, categories: Sequence[Category], ids: Mapping[str, int]) -> int | None:
    code = rules.guess_category(f"{ticket.subject}\n{ticket.description}", categories)
    return ids[code] if code else None


def _settlements(form: TriageForm, hands: queries.Hands) -> list[services.Settlement]:
    return [
        services.Settlement(
            ticket=ticket,
            seen=form.lines.data[key].seen,
            to=hands.find(form.lines.data[key].to),
            values=form.values(key),
        )
        for key, ticket in form.tickets.items()
    ]


def _say(outcome: services.Outcome) -> None:
    if not outcome.changed:
        return
    number = len(outcome.changed)
    said = ngettext(
        "%(num)d request has been sorted.", "%(num)d requests have been sorted.", number
    )
    done(said, undo_url=undo_of(outcome))
