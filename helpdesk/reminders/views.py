"""One's own notifications, and how one wants to be told."""

from datetime import datetime, timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from helpdesk.infra import clock, texts
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import day
from helpdesk.infra.keys import key
from helpdesk.infra.navigation import Group, setting
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.reminders import forms, labels, permissions, queries, rules, services
from helpdesk.reminders.models import Notification
from helpdesk.reminders.rules.rhythm import Topic
from helpdesk.tickets.permissions import WORK, sees_security

bp = Blueprint("reminders", __name__, url_prefix="/notifications")
setting(
    "reminders.list_rules",
    _l("Reminders"),
    permissions.SET_RULES,
    group=Group.COUNCIL,
    about=_l(
        "What the program reminds of, how many days before and after, and when the head hears"
    ),
)

setting(
    "reminders.oversee",
    _l("Who was reminded of what"),
    permissions.OVERSEE,
    group=Group.COUNCIL,
    about=_l("Each reminder, when it was told, whether it was read or put off"),
)

NEWEST_FIRST = Order(Notification.at, Notification.id, descending=True)


@bp.get("/")
@requires(permissions.OWN)
def list_notifications() -> ResponseReturnValue:
    return _listed()


def _listed(refused: Form | None = None) -> ResponseReturnValue:
    actor = current_actor()
    page = render_template(
        "reminders/list_notifications.html",
        page=paged(queries.shown(actor), NEWEST_FIRST),
        unread=queries.count_unread(actor),
        refused=refused,
        open_form=forms.OpenForm,
        read_form=forms.ReadAllForm(),
        snooze_form=forms.SnoozeForm,
        snoozes=forms.SNOOZES,
        reminders=rules.PUT_OFF,
        labels=labels,
        kept_days=rules.KEPT.days,
    )
    return page, refused.status if refused else 200


@bp.post("/open")
@requires(permissions.OWN)
def open_one() -> ResponseReturnValue:
    """Mark one as read and go to what it is about, so that no reading page ever writes."""
    form = forms.OpenForm()
    if not form.validate_on_submit():
        return _listed(form)
    told = queries.get_or_404(form.chosen_id, actor=current_actor())
    services.mark_read(told, now=clock.now())
    return redirect(told.url, code=303)


@bp.post("/snooze")
@requires(permissions.OWN)
def snooze() -> ResponseReturnValue:
    """Put off hearing of what a reminder was about."""
    form = forms.SnoozeForm()
    if not form.validate_on_submit():
        return _listed(form)
    told, now = queries.get_or_404(form.chosen_id, actor=current_actor()), clock.now()
    if told.kind not in rules.PUT_OFF:
        abort(404)
    days = form.days.data
    until = None if days == forms.NO_MORE else clock.local_date(now) + timedelta(days=days)
    services.snooze(told, until, now=now)
    done(_("You hear of it again on %(day)s.", day=day(until)) if until else _("You hear no more."))
    return redirect(url_for(".my_reminders"), code=303)


@bp.get("/reminders")
@requires(permissions.OWN)
def my_reminders() -> ResponseReturnValue:
    return _reminded()


def _reminded(refused: Form | None = None) -> ResponseReturnValue:
    actor, today = current_actor(), clock.local_date(clock.now())
    page = render_template(
        "reminders/my_reminders.html",
        page=paged(queries.reminders(actor, today), NEWEST_FIRST),
        put_off=queries.put_off_by(actor, today),
        silent=queries.wishes_of(actor.id or 0).wishes.silent & rules.PUT_OFF,
        refused=refused,
        open_form=forms.OpenForm,
        snooze_form=forms.SnoozeForm,
        again_form=forms.AgainForm,
        snoozes=forms.SNOOZES,
        reminders=rules.PUT_OFF,
        labels=labels,
    )
    return page, refused.status if refused else 200


@bp.post("/reminders/again")
@requires(permissions.OWN)
def remind_again() -> ResponseReturnValue:
    """Take back that a reminder was put off."""
    form = forms.AgainForm()
    if not form.validate_on_submit():
        return _reminded(form)
    actor, now = current_actor(), clock.now()
    told = queries.get_or_404(form.chosen_id, actor=actor)
    if told.thing not in queries.put_off_by(actor, clock.local_date(now)):
        abort(404)
    services.remind_again(told, now=now)
    done(_("You hear of it again, as long as it is due."))
    return redirect(url_for(".my_reminders"), code=303)


@bp.get("/overview")
@requires(permissions.OVERSEE)
def oversee() -> ResponseReturnValue:
    """Show who was reminded of what, and whether he read it."""
    actor, form, today = current_actor(), forms.OverviewForm(), clock.today()
    people = queries.reminded_people(actor)
    form.offer(people)
    wanted = queries.reminded(actor, user_id=request.args.get("person", type=key), kind=form.chosen)
    page = paged(wanted, NEWEST_FIRST)
    return render_template(
        "reminders/overview.html",
        page=page,
        form=form,
        people=people,
        put_off=queries.put_off_of(page.items),
        today=today,
        labels=labels,
    )


@bp.get("/rules")
@requires(permissions.SET_RULES)
def list_rules() -> ResponseReturnValue:
    kept = queries.rules_of(current_actor().council_id)
    return render_template(
        "reminders/list_rules.html", rules=kept, alone=rules.CLOCK_ALONE, labels=labels
    )


@bp.route("/rules/<topic_name>", methods=["GET", "POST"])
@requires(permissions.SET_RULES)
def set_rule(topic_name: str) -> ResponseReturnValue:
    if topic_name not in set(Topic):
        abort(404)
    actor, topic = current_actor(), Topic(topic_name)
    rule = queries.rules_of(actor.council_id)[topic]
    form = forms.RuleForm(rule)
    form.suit(topic, queries.AUDIENCE.get(topic, ()))
    if form.validate_on_submit():
        said = form.rhythm, form.wanted_roles
        services.set_rule(rule, *said, actor=actor, now=clock.now())
        done(_("Changes have been saved."))
        return redirect(url_for(".list_rules"), code=303)
    page = render_template("reminders/set_rule.html", form=form, topic=topic, labels=labels)
    return page, form.status


@bp.post("/read")
@requires(permissions.OWN)
def read_all() -> ResponseReturnValue:
    form, now = forms.ReadAllForm(), clock.now()
    if not form.validate_on_submit():
        return _listed(form)
    count = services.mark_all_read(current_actor(), now=now)
    said = ngettext("%(num)d notification is marked as read.", "%(num)d are marked as read.", count)
    done(said, undo_url=url_for(".unread_again", at=now.isoformat()))
    return redirect(url_for(".list_notifications"), code=303)


@bp.post("/unread")
@requires(permissions.OWN)
def unread_again() -> ResponseReturnValue:
    """Take back what the button for all did at the moment that the address says."""
    form = forms.Undo()
    if not form.validate_on_submit():
        return _listed(form)
    try:
        read_at = datetime.fromisoformat(request.args.get("at", "")).astimezone(clock.ZONE)
    except (ValueError, OverflowError):
        abort(404)
    services.mark_unread_again(current_actor(), read_at=read_at)
    done(_("They are unread again."))
    return redirect(url_for(".list_notifications"), code=303)


@bp.route("/preferences", methods=["GET", "POST"])
@requires(permissions.OWN)
def set_wishes() -> ResponseReturnValue:
    actor = current_actor()
    kept = queries.wishes_of(actor.id or 0)
    form = forms.WishesForm(kept)
    if form.validate_on_submit():
        services.wish(kept, form.wishes, actor=actor, now=clock.now())
        done(_("Changes have been saved."))
        return redirect(url_for(".list_notifications"), code=303)
    return render_template(
        "reminders/set_wishes.html",
        form=form,
        boxes=form.offered(is_officer=can(actor, WORK), sees_security=sees_security(actor)),
        has_texts=texts.gateway() is not None,
    ), form.status
