"""Pages of the working calendar: the hours of the week, and the days off of each year."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.forms import EditForm
from helpdesk.infra.i18n import named
from helpdesk.infra.navigation import Pill
from helpdesk.infra.notices import done
from helpdesk.org import forms, labels, permissions, queries, rules, services
from helpdesk.org.imports import national_holidays
from helpdesk.org.models import Holiday
from helpdesk.org.views.blueprint import bp

YEARS_AHEAD = 10


@bp.get("/calendar/")
@requires(permissions.KEEP_CALENDAR)
def show_calendar() -> ResponseReturnValue:
    actor, this_year = current_actor(), clock.today().year
    counts = {this_year: 0, **queries.holidays_by_year(actor)}
    asked = request.args.get("year", this_year, type=int)
    year = asked if asked in counts else this_year
    found = queries.holidays_in(year, actor=actor)
    estimated = [one for one in found if one.is_estimated and one.removed_at is None]
    return render_template(
        "org/show_calendar.html",
        week=zip(labels.WEEKDAYS, map(rules.said, queries.week_of(actor.council_id)), strict=True),
        year=year,
        years=[_pill(one, counts[one], is_current=one == year) for one in sorted(counts)],
        holidays=found,
        confirming={one.id: forms.ConfirmHolidayForm(one) for one in estimated},
        weekdays=labels.WEEKDAYS,
        sources=labels.HOLIDAY_SOURCES,
    )


def _pill(year: int, count: int, *, is_current: bool) -> Pill:
    return Pill(str(year), url_for(".show_calendar", year=year), is_current, count)


@bp.route("/calendar/hours", methods=["GET", "POST"])
@requires(permissions.KEEP_CALENDAR)
def change_hours() -> ResponseReturnValue:
    actor = current_actor()
    council = queries.own_council(actor)
    form = forms.OfficeHoursForm(council, queries.week_of(council.id))
    if form.validate_on_submit():
        services.set_office_hours(council, form.week, actor=actor)
        done(_("The working hours have been saved. Open requests have their times anew."))
        return redirect(url_for(".show_calendar"), code=303)
    return render_template("org/change_hours.html", form=form), form.status


@bp.route("/calendar/holidays/new", methods=["GET", "POST"])
@requires(permissions.KEEP_CALENDAR)
def new_holiday() -> ResponseReturnValue:
    form = forms.NewHolidayForm()
    if form.validate_on_submit() and _holiday_added(form):
        done(_("The holiday has been added. Open requests have their times anew."))
        year = form.day_off(clock.today()).day.year
        return redirect(url_for(".show_calendar", year=year), code=303)
    return render_template("org/new_holiday.html", form=form), form.status


def _holiday_added(form: forms.NewHolidayForm) -> bool:
    try:
        services.add_holiday(form.day_off(clock.today()), actor=current_actor())
    except rules.DayTakenError:
        form.refuse("day", _("This day is in the list already."))
    return not form.errors


@bp.route("/calendar/holidays/<int:holiday_id>/edit", methods=["GET", "POST"])
@requires(permissions.KEEP_CALENDAR)
def change_holiday(holiday_id: int) -> ResponseReturnValue:
    holiday = queries.holiday_or_404(holiday_id, actor=current_actor())
    form = forms.HolidayForm(holiday)
    if form.validate_on_submit() and _holiday_changed(holiday, form):
        done(_("Changes have been saved."))
        return _back_to_year(holiday)
    return render_template("org/change_holiday.html", form=form, holiday=holiday), form.status


def _holiday_changed(holiday: Holiday, form: forms.HolidayForm) -> bool:
    wanted, now = form.day_off(holiday.day), clock.now()
    try:
        services.change_holiday(holiday, wanted, actor=current_actor(), now=now)
    except rules.DayTakenError:
        form.refuse("day", _("This day is in the list already."))
    return not form.errors


@dataclass(frozen=True, slots=True)
class Act:
    """One button on a holiday: what it does, what is said then, and the view that undoes it."""

    form: type[EditForm]
    does: Callable[..., None]
    said: LazyString
    undone_by: str = ""


CONFIRM = Act(
    forms.ConfirmHolidayForm,
    services.confirm_holiday,
    _l("The date of %(name)s is confirmed."),
    ".unconfirm_holiday",
)
UNCONFIRM = Act(
    forms.Undo, services.unconfirm_holiday, _l("The date of %(name)s is an estimate again.")
)
REMOVE = Act(
    forms.RemoveHolidayForm,
    services.remove_holiday,
    _l("%(name)s is a working day now."),
    ".restore_holiday",
)
RESTORE = Act(forms.Undo, services.restore_holiday, _l("%(name)s is a holiday again."))


@bp.route("/calendar/holidays/<int:holiday_id>/confirm", methods=["GET", "POST"])
@requires(permissions.KEEP_CALENDAR)
def confirm_holiday(holiday_id: int) -> ResponseReturnValue:
    return _act_on(holiday_id, CONFIRM, "org/confirm_holiday.html")


@bp.route("/calendar/holidays/<int:holiday_id>/unconfirm", methods=["GET", "POST"])
@requires(permissions.KEEP_CALENDAR)
def unconfirm_holiday(holiday_id: int) -> ResponseReturnValue:
    return _act_on(holiday_id, UNCONFIRM, "org/unconfirm_holiday.html")


@bp.route("/calendar/holidays/<int:holiday_id>/remove", methods=["GET", "POST"])
@requires(permissions.KEEP_CALENDAR)
def remove_holiday(holiday_id: int) -> ResponseReturnValue:
    return _act_on(holiday_id, REMOVE, "org/remove_holiday.html")


@bp.route("/calendar/holidays/<int:holiday_id>/restore", methods=["GET", "POST"])
@requires(permissions.KEEP_CALENDAR)
def restore_holiday(holiday_id: int) -> ResponseReturnValue:
    return _act_on(holiday_id, RESTORE, "org/restore_holiday.html")


def _act_on(holiday_id: int, act: Act, template: str) -> ResponseReturnValue:
    holiday = queries.holiday_or_404(holiday_id, actor=current_actor())
    form = act.form(holiday)
    if not form.validate_on_submit():
        return render_template(template, form=form, holiday=holiday), form.status
    act.does(holiday, actor=current_actor(), now=clock.now())
    undo_url = url_for(act.undone_by, holiday_id=holiday.id) if act.undone_by else ""
    done(act.said % {"name": named(holiday)}, undo_url=undo_url, version=holiday.version)
    return _back_to_year(holiday)


@bp.route("/calendar/holidays/import", methods=["GET", "POST"])
@requires(permissions.KEEP_CALENDAR)
def import_holidays() -> ResponseReturnValue:
    actor, this_year = current_actor(), clock.today().year
    filled = queries.years_of_calendar(actor)
    ahead = range(this_year - 1, this_year + YEARS_AHEAD + 1)
    form = forms.ImportHolidaysForm()
    form.offer(year for year in ahead if year not in filled)
    if form.validate_on_submit():
        year = form.year.data
        added = services.add_missing_years(national_holidays([year]), actor=actor)
        done(
            ngettext("%(num)d holiday has been added.", "%(num)d holidays have been added.", added)
        )
        return redirect(url_for(".show_calendar", year=year), code=303)
    return render_template("org/import_holidays.html", form=form), form.status


def _back_to_year(holiday: Holiday) -> ResponseReturnValue:
    return redirect(url_for(".show_calendar", year=holiday.day.year), code=303)
