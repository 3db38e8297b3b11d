"""Contracts and licences on the pages of a device and of a person, and a count of what ends."""

from flask import render_template

from helpdesk.accounts.models import User
from helpdesk.contracts import permissions, queries
from helpdesk.contracts.reports import covers
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel


@panel("equipment.asset", order=30)
def support_of(asset: object) -> str:
    """Say who must come when the device breaks, and which programs are paid for on it."""
    if not isinstance(asset, Asset) or not can(current_actor(), permissions.VIEW):
        return ""
    contracts = queries.contracts_on(asset, today=clock.today())
    seats = queries.seats_of_asset(asset)
    if not contracts and not seats:
        return ""
    return render_template(
        "contracts/_of_asset.html", contracts=contracts, seats=seats, covers=covers
    )


@panel("dashboard.figures", order=60)
def what_ends(_figures: object) -> str:
    """Count what ends within three months, and lead to the list of it."""
    actor = current_actor()
    if not can(actor, permissions.VIEW):
        return ""
    ending = queries.ending_soon(actor, today=clock.today())
    return render_template("contracts/_ending.html", ending=ending) if ending else ""


@panel("accounts.person", order=40)
def licences_of_person(person: object) -> str:
    if not isinstance(person, User) or not can(current_actor(), permissions.VIEW):
        return ""
    seats = queries.seats_of_person(person)
    return render_template("contracts/_of_person.html", seats=seats) if seats else ""
