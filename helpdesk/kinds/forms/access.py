"""Forms of the register of accesses, and of the quarterly look at it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from helpdesk.core.fiscal_year import BadPeriodError, Period
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, Text, options
from helpdesk.infra.forms import ActionForm, FilterForm, Form
from helpdesk.infra.keys import choice
from helpdesk.kinds.forms.declared import chosen
from helpdesk.kinds.forms.holders import HolderFields
from helpdesk.kinds.labels.access import STATE
from helpdesk.kinds.labels.report_requests import NEEDED
from helpdesk.kinds.labels.reviews import VERDICT, quarter_named
from helpdesk.kinds.models.access import Access
from helpdesk.kinds.queries.access import AccessFilters
from helpdesk.kinds.rules.access import LONGEST_HELD, AccessState
from helpdesk.kinds.rules.reviews import Verdict
from helpdesk.kinds.services.access import Entry
from helpdesk.kinds.services.reviews import Said
from helpdesk.systems.models import System
from helpdesk.systems.queries import in_use

QUARTERS = 4  # that the list of reviews goes back


class AccessFilter(FilterForm):
    """What narrows the register."""

    q = Text(_l("Search"))
    system = SelectField(_l("System"), default="")
    state = SelectField(
        _l("Status"),
        choices=options([*STATE.items(), ("all", lazy_pgettext("accesses", "All"))]),
        default=AccessState.OPEN,
    )

    def offer(self, actor: Actor) -> None:
        named = [(str(one.id), one.acronym) for one in in_use(actor)]
        self.system.choices = options([("", _("All")), *named])

    @property
    def filters(self) -> AccessFilters:
        if not self.validate():
            return AccessFilters()
        is_whole = self.state.data == "all"
        return AccessFilters(
            text=self.q.data or "",
            system_id=int(self.system.data) if self.system.data else None,
            state=None if is_whole else AccessState(self.state.data),
            is_whole=is_whole,
        )


class EntryForm(HolderFields):
    """An access that somebody had before the register began."""

    longest_ago, farthest = LONGEST_HELD, timedelta(0)
    holder_name = Text(_l("For whom"), required=NEEDED)
    is_new = BooleanField(_l("This person is not in the register of people"))
    system_id = SelectField(_l("System"), [chosen], coerce=choice)
    access_right = Text(_l("Role or right"), required=NEEDED)
    starts_on = DateField(_l("Since"), required=NEEDED)
    ends_on = DateField(_l("Until"))

    def offer(self, systems: Sequence[System], actor: Actor) -> None:
        self.offer_people(actor)
        self._systems = {one.id: one for one in systems}
        named = [(one.id, f"{one.acronym} – {one.full_name}") for one in systems]
        self.system_id.choices = options([(0, _("Choose")), *named])

    def entry(self, actor: Actor) -> Entry | None:
        """Return what was said, or nothing where the name means nobody or several."""
        person = self.holder(actor)
        if self.errors:
            return None
        return Entry(
            system=self._systems[self.system_id.data],
            person=person,
            holder_name=person.name if person else self.holder_name.data or "",
            access_right=self.access_right.data or "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )


class RemovalForm(ActionForm):
    """The button that asks for all of somebody's accesses to be taken away."""


class QuarterFilter(FilterForm):
    """Which quarter is looked at; the one that runs, unless another is chosen."""

    quarter = SelectField(_l("Quarter"))

    def offer(self) -> None:
        found = [Period.quarter_of(clock.today())]
        while len(found) < QUARTERS:
            found.append(found[-1].previous)
        self.quarter.choices = options((one.slug, quarter_named(one)) for one in found)

    @property
    def chosen(self) -> Period:
        try:
            period = Period.parse(self.quarter.data or "")
        except BadPeriodError:
            return Period.quarter_of(clock.today())
        return period if period.months == 3 else Period.quarter_of(clock.today())


class ReviewForm(Form):
    """One line an access: keep it or take it away, and why."""

    accesses: Sequence[Access] = ()
    keeps_draft = True

    @property
    def said(self) -> dict[int, Said]:
        return {
            one.id: Said(
                Verdict(self[f"verdict_{one.id}"].data), self[f"remark_{one.id}"].data or ""
            )
            for one in self.accesses
        }


def review_form(system: System, accesses: Sequence[Access]) -> ReviewForm:
    """Make the form of one system, with two boxes for each access."""
    made: dict[str, Any] = {"accesses": accesses}
    for one in accesses:
        made[f"verdict_{one.id}"] = RadioField(
            _("Verdict on %(name)s, %(right)s", name=one.holder_name, right=one.access_right),
            [InputRequired(_l("Say whether it stays or is taken away."))],
            choices=options(VERDICT),
        )
        made[f"remark_{one.id}"] = Text(_("Remark on %(name)s", name=one.holder_name), most=200)
    form: ReviewForm = type(f"Review_{system.id}", (ReviewForm,), made)()
    return form
