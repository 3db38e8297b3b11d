"""Leaving on the page of a device: what a board said, and what became of it."""

from collections.abc import Iterator
from datetime import datetime, time

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from helpdesk.disposals import labels, permissions, queries
from helpdesk.disposals.models import Disposal, SurveyLine
from helpdesk.disposals.rules import Method
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import TimelineEntry, timeline_source
from helpdesk.equipment.queries.books import handed_on
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can, current_actor
from helpdesk.infra.slots import panel


@handed_on
def given_to_others() -> Select[int]:
    """Say which devices left to another institution, not out of public hands."""
    handed = select(SurveyLine.asset_id).join(SurveyLine.disposal)
    return handed.where(Disposal.method == Method.TRANSFER)


@panel("equipment.asset", order=40)
def survey_of(asset: object) -> str:
    actor = current_actor()
    if not isinstance(asset, Asset) or not can(actor, permissions.VIEW):
        return ""
    lines = queries.lines_of(asset, actor=actor)
    return (
        render_template("disposals/_of_asset.html", line=lines[0], labels=labels) if lines else ""
    )


@timeline_source
def surveys(asset: Asset, actor: Actor) -> Iterator[TimelineEntry]:
    if not can(actor, permissions.VIEW):
        return
    for line in queries.lines_of(asset, actor=actor):
        survey = line.survey
        yield TimelineEntry(
            at=datetime.combine(survey.surveyed_on, time(12), clock.ZONE),
            words=_("Surveyed by a board"),
            text=f"{survey.reference}: {labels.REASON[line.reason]}",
            url=url_for("disposals.show_survey", survey_id=survey.id),
            icon="file-text",
        )
        if line.wipe:
            yield TimelineEntry(
                at=line.wipe.at, words=_("Data wiped"), text=line.wipe.reference, icon="file-text"
            )
