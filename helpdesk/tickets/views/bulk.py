"""One act on many tickets: what will change and what cannot, then the act, then its undoing."""

from collections.abc import Collection, Mapping, Sequence

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.fields import options
from helpdesk.infra.i18n import named
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import is_local
from helpdesk.infra.notices import done, warn
from helpdesk.tickets import forms, labels, permissions, queries, rules, services
from helpdesk.tickets.forms.bulk import Undo
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import BulkAct, BulkRefusal
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.outcomes import say_who_sees, secret, undo_of
from helpdesk.tickets.views.queue import filters_of


@bp.route("/bulk", methods=["GET", "POST"])
@requires(permissions.WORK)
def bulk() -> ResponseReturnValue:
    """Say who will change and who cannot, and why; do it when that was confirmed."""
    actor, act, ids = current_actor(), request.args.get("act", type=BulkAct), _ids()
    if len(ids) > rules.MOST_AT_ONCE:
        return _too_many()
    tickets = queries.chosen(ids, actor=actor)
    if act is None or not tickets:
        return _nothing_chosen()
    able, refused = services.sorted_out(act, tickets, actor=actor)
    form = forms.BulkForm(act, able)
    hands = _offer(form)
    if "outage_id" in form and not form.outage_id.choices:
        return _unchanged(_("No outage is open, so there is none to put requests under."))
    if able and form.validate_on_submit():
        to = hands.find(form.to.data) if "to" in form else None
        wish = form.wish(to=to, outage=_outage(form))
        known = secret(tickets)
        outcome = services.carry_out(wish, tickets, form.versions, actor=actor, now=clock.now())
        _say(outcome)
        is_secret = say_who_sees(secret(outcome.changed), known)
        # The page from which one came may be that of what one no longer sees.
        return redirect(url_for(".list_tickets") if is_secret else _back(), code=303)
    return render_template(
        "tickets/bulk.html",
        form=form,
        able=able,
        refused=refused,
        summary=_summary(able, refused),
        action=request.full_path,
        back=_back(),
        labels=labels,
    ), form.status


def _summary(able: Sequence[Ticket], refused: Mapping[BulkRefusal, Sequence[Ticket]]) -> str:
    """Say in a sentence how many will change, and how many cannot."""
    will = ngettext("%(num)d request will change.", "%(num)d requests will change.", len(able))
    number = sum(map(len, refused.values()))
    cannot = ngettext("%(num)d cannot.", "%(num)d cannot.", number)
    return f"{will} {cannot}" if number else str(will)


def _ids() -> Collection[int]:
    """Return what was ticked, or a whole view; what is confirmed is what the page before showed."""
    if "all" not in request.args:
        return set(request.args.getlist("ticket", type=key))
    if request.method == "POST":
        return forms.seen_in(request.form.get("seen", ""))
    query = rules.view_query(rules.words_of(request.args["all"]).items())
    most = rules.MOST_AT_ONCE + 1
    return queries.ids_in(current_actor(), filters_of(query), now=clock.now(), most=most)


def _too_many() -> ResponseReturnValue:
    most = rules.MOST_AT_ONCE
    said = _("These are more than %(most)d requests. Narrow the list first.", most=most)
    return _unchanged(said)


def _nothing_chosen() -> ResponseReturnValue:
    return _unchanged(_("Tick the requests first, then choose what to do with them."))


def _unchanged(said: str) -> ResponseReturnValue:
    if request.method == "POST":
        abort(422)
    warn(said)
    return redirect(_back(), code=303)


def _back() -> str:
    said = request.args.get("back", "")
    return said if is_local(said) else url_for(".list_tickets")


def _offer(form: forms.BulkForm) -> queries.Hands:
    """Fill in what there is to choose from, where this act asks for it."""
    actor, hands, none_yet = current_actor(), queries.Hands((), ()), ("", _("Choose"))
    if "to" in form:
        hands = queries.hands(actor)
        form.to.choices = options([none_yet, *labels.hand_choices(hands.named())])
    if "outage_id" in form:
        known_outages = queries.known_outages(actor)
        form.outage_id.choices = options(
            (one.id, f"{one.reference} {one.subject}") for one in known_outages
        )
    if "category_id" in form:
        known = queries.categories(actor)
        form.category_id.choices = options([none_yet, *((one.id, named(one)) for one in known)])
    return hands


def _outage(form: forms.BulkForm) -> Ticket | None:
    if "outage_id" not in form:
        return None
    return queries.get_or_404(form.outage_id.data, actor=current_actor())


def _say(outcome: services.Outcome) -> None:
    """Say how many changed, offer to take that back, and name those that were left."""
    if outcome.changed:
        number = len(outcome.changed)
        said = ngettext("%(num)d request has changed.", "%(num)d requests have changed.", number)
        done(said, undo_url=undo_of(outcome))
    left = {**outcome.refused, BulkRefusal.CHANGED: outcome.moved}
    for why, tickets in left.items():
        if tickets:
            _name(why, tickets)


def _say_what_stays(outcome: services.Outcome) -> None:
    """Say how many cannot be taken back, and who has worked on them meanwhile."""
    tickets = outcome.moved
    changed_by = queries.last_changed_by([one.id for one in tickets])
    requests = _named(tickets, {**changed_by, **outcome.worked_on})
    warn(
        ngettext(
            "%(num)d request was worked on meanwhile and stays as it is now: %(requests)s.",
            "%(num)d requests were worked on meanwhile and stay as they are now: %(requests)s.",
            len(tickets),
            requests=requests,
        )
    )


def _name(why: BulkRefusal, tickets: Sequence[Ticket]) -> None:
    ids = [one.id for one in tickets[: rules.MOST_NAMED]]
    requests = _named(tickets, queries.last_changed_by(ids) if why is _MEANWHILE else {})
    warn(_("Left as it was: %(requests)s (%(why)s).", requests=requests, why=_words(why)))


def _named(tickets: Sequence[Ticket], by: Mapping[int, str]) -> str:
    """Name the first few, each with who changed it, and count the others."""
    some, more = tickets[: rules.MOST_NAMED], len(tickets) - rules.MOST_NAMED
    names = [_with_name(one, by) for one in some]
    names += [ngettext("%(num)d more", "%(num)d more", more)] if more > 0 else []
    return ", ".join(names)


def _with_name(ticket: Ticket, by: Mapping[int, str]) -> str:
    name = by.get(ticket.id)
    return f"{ticket.reference} – {name}" if name else ticket.reference


def _words(why: BulkRefusal) -> str:
    return str(labels.BULK_REFUSAL[why])


_MEANWHILE = BulkRefusal.CHANGED


@bp.post("/batches/<batch>/undo")
@requires(permissions.WORK)
def undo_batch(batch: str) -> ResponseReturnValue:
    """Take back one press of a button, but for what has moved on since."""
    actor = current_actor()
    if not queries.batch_of(batch, actor=actor):
        abort(404)
    if not Undo().validate_on_submit():
        abort(422)
    outcome = services.take_back_batch(batch, actor=actor, now=clock.now())
    if outcome.changed:
        number = len(outcome.changed)
        said = ngettext(
            "%(num)d request is as it was before.",
            "%(num)d requests are as they were before.",
            number,
        )
        done(said)
    if outcome.moved:
        _say_what_stays(outcome)
    return redirect(url_for(".list_tickets"), code=303)
