"""A sheet for each place, to be taken along and ticked when devices are counted by hand."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.equipment import labels
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import Cell, Column, Facts, Report, Section, Signature, Table
from helpdesk.infra.i18n import day, named
from helpdesk.org.reports import letterhead


def verification_sheet(
    assets: Sequence[Asset],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List devices by place; what was seen, and its serial number, is written by hand."""
    today = clock.local_date(now)
    ordered = sorted(assets, key=lambda one: (_sheet(one), one.asset_tag))
    facts = [Section("", [Facts(narrowed)])] if narrowed else []
    return Report(
        letterhead=letterhead(actor.council_id, today),
        title=_("Sheet for the physical verification of ICT equipment"),
        period=_("On %(day)s", day=day(today)),
        made_at=now,
        made_by=actor.name,
        sections=[*facts, *_sheets(ordered)],
        signatures=[
            Signature(_("Counted by"), "", is_stamped=False),
            Signature(_("Custodian"), "", is_stamped=False),
            Signature(_("Checked by"), _("Head of the ICT unit"), is_stamped=False),
        ],
        language=str(get_locale()),
        landscape=True,
    )


def _sheets(ordered: Sequence[Asset]) -> list[Section]:
    """Begin a page with each place, so that sheets can be given to different hands."""
    places = [(words, list(some)) for words, some in groupby(ordered, _sheet)]
    sheets = [
        Section(words, [_table(some)], starts_page=number > 0)
        for number, (words, some) in enumerate(places)
    ]
    return sheets or [Section("", [_table([])])]


def _sheet(asset: Asset) -> str:
    return f"{named(asset.department)}: {labels.place(asset.location)}"


def _table(assets: Sequence[Asset]) -> Table:
    columns = [
        Column(_("No."), numeric=True),
        Column(_("Asset number"), 3),
        Column(_("Device"), 4),
        Column(_("Custodian"), 3),
        Column(_("Condition"), 2),
        Column(_("Serial number, as read from the device"), 4),
        Column(_("Found"), 1),
        Column(_("Not found"), 1),
        Column(_("Condition (A to E)"), 2),
        Column(_("Remarks"), 3),
    ]
    return Table(columns, [_row(place, one) for place, one in enumerate(assets, start=1)])


def _row(place: int, asset: Asset) -> Sequence[Cell]:
    device = f"{named(asset.category)} {asset.model.full_name}"
    holder = asset.custodian.name if asset.custodian else None
    return (place, asset.asset_tag, device, holder, asset.condition.value, "", "", "", "", "")
