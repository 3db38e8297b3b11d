"""The form that hands devices over, and what narrows the list of papers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import HiddenField, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.custody import labels, queries
from helpdesk.custody.models import HandoverLine
from helpdesk.custody.rules import Kind
from helpdesk.custody.services import Given, Paper
from helpdesk.equipment import labels as equipment_labels
from helpdesk.equipment.forms import CHOOSE, WhereaboutsFields, spelled
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition
from helpdesk.equipment.services import Whereabouts
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, LongText, Text, options
from helpdesk.infra.forms import EditForm, FilterForm
from helpdesk.org.queries import department_or_404, location_or_404

ANY = ("", lazy_pgettext("papers", "All"))
LONGEST = timedelta(days=730)  # that anything is lent


class ListForm(FilterForm):
    view = HiddenField()
    q = Text(_l("Search"))
    kind = SelectField(_l("Paper"), validate_choice=False)

    def offer(self) -> None:
        self.kind.choices = options([ANY, *labels.KIND.items()])


class Batch:
    """The devices of one paper as one record: it is newer as soon as one of them is.

    What comes back goes where it was before it went out, unless somebody says otherwise.
    """

    __tablename__ = "asset"

    def __init__(
        self, assets: Sequence[Asset], kind: Kind, out: Mapping[int, HandoverLine]
    ) -> None:
        first, line = assets[0], out.get(assets[0].id)
        self.assets, self.id = assets, first.id
        self.version = sum(asset.version for asset in assets)
        self.location_id = line.from_location_id if line else first.location_id
        self.department_id = line.from_department_id if line else first.department_id
        self.holder = spelled(line.from_custodian) if line and kind is Kind.RETURN else ""

    @property
    def versions(self) -> str:
        return " ".join(f"{asset.id}:{asset.version}" for asset in self.assets)


class HandForm(EditForm):
    """What every paper says; boxes for each device come to it by `hand_form`."""

    subject: Batch  # type: ignore[assignment]
    kind: Kind
    versions = HiddenField()
    reason = LongText(_l("Reason"), most=500)

    def offer(self, actor: Actor) -> None:
        self._actor = actor
        self.names_others = len(self.subject.assets) == 1
        self.seen = dict(_pairs(self.versions.data or ""))
        if not self.is_resumed:  # what was told once is not told again
            self.versions.data = self.subject.versions

    @property
    def given(self) -> list[Given]:
        return [self._given(asset) for asset in self.subject.assets]

    def _given(self, asset: Asset) -> Given:
        condition = Condition(self[f"condition_{asset.id}"].data)
        return Given(asset, condition, self[f"accessories_{asset.id}"].data or "")

    @property
    def paper(self) -> Paper:
        raise NotImplementedError


class _Lends(HandForm):
    due_on = DateField(_l("To be back by"), required=_l("Say by which day it comes back."))

    def validate_due_on(self, field: DateField) -> None:
        check_due(field.data, clock.today())


class _Places(HandForm, WhereaboutsFields):
    """A paper that brings devices to a place and, mostly, into somebody's hands."""

    def offer(self, actor: Actor) -> None:
        super().offer(actor)
        self.offer_places(actor)

    def refusals(self) -> Any:
        return ()

    @property
    def paper(self) -> Paper:
        due_on: date | None = self["due_on"].data if "due_on" in self else None
        to = Whereabouts(
            location=location_or_404(self.location_id.data, actor=self._actor),
            department=department_or_404(self.department_id.data, actor=self._actor),
            custodian=self.custodian,
        )
        return Paper(kind=self.kind, to=to, due_on=due_on, reason=self.reason.data or "")


class _ToSomebody(_Places):
    holder = Text(_l("Who receives it"), required=_l("Say who receives the equipment."))

    def refusals(self) -> Any:
        """A paper that changes nothing is none."""
        to = self.location_id.data, self.department_id.data, self.custodian and self.custodian.id
        if all(
            (one.location_id, one.department_id, one.custodian_id) == to
            for one in self.subject.assets
        ):
            yield "holder", _("This person has it in this place already.")


class _Loan(_ToSomebody, _Lends):
    """It comes back."""


class _Back(_Places):
    holder = Text(_l("Who keeps it from now on"))


class _Bench(_Lends):
    workshop_id = SelectField(_l("Workshop"), [InputRequired(CHOOSE)], coerce=int)
    carried_by = Text(
        _l("Who carries it out"), required=_l("Say who carries the equipment out."), most=120
    )
    reason = LongText(_l("Reason"), required=_l("Say why it goes to a workshop."), most=500)

    def offer(self, actor: Actor) -> None:
        super().offer(actor)
        self._workshops = {one.id: one for one in queries.workshops(actor)}
        named = [(one.id, one.name) for one in self._workshops.values()]
        self.workshop_id.choices = options([(0, _("Choose")), *named])

    def validate_workshop_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Choose the workshop that repairs the equipment."))

    @property
    def paper(self) -> Paper:
        return Paper(
            kind=self.kind,
            workshop=self._workshops[self.workshop_id.data],
            carried_by=self.carried_by.data or "",
            due_on=self.due_on.data,
            reason=self.reason.data or "",
        )


_FORMS: Mapping[Kind, type[HandForm]] = {
    Kind.ISSUE: _ToSomebody,
    Kind.TRANSFER: _ToSomebody,
    Kind.RETURN: _Back,
    Kind.LOAN: _Loan,
    Kind.REPAIR_BENCH: _Bench,
}


def hand_form(kind: Kind, assets: Sequence[Asset], *, actor: Actor) -> HandForm:
    """Make the form of one kind of paper, with two boxes for each device."""
    made: dict[str, Any] = {"kind": kind}
    for one in assets:
        made[f"condition_{one.id}"] = SelectField(
            _("Condition of %(tag)s", tag=one.asset_tag),
            choices=options(equipment_labels.CONDITION),
            default=one.condition,
        )
        made[f"accessories_{one.id}"] = Text(
            _("What goes with %(tag)s, such as a charger or a bag", tag=one.asset_tag), most=200
        )
    batch = Batch(assets, kind, queries.open_lines(assets))
    form: HandForm = type(f"Hand_{kind}", (_FORMS[kind],), made)(batch)
    form.offer(actor)
    return form


def check_due(chosen: date | None, today: date) -> None:
    """Refuse a day that is over, or that nobody can mean."""
    if chosen is not None and chosen < today:
        raise ValidationError(_("The day on which it comes back cannot be over already."))
    if chosen is not None and chosen > today + LONGEST:
        raise ValidationError(_("Nothing is lent for more than two years. Look at the year."))


def _pairs(said: str) -> Sequence[tuple[int, int]]:
    """Read which version of each device the page showed; what makes no sense says nothing."""
    parts = [one.partition(":")[::2] for one in said.split()]
    return [(int(one), int(at)) for one, at in parts if (one + at).isdecimal() and one and at]
