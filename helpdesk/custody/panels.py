"""Custody on the pages of others: a device, the register, one's own devices, a person, home."""

from collections.abc import Iterator, Sequence

from flask import render_template, url_for

from helpdesk.accounts.models import User
from helpdesk.audit.queries import changed_fields, names_in, since_versions
from helpdesk.custody import forms, labels, permissions, queries, rules
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can, current_actor
from helpdesk.infra.slots import panel


@timeline_source
def papers(asset: Asset, actor: Actor) -> Iterator[TimelineEntry]:
    for one in (line.handover for line in queries.lines_of(asset, actor=actor)):
        yield TimelineEntry(
            at=one.at,
            words=str(labels.KIND[one.kind]),
            text=one.number,
            url=url_for("custody.show", handover_id=one.id),
            icon="truck",
        )


@panel("equipment.asset", order=5)
def acts_on(asset: object) -> str:
    """What may be done with a device now, and where it is out."""
    actor = current_actor()
    if not isinstance(asset, Asset) or not can(actor, permissions.HAND_OVER):
        return ""
    out = queries.out_on(asset, actor=actor)
    state = queries.state_of(asset, is_out=out is not None)
    return render_template(
        "custody/_acts_on.html",
        asset=asset,
        kinds=rules.possible(state),
        out=out,
        today=clock.today(),
        labels=labels,
    )


@panel("equipment.ticked", order=20)
def acts_on_ticked(_subject: object) -> str:
    if not can(current_actor(), permissions.HAND_OVER):
        return ""
    return render_template("custody/_acts_on_ticked.html", labels=labels)


@panel("equipment.mine", order=10)
def confirm_mine(held: object) -> str:
    """One tap for all that one holds; what is denied, or confirmed this year, is not asked for."""
    actor = current_actor()
    assets = [one for one in held if isinstance(one, Asset)] if isinstance(held, Sequence) else []
    confirmed = queries.confirmed_ids(actor, today=clock.today())
    denied = queries.denied(actor)
    asked = [one for one in assets if one.id not in confirmed and one.id not in denied]
    form = forms.ConfirmForm()
    form.assets.data = " ".join(str(one.id) for one in asked)
    return render_template(
        "custody/_confirm_mine.html", assets=assets, asked=asked, denied=denied, form=form
    )


@panel("dashboard.top", order=30)
def handed_to_me(_person: object) -> str:
    waiting = queries.waiting_for(current_actor())
    accept = {one.id: forms.AcceptForm(one) for one in waiting}
    return render_template(
        "custody/_handed_to_me.html", waiting=waiting, accept=accept, labels=labels
    )


@panel("accounts.person", order=20)
def clearance_of(person: object) -> str:
    if not isinstance(person, User) or not can(current_actor(), permissions.CLEAR):
        return ""
    return render_template("custody/_clearance_of.html", person=person)


@panel("form.conflict", order=20)
def changes_of_devices(form: object) -> str:
    """Name the devices of a paper that others changed meanwhile, and who did; all are one press."""
    if not isinstance(form, forms.HandForm) or form.names_others:
        return ""
    changed = [one for one in form.subject.assets if form.seen.get(one.id) != one.version]
    entries = since_versions("asset", {one.id: form.seen.get(one.id, 0) for one in changed})
    names = names_in(entries, actor=current_actor())
    acts = [(entry, changed_fields(entry, names)) for entry in entries]
    told = [(one, [act for act in acts if act[0].subject_id == one.id]) for one in changed]
    return render_template("custody/_changed.html", told=told)
