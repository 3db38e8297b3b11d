"""Forms of rounds: where and until when, and the sheet as it is typed back."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any
from zlib import crc32

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField

from helpdesk.checklists.forms import FURTHEST
from helpdesk.checklists.models import ChecklistItem, ChecklistTemplate
from helpdesk.checklists.rules import JUDGED, Answer, ItemKind, Outcome, within
from helpdesk.core.money import CENT
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can
from helpdesk.infra.fields import DateField, MoneyField, NumberField, Text, options
from helpdesk.infra.forms import EditForm, FilterForm
from helpdesk.infra.i18n import day
from helpdesk.maintenance import labels, permissions
from helpdesk.maintenance.forms.visits import bills
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.services import Found, Row
from helpdesk.org.queries import location_choices
from helpdesk.workorders.forms.work import LONGEST
from helpdesk.workorders.services import Bill, Taken

NUMBERS = re.compile(r"[\s,;]*\d{1,2}(?:[\s,;]+\d{1,2})*[\s,;]*")
LATEST_HOUR = time(15, 30)  # of a day that is over, when the office closes


class RoundForm(FilterForm):
    location = SelectField(_l("Place, with all that lies in it"), validate_choice=False)
    period = SelectField(_l("What is due until"), validate_choice=False)

    def offer(self, actor: Actor) -> None:
        self.location.choices = options([("", _("Choose")), *location_choices(actor)])
        self.period.choices = options(labels.PERIODS)


class SheetForm(EditForm):
    """The sheet of a round; the boxes of its devices come to it by `sheet_form`."""

    names_others = False
    visits: Sequence[Occurrence]
    checklists: Mapping[int, ChecklistTemplate]
    actor: Actor
    done_on = DateField(_l("Day of the round"), required=_l("Enter the day of the round."))
    done_by = SelectField(_l("Done by"), coerce=int)
    witness = Text(_l("Witness (name and office)"), most=120)
    fee_document = Text(_l("Number of the workshop's invoice"), most=60)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        on = self.done_on.data
        if on and not self.done_on.errors and on > clock.today():
            self.refuse("done_on", _("This cannot be in the future."))
        for visit in self.visits:
            self._check(visit)
        if valid and not self.errors and not self.rows:
            self.form_errors.append(_("Nothing was typed in yet."))
        return valid and not self.errors

    @property
    def rows(self) -> list[Row]:
        said = [visit for visit in self.visits if self[f"result_{visit.id}"].data]
        return [self._row(visit) for visit in said]

    def _row(self, visit: Occurrence) -> Row:
        note = self[f"note_{visit.id}"].data or ""
        if self[f"result_{visit.id}"].data == Outcome.NOT_APPLICABLE:
            return Row(visit, None, note)
        checklist = self.checklists[visit.id]
        found = Found(
            checklist=checklist,
            answers=[self._answer(visit, item) for item in checklist.items],
            witness=self.witness.data or "",
            note=note,
            taken=Taken(done_at=self._done_at, bills=self._bills(visit)),
        )
        minutes = self[f"minutes_{visit.id}"].data
        return Row(visit, found, minutes=int(minutes) if minutes else None)

    def _bills(self, visit: Occurrence) -> list[Bill]:
        if visit.revision.vendor is None:
            return []
        return bills(visit, self[f"fee_{visit.id}"].data, self.fee_document.data or "")

    @property
    def _done_at(self) -> datetime | None:
        """A round of an earlier day was over when the office closed; one of today just now."""
        on: date | None = self.done_on.data
        if on is None or on >= clock.today():
            return None
        return datetime.combine(on, LATEST_HOUR, clock.ZONE)

    def _answer(self, visit: Occurrence, item: ChecklistItem) -> Answer:
        if item.kind is ItemKind.NUMBER:
            value = self[f"reading_{visit.id}_{item.seq}"].data
            return Answer(within(value, item.least, item.most), value=value)
        if item.kind not in JUDGED:
            return Answer(Outcome.NOT_DONE)
        if item.seq in self._faults(visit):
            return Answer(Outcome.FAIL, note=self[f"note_{visit.id}"].data or "")
        return Answer(Outcome.PASS)

    def _faults(self, visit: Occurrence) -> set[int]:
        typed = self[f"faults_{visit.id}"].data or ""
        return {int(one) for one in re.findall(r"\d+", typed)}

    def _check(self, visit: Occurrence) -> None:
        """Refuse a row that does not say enough, or what no sheet can say."""
        said = self[f"result_{visit.id}"].data
        if said and said not in dict(labels.LETTERS):
            self.refuse(f"result_{visit.id}", _("Say also what was found: S, T or H."))
            return
        if said:
            self._check_day(visit)
        if said == Outcome.NOT_APPLICABLE:
            self._check_waiver(visit)
        elif said:
            self._check_answers(visit)
            self._check_faults(visit, is_fault=said == Outcome.FAIL)
        elif any(self[name].data for name in self._names(visit)):
            self.refuse(f"result_{visit.id}", _("Say also what was found: S, T or H."))

    def _check_day(self, visit: Occurrence) -> None:
        """Refuse a day on which nobody could have had this visit on a sheet."""
        handed_out = clock.local_date(visit.generated_at)
        if self.done_on.data and self.done_on.data < min(handed_out, visit.window_from):
            words = _("This visit was handed out on %(day)s, after the round.", day=day(handed_out))
            self.refuse(f"result_{visit.id}", words)

    def _names(self, visit: Occurrence) -> list[str]:
        readings = [one for one in self._fields if one.startswith(f"reading_{visit.id}_")]
        return [f"faults_{visit.id}", f"note_{visit.id}", f"minutes_{visit.id}", *readings]

    def _check_waiver(self, visit: Occurrence) -> None:
        if not can(self.actor, permissions.WAIVE):
            words = _("Only who may waive visits can type this. Leave the row to the head.")
            self.refuse(f"result_{visit.id}", words)
        elif not self[f"note_{visit.id}"].data:
            self.refuse(f"note_{visit.id}", _("Give the reason."))

    def _check_answers(self, visit: Occurrence) -> None:
        asked = self.checklists[visit.id].items
        for item in (one for one in asked if one.is_mandatory and one.kind not in JUDGED):
            if item.kind is not ItemKind.NUMBER:
                words = _(
                    "Number %(seq)s asks for words or a photo. Finish this visit on its page.",
                    seq=item.seq,
                )
                self.refuse(f"result_{visit.id}", words)
                continue
            box = self[f"reading_{visit.id}_{item.seq}"]
            if box.data is None and not box.errors:
                self.refuse(box.name, _("Answer number %(seq)s.", seq=item.seq))

    def _check_faults(self, visit: Occurrence, *, is_fault: bool) -> None:
        box, typed = f"faults_{visit.id}", self[f"faults_{visit.id}"].data or ""
        judged = {one.seq for one in self.checklists[visit.id].items if one.kind in JUDGED}
        if typed and not (NUMBERS.fullmatch(typed) and self._faults(visit) <= judged):
            self.refuse(box, self._which(judged))
        elif typed and not is_fault:
            self.refuse(box, _("These numbers are of faults, but the row says in order."))
        elif is_fault and not typed and not self._has_bad_reading(visit):
            self.refuse(box, self._which(judged))
        elif not is_fault and self._has_bad_reading(visit):
            words = _("A reading is out of its limits, so this is a fault: choose T.")
            self.refuse(f"result_{visit.id}", words)

    def _which(self, judged: Collection[int]) -> str:
        """Say which items can be named; what is measured is judged by its reading."""
        numbers = ", ".join(map(str, sorted(judged)[:8]))
        return str(
            _(
                "Type the numbers of the items at fault. Of this checklist: %(numbers)s.",
                numbers=numbers,
            )
        )

    def _has_bad_reading(self, visit: Occurrence) -> bool:
        items = self.checklists[visit.id].items
        readings = [one for one in items if one.kind is ItemKind.NUMBER]
        return any(self._answer(visit, one).outcome is Outcome.FAIL for one in readings)


def sheet_form(
    visits: Sequence[Occurrence],
    checklists: Mapping[int, ChecklistTemplate],
    people: Sequence[tuple[int, str]],
    actor: Actor,
) -> SheetForm:
    made: dict[str, Any] = {"visits": visits, "checklists": checklists, "actor": actor}
    for visit in visits:
        made |= _boxes(visit, checklists[visit.id].items)
    kept: Any = SimpleNamespace(version=_version(visits))
    form: SheetForm = type("Sheet", (SheetForm,), made)(
        kept, done_on=clock.today(), done_by=actor.id
    )
    form.done_by.choices = options(people)
    return form


def _boxes(visit: Occurrence, items: Sequence[ChecklistItem]) -> dict[str, Any]:
    tag = visit.asset.asset_tag
    readings = (item for item in items if item.kind is ItemKind.NUMBER)
    return {
        f"result_{visit.id}": RadioField(
            _("Finding of %(tag)s", tag=tag), choices=options(labels.LETTERS), validate_choice=False
        ),
        f"faults_{visit.id}": Text(_("Numbers of the items at fault on %(tag)s", tag=tag), most=60),
        **{f"reading_{visit.id}_{item.seq}": _reading(item, tag) for item in readings},
        f"note_{visit.id}": Text(_("Note on %(tag)s", tag=tag), most=200),
        f"minutes_{visit.id}": NumberField(_("Minutes at %(tag)s", tag=tag), least=1, most=LONGEST),
        **_fee(visit, tag),
    }


def _fee(visit: Occurrence, tag: str) -> dict[str, MoneyField]:
    if visit.revision.vendor is None:
        return {}
    words = _("What the workshop was paid for %(tag)s, with VAT", tag=tag)
    return {f"fee_{visit.id}": MoneyField(words, least=CENT)}


def _reading(item: ChecklistItem, tag: str) -> NumberField:
    words = _("Reading %(seq)s of %(tag)s", seq=item.seq, tag=tag)
    return NumberField(words, least=-FURTHEST, most=FURTHEST, places=2)


def _version(visits: Sequence[Occurrence]) -> int:
    """Change with whatever anybody does to one of these visits."""
    return crc32(repr([(one.id, one.version) for one in visits]).encode()) % 10**9
