"""Teams of officers, and giving a ticket to one of them or to an officer."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own, technicians
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.fields import options
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, labels, permissions, queries, rules, services
from helpdesk.tickets.forms.teams import Undo
from helpdesk.tickets.models import Team
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.ticket import moved


@bp.route("/<int:ticket_id>/assign", methods=["GET", "POST"])
@requires(permissions.WORK)
def assign(ticket_id: int) -> ResponseReturnValue:
    """Give it to an officer or a team, with a note for whoever takes it over."""
    actor, now = current_actor(), clock.now()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    rules.check_transition(ticket.status, rules.Status.ASSIGNED)
    hands, form = queries.hands(actor), forms.AssignForm(ticket)
    form.assignee_id.choices = options([("", _("Choose")), *labels.hand_choices(hands.named())])
    if form.validate_on_submit():
        to = hands.find(form.assignee_id.data) or abort(422)
        services.give(ticket, to=to, actor=actor, now=now)
        if form.note.data:
            services.note(ticket, text=form.note.data, author=own(actor), actor=actor, now=now)
        name = named(to) if isinstance(to, Team) else to.name
        said = _(
            "Request %(no)s has been assigned to %(officer)s.", no=ticket.reference, officer=name
        )
        return moved(ticket, said)
    return render_template("tickets/assign.html", ticket=ticket, form=form), form.status


@bp.get("/teams")
@requires(permissions.WORK)
def list_teams() -> ResponseReturnValue:
    actor = current_actor()
    teams = queries.all_teams(actor)
    may_change = can(actor, permissions.MANAGE_TEAMS)
    return render_template(
        "tickets/list_teams.html",
        teams=teams,
        open_tickets=queries.open_tickets_by_team(actor),
        may_change=may_change,
        close_forms={team.id: forms.CloseTeamForm(team) for team in teams if may_change},
        reopen_forms={team.id: forms.ReopenTeamForm(team) for team in teams if may_change},
    )


@bp.route("/teams/new", methods=["GET", "POST"])
@requires(permissions.MANAGE_TEAMS)
def new_team() -> ResponseReturnValue:
    people, form = technicians(current_actor()), forms.NewTeamForm()
    form.offer(people)
    if form.validate_on_submit():
        try:
            team = services.add_team(form.facts(people), actor=current_actor())
        except services.TeamNameTakenError:
            form.refuse("name_sw", _("Another team has this name."))
        else:
            done(_("The team %(name)s has been made.", name=named(team)))
            return redirect(url_for(".list_teams"), code=303)
    return render_template("tickets/new_team.html", form=form), form.status


@bp.route("/teams/<int:team_id>/change", methods=["GET", "POST"])
@requires(permissions.MANAGE_TEAMS)
def change_team(team_id: int) -> ResponseReturnValue:
    actor = current_actor()
    team, people = queries.team_or_404(team_id, actor=actor), technicians(actor)
    form = forms.TeamForm(team, member_ids=[one.id for one in team.members])
    form.offer(people)
    if form.validate_on_submit():
        try:
            services.change_team(team, form.facts(people), actor=actor)
        except services.TeamNameTakenError:
            form.refuse("name_sw", _("Another team has this name."))
        else:
            done(_("The team %(name)s has been saved.", name=named(team)))
            return redirect(url_for(".list_teams"), code=303)
    return render_template("tickets/change_team.html", form=form, team=team), form.status


@bp.post("/teams/<int:team_id>/close")
@requires(permissions.MANAGE_TEAMS)
def close_team(team_id: int) -> ResponseReturnValue:
    team = queries.team_or_404(team_id, actor=current_actor())
    if not forms.CloseTeamForm(team).validate_on_submit():
        abort(409)
    services.close_team(team, actor=current_actor())
    undo_url = url_for(".undo_close_team", team_id=team.id)
    said = _("The team %(name)s has been closed.", name=named(team))
    done(said, undo_url=undo_url, version=team.version)
    return redirect(url_for(".list_teams"), code=303)


@bp.post("/teams/<int:team_id>/reopen")
@requires(permissions.MANAGE_TEAMS)
def reopen_team(team_id: int) -> ResponseReturnValue:
    team = queries.team_or_404(team_id, actor=current_actor())
    if not forms.ReopenTeamForm(team).validate_on_submit():
        abort(409)
    return _reopened(team)


@bp.post("/teams/<int:team_id>/undo")
@requires(permissions.MANAGE_TEAMS)
def undo_close_team(team_id: int) -> ResponseReturnValue:
    team = queries.team_or_404(team_id, actor=current_actor())
    if not Undo(team).validate_on_submit():
        abort(409)
    return _reopened(team)


def _reopened(team: Team) -> ResponseReturnValue:
    services.reopen_team(team, actor=current_actor())
    done(_("The team %(name)s works again.", name=named(team)))
    return redirect(url_for(".list_teams"), code=303)
