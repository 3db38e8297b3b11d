"""Pages of surveys: opened, written, sent and decided."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.disposals import forms, labels, permissions, queries, rules, services
from helpdesk.disposals.models import Survey
from helpdesk.disposals.queries import View
from helpdesk.disposals.reports import survey_report, surveys_report
from helpdesk.disposals.views.blueprint import bp
from helpdesk.equipment import labels as equipment
from helpdesk.equipment.queries import find_by_tag, find_visible
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import in_asked_language
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import public_url, with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged

NEWEST_FIRST = Order(Survey.surveyed_on, Survey.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW)
def list_surveys() -> ResponseReturnValue:
    actor = current_actor()
    view = request.args.get("view", View.ALL, type=View)
    found = queries.listed(actor, view)
    if "format" in request.args:
        said = str(labels.VIEWS[view])
        report = surveys_report(whole(found, NEWEST_FIRST), view=said, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    url = url_for(".list_surveys")
    pills = [
        Pill(str(labels.VIEWS[one]), with_query(url, view=one), one is view, number)
        for one, number in queries.counts(actor).items()
    ]
    page = paged(found, NEWEST_FIRST)
    return render_template("disposals/list_surveys.html", page=page, pills=pills, labels=labels)


@bp.route("/surveys/new", methods=["GET", "POST"])
@requires(permissions.SURVEY)
def new_survey() -> ResponseReturnValue:
    form = forms.survey_form()
    survey = _opened(form) if form.validate_on_submit() else None
    if survey is not None:
        done(_("Survey %(reference)s has been opened.", reference=survey.reference))
        return to_survey(survey)
    return render_template("disposals/new_survey.html", form=form), form.status


def _opened(form: forms.SurveyForm) -> Survey | None:
    actor = current_actor()
    try:
        return services.open_survey(form.board, maker=own(actor), actor=actor)
    except rules.BoardError as error:
        form.refuse_member(form.members[0].form.name, str(labels.FAULT[error.fault]))
        return None


@bp.get("/surveys/<int:survey_id>")
@requires(permissions.VIEW)
def show_survey(survey_id: int) -> ResponseReturnValue:
    actor = current_actor()
    survey = queries.survey_or_404(survey_id, actor=actor)
    is_open = survey.state is rules.State.OPEN
    return render_template(
        "disposals/show_survey.html",
        survey=survey,
        form=forms.SubmitForm(survey),
        offered=queries.offered(actor, today=survey.surveyed_on) if is_open else (),
        may_decide=_may_decide(survey),
        must_be_wiped=services.must_be_wiped,
        waits_to_leave=services.waits_to_leave,
        labels=labels,
        equipment=equipment,
    )


def _may_decide(survey: Survey) -> bool:
    try:
        services.check_decider(survey, own(current_actor()))
    except rules.ConcernedError:
        return False
    return survey.state is rules.State.SUBMITTED


@bp.route("/surveys/<int:survey_id>/add", methods=["GET", "POST"])
@requires(permissions.SURVEY)
def add_line(survey_id: int) -> ResponseReturnValue:
    actor = current_actor()
    survey = queries.survey_or_404(survey_id, actor=actor)
    if survey.state is not rules.State.OPEN:
        raise rules.DoneBeforeError
    wanted = request.args.get("asset", type=key)
    asset = find_visible(wanted, actor=actor) if wanted else None
    given = {"asset_tag": asset.asset_tag, "condition": asset.condition} if asset else {}
    form = forms.LineForm(survey, **given)
    if form.validate_on_submit() and _added(survey, form):
        done(_("Device %(tag)s is on the list now.", tag=form.asset_tag.data))
        return to_survey(survey)
    return render_template("disposals/add_line.html", survey=survey, form=form), form.status


def _added(survey: Survey, form: forms.LineForm) -> bool:
    actor = current_actor()
    asset = find_by_tag(form.asset_tag.data or "", actor=actor)
    if asset is None:
        form.refuse("asset_tag", _("No device has this asset number."))
        return False
    try:
        services.add_line(survey, asset, form.finding, actor=actor, now=clock.now())
    except rules.NotForSurveyError:
        said = _(
            "Only what is idle, surplus or unserviceable is surveyed, or in use past its life. "
            "It is: %(status)s.",
            status=equipment.STATUS[asset.status],
        )
        form.refuse("asset_tag", said)
        return False
    return True


@bp.post("/surveys/<int:survey_id>/submit")
@requires(permissions.SURVEY)
def submit(survey_id: int) -> ResponseReturnValue:
    actor = current_actor()
    survey = queries.survey_or_404(survey_id, actor=actor)
    if not forms.SubmitForm(survey).validate_on_submit():
        abort(409)
    services.submit(survey, actor=actor)
    done(_("Survey %(reference)s waits for a decision now.", reference=survey.reference))
    return to_survey(survey)


@bp.route("/surveys/<int:survey_id>/decide", methods=["GET", "POST"])
@requires(permissions.DECIDE)
def decide(survey_id: int) -> ResponseReturnValue:
    actor = current_actor()
    survey = queries.survey_or_404(survey_id, actor=actor)
    services.check_decider(survey, own(actor))
    if survey.state is not rules.State.SUBMITTED:
        raise rules.DoneBeforeError
    form = forms.decide_form(survey)
    if form.validate_on_submit():
        services.decide(survey, form.said, decider=own(actor), actor=actor, now=clock.now())
        done(_("Survey %(reference)s has been decided.", reference=survey.reference))
        return to_survey(survey)
    return render_template(
        "disposals/decide.html", survey=survey, form=form, labels=labels, equipment=equipment
    ), form.status


@bp.get("/surveys/<int:survey_id>/report")
@requires(permissions.VIEW)
@in_asked_language
def print_survey(survey_id: int) -> ResponseReturnValue:
    actor = current_actor()
    survey = queries.survey_or_404(survey_id, actor=actor)
    report = survey_report(survey, link=link_to(survey), actor=actor, now=clock.now())
    return as_file(report, request.args.get("format", "pdf"))


def link_to(survey: Survey) -> str:
    return public_url(f"/disposals/surveys/{survey.id}")


def to_survey(survey: Survey) -> ResponseReturnValue:
    return redirect(url_for(".show_survey", survey_id=survey.id), code=303)
