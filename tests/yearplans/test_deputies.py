"""Who approves a year in the place of the director, and who never does."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.yearplans import rules, services
from helpdesk.yearplans.rules import State
from tests import factories
from tests.estimates.conftest import leader
from tests.kinds.factories import delegation
from tests.pages import save
from tests.sheets import text_of
from tests.tickets.test_views import words
from tests.yearplans.test_years import NOW, submitted

FIRST, LAST = date(2025, 6, 1), date(2035, 7, 31)


@pytest.fixture
def head(council_id):
    return factories.user("head", council_id=council_id, name="Mkuu wa Kitengo")


def approve(plan, by):
    services.approve(plan, "", by=by, actor=as_actor(by), now=NOW)


def test_a_deputy_approves_and_is_named_as_such(pages, officer, director, head, servers):
    plan = submitted(officer)
    pages.sign_in(head)
    pages.get(f"/maintenance/years/{plan.id}/decide", status=403)
    given = delegation(director, head, starts_on=clock.today(), ends_on=LAST)
    save()
    home = pages.get("/")
    assert home.select_one(f'a[href="/maintenance/years/{plan.id}/decide"]')
    page = pages.get(f"/maintenance/years/{plan.id}/decide")
    assert given.principal.name in words(page, "main")
    shown = pages.submit(page, decision="approve")
    assert (plan.state, plan.approved_by, plan.acting_for) == (State.APPROVED, head, director)
    assert "Mkuu wa Kitengo, kny Mkurugenzi Mtendaji" in words(shown, "main")
    paper = text_of(pages.download(f"/maintenance/years/{plan.id}?format=pdf&lang=en"))
    assert "Mkuu wa Kitengo, for Mkurugenzi Mtendaji" in " ".join(paper.split())


def test_a_deputy_who_sees_no_plans_is_led_to_it(pages, officer, director, council_id, servers):
    plan, deputy = submitted(officer), factories.user(council_id=council_id)
    delegation(director, deputy, starts_on=clock.today(), ends_on=LAST)
    save()
    pages.sign_in(deputy)
    pages.submit(pages.get(f"/maintenance/years/{plan.id}/decide"), decision="approve")
    assert plan.acting_for == director


@pytest.mark.parametrize("last", [date(2025, 7, 1), LAST])
def test_only_while_it_lasts(officer, director, head, servers, last):
    plan = submitted(officer)
    delegation(director, head, starts_on=FIRST, ends_on=last)
    if last == LAST:
        approve(plan, head)
        return
    with pytest.raises(rules.NotYoursError):
        approve(plan, head)


def test_whoever_made_it_is_no_deputy_for_it(officer, director, servers):
    plan = submitted(officer)
    delegation(director, officer, starts_on=FIRST, ends_on=LAST)
    with pytest.raises(rules.PreparedItError):
        approve(plan, officer)


def test_nobody_approves_for_a_director_who_made_it(officer, director, head, servers):
    plan = submitted(officer)
    plan.hands = [officer.id, director.id]
    delegation(director, head, starts_on=FIRST, ends_on=LAST)
    with pytest.raises(rules.PreparedItError):
        approve(plan, head)


def test_a_head_of_a_department_does_not_approve(council_id, officer, servers):
    plan = submitted(officer)
    manager = leader("FED", "Mweka Hazina", council_id)
    with pytest.raises(rules.NotYoursError):
        approve(plan, manager)


@pytest.mark.parametrize("column", ["approved_by", "acting_for"])
def test_the_database_refuses_a_preparer_too(officer, director, servers, column):
    plan = submitted(officer)
    plan.state, plan.approved_by = State.APPROVED, director
    setattr(plan, column, officer)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
