"""Forms of a job: what was found, what it took, and how it stands."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FieldList, FormField, SelectField, ValidationError
from wtforms import Form as WtForm
from wtforms.validators import InputRequired

from helpdesk.core.money import CENT
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import can_be_worked_on
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import (
    DateField,
    FilesField,
    LongText,
    MoneyField,
    NumberField,
    Text,
    options,
)
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.infra.i18n import named, number
from helpdesk.stock import queries as stock
from helpdesk.stock.forms import LEAST, find_part, quantity_field, whole_pieces
from helpdesk.stock.labels import reserved_words
from helpdesk.stock.models import Store
from helpdesk.stock.rules import NotEnoughStockError, ReservedError
from helpdesk.stock.services import Wanted
from helpdesk.workorders import labels, queries
from helpdesk.workorders.rules import (
    USUAL_PROBLEMS,
    CauseCode,
    CostKind,
    CounterBackError,
    HoldReason,
    Problem,
    Remedy,
    Result,
    Status,
)
from helpdesk.workorders.services import Bill, Repair, Work

CHOOSE = _l("Choose one of the listed options.")
BLANK = ("", _l("Choose"))
LINES = 5
MOST_PAGES = 99_999_999
LONGEST = 10_000  # minutes of one entry
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")
LONGEST_AGO = timedelta(days=3653)
STANDS = [
    (Status.DONE, _l("The work is finished")),
    (Status.IN_PROGRESS, _l("The work goes on")),
    *labels.HOLD_REASON.items(),
]


class PartLine(WtForm):
    part = Text(_l("Part (code or name)"))
    quantity = quantity_field(_l("Quantity"), least=LEAST)

    @property
    def is_empty(self) -> bool:
        return not self.part.data and not self.quantity.typed


class FaultFields(Form):
    """Which device, and what is wrong with it."""

    device = Text(
        _l("Device (asset number, label or serial number)"), required=_l("Say which device it is.")
    )
    problem = SelectField(
        _l("Problem"),
        [InputRequired(CHOOSE)],
        choices=options([BLANK, *labels.choices(labels.PROBLEM)]),
    )
    description = LongText(_l("What was found and done"))
    down_on = DateField(_l("Not working since"))
    down_time = Text(_l("Time when it stopped"), most=8)


class PartFields(Form):
    """The parts that work used up, out of one store."""

    store_id = SelectField(_l("Parts come from"), coerce=int)
    lines = FieldList(FormField(PartLine), min_entries=LINES, max_entries=LINES)
    counter = NumberField(_l("Pages that the printer has printed so far"), least=1, most=MOST_PAGES)
    anyway = BooleanField(_l("Use them all the same, though they are kept for others"))

    def __init__(self, *given: Any, **named_: Any) -> None:
        super().__init__(*given, **named_)
        self.wanted: dict[int, Wanted] = {}
        for place, line in enumerate(self.lines, start=1):
            line.form.part.label.text = _("Part %(place)d (code or name)", place=place)
            line.form.quantity.label.text = _("Quantity of part %(place)d", place=place)

    def offer(self, actor: Actor) -> None:
        """Fill the boxes with what the council's stores have, the fullest store first."""
        self.offers = stock.catalogue(actor)
        levels = [level for offer in self.offers for level in offer.levels if level.quantity]
        kinds = Counter(level.store_id for level in levels)
        fullest = sorted(stock.stores(actor), key=lambda store: -kinds[store.id])
        self.stores = {store.id: store for store in fullest}
        names = [(store.id, named(store)) for store in self.stores.values()]
        self.store_id.choices = options(names or [(0, _("There is no store yet."))])

    def refuse_short(self, short: NotEnoughStockError) -> None:
        """Name the line that asks for more than there is, and say how much there is."""
        place = list(self.wanted)[short.line]
        if isinstance(short, ReservedError):
            self._refuse_line(place, "quantity", reserved_words(short))
            return
        part, left = self.wanted[place].part, number(short.left)
        lines = [str(at + 1) for at, one in self.wanted.items() if one.part is part]
        words = _(
            "The quantity issued is more than the quantity in the store (%(left)s).", left=left
        )
        if len(lines) > 1:
            words = _(
                "This part stands on lines %(lines)s: together %(wanted)s, in the store %(left)s.",
                lines=", ".join(lines),
                wanted=number(short.wanted),
                left=left,
            )
        self._refuse_line(place, "quantity", words)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        self._read_lines()
        return valid and not self.errors

    @property
    def pages(self) -> int | None:
        return int(self.counter.data) if self.counter.data else None

    def refuse_counter(self, error: CounterBackError) -> None:
        words = _(
            "The last counter of this printer was %(last)s. Look again; if it was replaced, leave "
            "this empty.",
            last=number(error.last),
        )
        self.refuse("counter", words)

    @property
    def store(self) -> Store | None:
        return self.stores.get(self.store_id.data)

    @property
    def parts(self) -> list[Wanted]:
        return list(self.wanted.values())

    def _read_lines(self) -> None:
        known = [offer.part for offer in self.offers]
        for place, line in enumerate(self.lines):
            if not line.form.is_empty and not line.errors:
                self._read_line(place, line.form, known)

    def _read_line(self, place: int, line: PartLine, known: Sequence[Any]) -> None:
        if not line.part.data:
            self._refuse_line(place, "part", _("Enter the code or the name of the part."))
            return
        if line.quantity.data is None:
            self._refuse_line(place, "quantity", _("Enter the quantity."))
            return
        try:
            part = find_part(line.part.data, known)
        except ValidationError as error:
            self._refuse_line(place, "part", str(error))
        else:
            self._want(place, Wanted(part, line.quantity.data))

    def _want(self, place: int, wanted: Wanted) -> None:
        try:
            whole_pieces(wanted.quantity, wanted.part)
        except ValidationError as error:
            self._refuse_line(place, "quantity", str(error))
        else:
            self.wanted[place] = wanted

    def _refuse_line(self, place: int, field: str, words: str) -> None:
        box = self.lines[place].form[field]
        said = _("Line %(place)d: %(words)s", place=place + 1, words=words)
        box.errors = [*box.errors, said]
        self.lines.errors = [line.errors for line in self.lines]


class WorkFields(PartFields):
    """What was done, what it took, and how the job stands now."""

    cause = SelectField(
        _l("Cause"),
        [InputRequired(CHOOSE)],
        choices=options([BLANK, *labels.choices(labels.CAUSE)]),
    )
    remedy = SelectField(
        _l("Solution"),
        [InputRequired(CHOOSE)],
        choices=options([BLANK, *labels.choices(labels.REMEDY)]),
    )
    minutes = NumberField(_l("Your working time in minutes"), most=LONGEST)
    cost_amount = MoneyField(_l("Amount paid"), least=CENT)
    cost_kind = SelectField(_l("Paid for"), choices=options(labels.COST_KIND))
    cost_paid_to = Text(_l("Paid to"))
    cost_document = Text(_l("Number of the invoice or receipt"), most=60)
    stand = SelectField(_l("Next step"), choices=options(STANDS))
    result = SelectField(
        _l("Result, if the work is finished"), choices=options(labels.choices(labels.RESULT))
    )
    done_on = DateField(_l("Finished on"))
    done_time = Text(_l("Time when it was finished"), most=8)
    next_step = LongText(_l("What remains to be done"), most=1000)
    files = FilesField(_l("Picture or file"))

    @property
    def work(self) -> Work:
        status, hold_reason = self._stand
        return Work(
            cause=CauseCode(self.cause.data),
            remedy=Remedy(self.remedy.data),
            status=status,
            hold_reason=hold_reason,
            result=Result(self.result.data) if status is Status.DONE else None,
            next_step=self.next_step.data or "",
            done_at=self.done_at,
            store=self.store,
            parts=self.parts,
            anyway=self.anyway.data,
            counter=self.pages,
            minutes=int(self.minutes.data or 0),
            bills=self._bills,
        )

    @property
    def done_at(self) -> datetime | None:
        return moment_of(self.done_on, self.done_time) if self._stand[0] is Status.DONE else None

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        self._check_bill()
        self._check_times()
        return valid and not self.errors

    @property
    def _stand(self) -> tuple[Status, HoldReason | None]:
        said = self.stand.data
        if said in (Status.DONE, Status.IN_PROGRESS):
            return Status(said), None
        return Status.ON_HOLD, HoldReason(said)

    @property
    def _bills(self) -> Sequence[Bill]:
        if not self.cost_amount.data:
            return ()
        bill = Bill(
            kind=CostKind(self.cost_kind.data),
            amount=self.cost_amount.data,
            paid_to=self.cost_paid_to.data or "",
            document_number=self.cost_document.data or "",
        )
        return (bill,)

    def _check_bill(self) -> None:
        amount = self.cost_amount
        if amount.data and not self.cost_paid_to.data:
            self.refuse("cost_paid_to", _("Say who was paid."))
        if not amount.typed and (self.cost_paid_to.data or self.cost_document.data):
            self.refuse("cost_amount", _("Enter the amount."))

    def _check_times(self) -> None:
        check_moment(self, "done_on", "done_time")


class LogForm(FaultFields, WorkFields):
    """A whole repair on one page."""

    asset: Asset | None = None

    @property
    def chosen(self) -> Asset:
        """The device of a form that was found valid."""
        if self.asset is None:
            raise LookupError(self.device.data)
        return self.asset

    def offer(self, actor: Actor) -> None:
        super().offer(actor)
        self.actor = actor

    def put_first(self, kind: str) -> None:
        """Offer what mostly fails in a kind of equipment, by its code, before everything else."""
        usual = USUAL_PROBLEMS.get(kind, ())
        rest = [pair for pair in labels.choices(labels.PROBLEM) if pair[0] not in usual]
        if usual:
            self.problem.choices = {
                "": options([BLANK]),
                str(_("Usual for this device")): options(labels.among(usual)),
                str(_("Others")): options(rest),
            }

    @property
    def repair(self) -> Repair:
        return Repair(
            problem=Problem(self.problem.data),
            work=self.work,
            description=self.description.data or "",
            down_from=moment_of(self.down_on, self.down_time),
        )

    def validate_device(self, field: Field) -> None:
        if not field.data or field.errors:
            return
        found = queries.devices_called(field.data, actor=self.actor)
        if not found:
            raise ValidationError(_("No device has this asset number, label or serial number."))
        if len(found) > 1:
            raise ValidationError(
                _("Several devices have this serial number. Type the asset number.")
            )
        if not can_be_worked_on(found[0].status):
            raise ValidationError(_("This device has been taken off the register."))
        self.asset = found[0]

    def _check_times(self) -> None:
        super()._check_times()
        check_moment(self, "down_on", "down_time")
        began = None if self.errors else moment_of(self.down_on, self.down_time)
        ended = None if self.errors else self.done_at
        if began and ended and ended < began:
            self.refuse("done_on", _("The end date must not be earlier than the start date."))


class ContinueForm(WorkFields, EditForm):
    """More work on a job, and perhaps its end."""


class ReopenForm(EditForm):
    reason = LongText(
        _l("What is still wrong?"), required=_l("Say what is still wrong."), most=1000
    )


class CancelForm(EditForm):
    reason = LongText(_l("Reason"), required=_l("Give the reason."), most=1000)


class TakeCostBackForm(EditForm):
    reason = LongText(
        _l("Why was it wrong?"), required=_l("Say why this cost was wrong."), most=1000
    )


class ReturnPartForm(ActionForm):
    """Put a part that was not needed back into the store."""


class Undo(ActionForm):
    """Take back what was just logged; its button stands in the notice of that."""


def moment_of(on: DateField, at: Text) -> datetime | None:
    """Join a day and a time of the clock on the wall, where both were said."""
    spelt = CLOCK.fullmatch(at.data or "")
    if on.data is None or spelt is None:
        return None
    return datetime.combine(on.data, time(int(spelt[1]), int(spelt[2])), clock.ZONE)


def check_moment(form: Form, on: str, at: str) -> None:
    """Refuse half a moment, a time that no clock shows, and what has not come yet."""
    day: DateField = getattr(form, on)
    hour: Text = getattr(form, at)
    if day.errors or hour.errors:
        return
    if hour.data and CLOCK.fullmatch(hour.data) is None:
        form.refuse(at, _("Enter a time of 24 hours, for example 14:30."))
    elif any(day.typed) and not hour.data:
        form.refuse(at, _("Enter the time as well."))
    elif hour.data and not any(day.typed):
        form.refuse(on, _("Enter the date as well."))
    else:
        moment = moment_of(day, hour)
        if moment is not None and moment > clock.now():
            form.refuse(on, _("This cannot be in the future."))
        elif moment is not None and moment < clock.now() - LONGEST_AGO:
            form.refuse(on, _("This lies more than ten years back. Look at the year once more."))
