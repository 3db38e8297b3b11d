"""The papers of leaving: the board's report, the certificates, the list of surveys."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from flask_babel import get_locale, pgettext
from flask_babel import gettext as _

from helpdesk.disposals import labels
from helpdesk.disposals.models import DataWipe, Disposal, Survey, SurveyLine
from helpdesk.disposals.rules import MemberRole
from helpdesk.equipment import labels as equipment
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Facts,
    Paragraph,
    Report,
    Section,
    Signature,
    Table,
)
from helpdesk.infra.i18n import day, named
from helpdesk.org.reports import letterhead


def surveys_report(surveys: Sequence[Survey], *, view: str, actor: Actor, now: datetime) -> Report:
    columns = [
        Column(_("Survey"), share=2),
        Column(_("Date"), share=2),
        Column(_("Place"), share=3),
        Column(_("Devices"), numeric=True),
        Column(pgettext("disposal", "Have left"), numeric=True),
        Column(_("Status"), share=2),
    ]
    rows = [
        (
            one.reference,
            one.surveyed_on,
            one.place,
            len(one.lines),
            sum(line.disposal is not None for line in one.lines),
            str(labels.STATE[one.state]),
        )
        for one in surveys
    ]
    table = Table(columns, rows, empty=_("There is no such survey."))
    title = _("Surveys and disposals")
    return list_report(table, title=title, view=view, narrowed=[], actor=actor, now=now)


def survey_report(survey: Survey, *, link: str, actor: Actor, now: datetime) -> Report:
    """List what the board recommends, with the worth of that day and a place to sign for each."""
    said = _(
        "We, the members of the board, saw the devices listed as seen and recommend what is"
        " written beside each."
    )
    facts: list[tuple[str, Cell]] = [
        (_("Letter that appointed the board"), survey.appointment_letter),
        (_("Place of the survey"), survey.place),
        (_("Status"), str(labels.STATE[survey.state])),
    ]
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Report of the board of survey: devices to be disposed of"),
        period=_("Surveyed on %(day)s", day=day(survey.surveyed_on)),
        made_at=now,
        made_by=actor.name,
        reference=survey.reference,
        sections=[Section("", [Facts(facts), _lines(survey), Paragraph(said)])],
        signatures=[*_board(survey), _decider(survey)],
        language=str(get_locale() or "sw"),
        landscape=True,
        link=link,
    )


def wipe_report(found: DataWipe, *, link: str, actor: Actor, now: datetime) -> Report:
    said = _("The data of this device were wiped so that nobody can read them any more.")
    facts = [
        *_device(found.line),
        (_("How the data were wiped"), str(labels.WIPE[found.method])),
        (_("Wiped on"), found.done_on),
    ]
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Certificate of data wiping"),
        period=_("Wiped on %(day)s", day=day(found.done_on)),
        made_at=now,
        made_by=actor.name,
        reference=found.reference,
        sections=[Section("", [Facts(facts), Paragraph(said)])],
        signatures=[
            _known(_("Wiped by"), found.done_by),
            _known(pgettext("disposal", "Witness"), found.witness),
            Signature(_("Seen by"), _("Head of the ICT unit")),
        ],
        language=str(get_locale() or "sw"),
        link=link,
    )


def disposal_report(found: Disposal, *, link: str, actor: Actor, now: datetime) -> Report:
    line = found.line
    facts = [
        *_device(line),
        (_("Reason for disposal"), str(labels.REASON[line.reason])),
        (_("Book value"), line.book_value),
        (_("How it left"), str(labels.METHOD[found.method])),
        (_("Left on"), found.done_on),
        (_("Receiver"), found.receiver),
        (_("Proceeds"), found.proceeds),
        (_("Number of the receipt"), found.receipt_number or None),
        (_("Certificate of data wiping"), line.wipe.reference if line.wipe else None),
    ]
    return Report(
        letterhead=letterhead(actor.council_id, clock.local_date(now)),
        title=_("Certificate of disposal"),
        period=_("Left on %(day)s", day=day(found.done_on)),
        made_at=now,
        made_by=actor.name,
        reference=found.reference,
        sections=[Section("", [Facts(facts)])],
        signatures=[
            _known(_("Handed over by"), found.entered_by.name, found.entered_by.job_title),
            _known(_("Received by"), found.receiver),
            _known(pgettext("disposal", "Witness"), found.witness),
            Signature(_("Seen by"), _("Council Director")),
        ],
        language=str(get_locale() or "sw"),
        link=link,
    )


def _lines(survey: Survey) -> Table:
    columns = [
        Column(_("No.")),
        Column(_("Asset number"), share=4),
        Column(_("Model"), share=4),
        Column(_("Seen"), share=2),
        Column(_("Condition"), share=2),
        Column(_("Reason"), share=3),
        Column(_("Age in months"), share=2, numeric=True),
        Column(_("Purchase cost"), share=3, numeric=True),
        Column(_("Book value"), share=3, numeric=True),
        Column(_("Repairs of three years"), share=3, numeric=True),
        Column(_("Estimated value"), share=3, numeric=True),
        Column(_("Recommended way of disposal"), share=4),
        Column(_("Decision"), share=3),
    ]
    rows = [_line(place, line) for place, line in enumerate(survey.lines, start=1)]
    sums = [
        sum((getattr(one, name) or Decimal(0) for one in survey.lines), Decimal(0))
        for name in ("purchase_cost", "book_value", "repair_cost", "estimated_value")
    ]
    return Table(columns, rows, totals=["", None, "", "", "", "", "", *sums, "", ""])


def _line(place: int, line: SurveyLine) -> Sequence[Cell]:
    return (
        str(place),
        line.asset.asset_tag,
        line.asset.model.full_name,
        _("Yes") if line.is_seen else _("No"),
        str(equipment.CONDITION[line.condition]),
        str(labels.REASON[line.reason]),
        line.age_months,
        line.purchase_cost,
        line.book_value,
        line.repair_cost,
        line.estimated_value,
        str(labels.METHOD[line.method]),
        str(labels.DECIDED[line.decision]) if line.decision else None,
    )


def _board(survey: Survey) -> list[Signature]:
    """Each member has a place, the chairperson first."""
    ranks = list(MemberRole)
    members = sorted(survey.members, key=lambda one: ranks.index(one.role))
    return [_known(str(labels.ROLE[one.role]), one.name, one.job_title) for one in members]


def _decider(survey: Survey) -> Signature:
    person = survey.decided_by
    heading = pgettext("survey", "Decided by")
    return _known(heading, person.name, person.job_title) if person else _known(heading, "")


def _known(heading: str, name: str, job_title: str = "") -> Signature:
    return Signature(heading, "", is_stamped=False, name=name, job_title=job_title)


def _device(line: SurveyLine) -> Iterator[tuple[str, Cell]]:
    asset = line.asset
    yield _("Asset number"), asset.asset_tag
    yield _("Equipment type"), named(asset.category)
    yield _("Model"), asset.model.full_name
    yield _("Serial number"), asset.serial_number
    yield _("Board of survey"), line.survey.reference
