"""Forms of a plan: which devices, how often, and how long a visit takes."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import technicians
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.queries import newest_of
from helpdesk.core.recurrence import DayRule, Nonworking, Rule, SeasonPolicy, Unit
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.labels import CRITICALITY
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, LongText, MoneyField, NumberField, Text, options
from helpdesk.infra.forms import EditForm, Form
from helpdesk.infra.i18n import named
from helpdesk.maintenance import labels, queries
from helpdesk.maintenance.models import MaintenancePlan, PlanRevision
from helpdesk.maintenance.rules import (
    InconsistentRuleError,
    MissedPolicy,
    Mode,
    PlanState,
    StartPolicy,
    check,
    seasonal,
)
from helpdesk.maintenance.services import Schedule, Scope
from helpdesk.org.labels import WEEKDAYS
from helpdesk.org.queries import location_choices
from helpdesk.vendors.models import Vendor
from helpdesk.vendors.queries import in_use
from helpdesk.workorders.queries import devices_called
from helpdesk.workorders.rules import Kind

CHOOSE = _l("Choose one of the listed options.")
NEEDED = _l("Enter a number.")
ALL = ("", _l("All of them"))
LONGEST = 100  # intervals of one unit
FARTHEST, LATEST_CHANGE = 3653, 731  # days
LONGEST_VISIT = 24 * 60  # minutes


class RuleFields(Form):
    """When visits come, what is looked at, who makes them."""

    every = NumberField(_l("Every how many?"), required=NEEDED, least=1, most=LONGEST)
    unit = SelectField(_l("Days, weeks, months or years?"), choices=options(labels.UNIT))
    anchor_on = DateField(_l("First visit on"), required=_l("Say when the first visit is."))
    minutes = NumberField(
        _l("Minutes for one device"), required=NEEDED, least=1, most=LONGEST_VISIT
    )
    responsible = SelectField(_l("Who does the work"), coerce=int)
    checklist = SelectField(_l("Checklist"), validate_choice=False)
    team = SelectMultipleField(
        _l("Who goes along"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    travels = BooleanField(_l("Officers travel to places outside for it"), default=True)
    vendor = SelectField(_l("Outside workshop"), validate_choice=False)
    fee = MoneyField(_l("What the workshop asks for at one device, with VAT"))
    mode = SelectField(
        _l("The next visit is counted"), choices=options(labels.MODE), default=Mode.FIXED
    )
    day_rule = SelectField(
        _l("Day of the month"), choices=options(labels.DAY_RULE), default=DayRule.ANCHOR
    )
    nth = SelectField(_l("Which one in the month"), coerce=int, choices=options(labels.NTH))
    weekday = SelectField(
        _l("Day of the week"), coerce=int, choices=options(list(enumerate(WEEKDAYS)))
    )
    season_from = SelectField(
        _l("Only from the month"), choices=options(labels.MONTHS), coerce=int, default=0
    )
    season_until = SelectField(
        _l("Until the month"), choices=options(labels.MONTHS), coerce=int, default=0
    )
    season_policy = SelectField(
        _l("What falls outside these months"), choices=options(labels.SEASON_POLICY)
    )
    nonworking = SelectField(_l("If the day is closed"), choices=options(labels.NONWORKING))
    missed_policy = SelectField(
        _l("What could not be handed out in time"), choices=options(labels.MISSED_POLICY)
    )
    lead_days = NumberField(_l("Handed out how many days before"), most=60)
    tolerance_before = NumberField(_l("Days that it may be early"), most=60)
    tolerance_after = NumberField(_l("Days that it may be late"), most=60)
    min_gap_percent = NumberField(
        _l("Left out if the last visit was so close, in percent of the interval"), most=100
    )
    until = DateField(_l("Last day of the plan"))
    start_policy = SelectField(
        _l("A new device has part"), choices=options(labels.START_POLICY), default=StartPolicy.NEXT
    )

    def offer(self, actor: Actor) -> None:
        self.people = {one.id: one for one in technicians(actor)}
        self.checklists = queries.checklists(actor)
        self.responsible.choices = options([(one.id, one.name) for one in self.people.values()])
        lists = [(str(one.id), named(one)) for one in self.checklists]
        self.checklist.choices = options([("", _("None")), *lists])
        self.team.choices = self.responsible.choices
        self._offer_vendors(in_use(actor, besides=self._vendor_before))

    @property
    def _vendor_before(self) -> int | None:
        """Whom the plan names already may be named again."""
        return None

    def _offer_vendors(self, vendors: Sequence[Vendor]) -> None:
        self.vendors = {str(one.id): one for one in vendors}
        known = [(one.id, one.name) for one in vendors]
        self.vendor.choices = options([("", _("None: our own officers do it")), *known])

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if bool(self.season_from.data) != bool(self.season_until.data):
            self.refuse("season_until", _("Choose the first and the last month, or neither."))
        if self.until.data and self.anchor_on.data and self.until.data < self.anchor_on.data:
            self.refuse("until", _("The end date must not be earlier than the start date."))
        if self.fee.data and not self.vendor.data:
            self.refuse("vendor", _("Choose the workshop that asks for this."))
        if self.vendor.data and self.vendor.data not in self.vendors:
            self.refuse("vendor", str(CHOOSE))
        if self.checklist.data and self._checklist is None:
            self.refuse("checklist", str(CHOOSE))
        self._check_days()
        if valid and not self.errors:
            self._check_rule()
        return valid and not self.errors

    def _check_days(self) -> None:
        """Refuse days so far away that a digit was mistyped, and a day of no month."""
        first, farthest = self.anchor_on.data, timedelta(days=FARTHEST)
        if first and not clock.today() - farthest <= first <= clock.today() + farthest:
            self.refuse("anchor_on", _("Choose a day not more than ten years away."))
        by_month = self.unit.data in (Unit.MONTH, Unit.YEAR)
        if self.day_rule.data != DayRule.ANCHOR and not by_month:
            self.refuse("day_rule", _("Only what comes by months or years has such a day."))

    def _check_rule(self) -> None:
        try:
            check(self.rule)
        except InconsistentRuleError:
            said = _("With these days the next visit would be handed out before this one is over.")
            self.refuse("tolerance_after", said)

    @property
    def rule(self) -> Rule:
        return Rule(
            anchor_on=self.anchor_on.data,
            every=int(self.every.data or 1),
            unit=Unit(self.unit.data),
            day_rule=DayRule(self.day_rule.data),
            nth=self.nth.data,
            weekday=self.weekday.data,
            season=seasonal(self.season_from.data, self.season_until.data),
            season_policy=SeasonPolicy(self.season_policy.data),
            nonworking=Nonworking(self.nonworking.data),
            until=self.until.data,
            lead_days=_whole(self.lead_days),
            tolerance_before=_whole(self.tolerance_before),
            tolerance_after=_whole(self.tolerance_after),
        )

    @property
    def schedule(self) -> Schedule:
        return Schedule(
            rule=self.rule,
            minutes=int(self.minutes.data or 1),
            responsible=self._chosen,
            mode=Mode(self.mode.data),
            missed_policy=MissedPolicy(self.missed_policy.data),
            min_gap_percent=_whole(self.min_gap_percent) or 0,
            start_policy=StartPolicy(self.start_policy.data),
            checklist_id=self._checklist.id if self._checklist else None,
            team=[self.people[one] for one in self.team.data or ()],
            vendor=self.vendors.get(self.vendor.data),
            fee=self.fee.data or Decimal(0),
            travels=self.travels.data,
        )

    @property
    def _chosen(self) -> User:
        return self.people[self.responsible.data]

    @property
    def _checklist(self) -> ChecklistTemplate | None:
        wanted = self.checklist.data
        return next((one for one in self.checklists if str(one.id) == wanted), None)

    @property
    def is_unusual(self) -> bool:
        """Tell whether something stands in the boxes that few plans need."""
        plain = {"mode": Mode.FIXED, "day_rule": DayRule.ANCHOR, "season_from": 0}
        usual = all(self[name].data == value for name, value in plain.items())
        plain = {"start_policy": StartPolicy.NEXT, "vendor": "", "travels": True}
        usual = usual and all(self[name].data in (value, None) for name, value in plain.items())
        numbers = (self.lead_days, self.tolerance_before, self.tolerance_after)
        said = any(box.data is not None for box in numbers) or self.until.data or self.team.data
        return not usual or bool(said)


class PlanForm(RuleFields):
    """A new plan: those devices to which all that is chosen applies."""

    title_sw = Text(_l("Name in Swahili"), required=_l("Enter the name in Swahili."))
    title_en = Text(_l("Name in English"), required=_l("Enter the name in English."))
    category = SelectField(_l("Equipment type"), validate_choice=False)
    location = SelectField(_l("Place, with all that lies in it"), validate_choice=False)
    model = SelectField(_l("Model"), validate_choice=False)
    device = Text(_l("One device only (asset number)"))
    criticality = SelectField(_l("Only devices on which depend"), validate_choice=False)
    kind = SelectField(_l("Kind of work"), choices=options(labels.PLANNED_KINDS))

    def offer(self, actor: Actor) -> None:
        super().offer(actor)
        self.actor = actor
        self.known: dict[str, list[tuple[str, str]]] = {
            "category": [(str(one.id), named(one)) for one in equipment.categories(actor)],
            "model": [(str(one.id), one.full_name) for one in equipment.models(actor)],
            "location": [(str(id_), name) for id_, name in location_choices(actor)],
            "criticality": [(str(int(one)), str(said)) for one, said in CRITICALITY.items()],
        }
        for name, known in self.known.items():
            box: Any = self[name]
            box.choices = options([ALL, *known])

    def validate_category(self, field: SelectField) -> None:
        boxes = (field, self.location, self.model, self.device, self.criticality)
        if not any(box.data for box in boxes):
            raise ValidationError(_("Say which devices: a type, a place, a model or one device."))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        for name, known in self.known.items():
            if self[name].data and self[name].data not in dict(known):
                self.refuse(name, str(CHOOSE))
        if self.device.data and len(devices_called(self.device.data, actor=self.actor)) != 1:
            self.refuse("device", _("No device has this asset number."))
        return valid and not self.errors

    @property
    def scope(self) -> Scope:
        called = devices_called(self.device.data, actor=self.actor) if self.device.data else []
        return Scope(
            asset_id=called[0].id if called else None,
            model_id=_id(self.model),
            category_id=_id(self.category),
            location_id=_id(self.location),
            criticality=_id(self.criticality),
        )

    @property
    def titles(self) -> tuple[str, str]:
        return self.title_sw.data or "", self.title_en.data or ""

    @property
    def wanted_kind(self) -> Kind:
        return Kind(self.kind.data)


class ReviseForm(RuleFields, EditForm):
    """Another rhythm from a day on; what was promised before stays."""

    subject: MaintenancePlan
    effective_from = DateField(
        _l("The change holds from"), required=_l("Say from which day it holds.")
    )
    reason = LongText(_l("Reason"), required=_l("Give the reason."), most=1000)

    @property
    def _vendor_before(self) -> int | None:
        return self.subject.revisions[-1].vendor_id

    def validate_effective_from(self, field: DateField) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("This cannot be in the past."))
        if field.data and field.data > clock.today() + timedelta(days=LATEST_CHANGE):
            raise ValidationError(_("Choose a day not more than two years ahead."))


class StateForm(EditForm):
    """Whether a plan hands out work."""

    subject: MaintenancePlan
    state = RadioField(
        _l("The plan"), [InputRequired(CHOOSE)], choices=options(labels.STATE_CHOICES)
    )
    state_reason = LongText(_l("Reason"), most=1000)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.state.data != PlanState.RUNNING and not self.state_reason.data:
            self.refuse("state_reason", _("Give the reason."))
        return valid and not self.errors


def as_shown(revision: PlanRevision) -> dict[str, Any]:
    """Return what the boxes of a form say of a revision."""
    same = ("every", "anchor_on", "minutes", "nth", "weekday", "until", "min_gap_percent")
    words = ("unit", "mode", "day_rule", "season_policy", "nonworking", "missed_policy")
    others = ("start_policy", "travels")
    days = ("lead_days", "tolerance_before", "tolerance_after")
    season = (revision.season_from, revision.season_until)
    first, last = (int(one[:2]) if one else 0 for one in season)
    return {
        **{name: getattr(revision, name) for name in (*same, *words, *days, *others)},
        "season_from": first,
        "season_until": last,
        "responsible": revision.responsible_id,
        "checklist": _in_use_of(revision),
        "team": [one.id for one in revision.team],
        "vendor": str(revision.vendor_id or ""),
        "fee": revision.fee or None,
    }


def _in_use_of(revision: PlanRevision) -> str:
    """Return the version of the checklist that the box offers today."""
    return str(newest_of(revision.checklist).id) if revision.checklist else ""


def _whole(box: NumberField) -> int | None:
    return None if box.data is None else int(box.data)


def _id(box: SelectField) -> int | None:
    return int(box.data) if box.data else None
