"""Somebody decides in another's place for some days, and nobody makes himself a deputy."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from helpdesk.accounts.models import Delegation
from helpdesk.accounts.rules import Standing
from helpdesk.core.local_time import ZONE
from helpdesk.infra.db import db
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.sheets import column, text_of

LIST, NEW, FOR_OTHER = "/me/deputies", "/me/deputies/new", "/people/deputies/new"
TODAY, DAY = date(2026, 3, 2), timedelta(days=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY_MORNING, tick=False):
        yield


@pytest.fixture
def asha(app):
    made = factories.user("manager", name="Asha Mkuu")
    save()
    return made


@pytest.fixture
def juma(asha):
    made = factories.user(council_id=asha.council_id, name="Juma Kaimu")
    save()
    return made


def days(name, on):
    parts = {"day": on.day, "month": on.month, "year": on.year}
    return {f"{name}-{part}": str(value) for part, value in parts.items()}


def typed(deputy="Juma Kaimu", first=TODAY, last=TODAY + 4 * DAY):
    return {"deputy_name": deputy, **days("starts_on", first), **days("ends_on", last)}


def words(page):
    return " ".join(page.main.get_text(" ", strip=True).split())


def test_one_names_a_deputy_and_ends_it_early(pages, asha, juma):
    pages.sign_in(asha)
    pages.submit(pages.get(NEW), **typed())
    given = db.session.query(Delegation).one()
    assert given.standing(TODAY) is Standing.NOW

    pages.submit(pages.get(f"{LIST}/{given.id}/end"))
    db.session.expire_all()
    assert given.standing(TODAY) is Standing.OVER
    pages.get(f"{LIST}/{given.id}/end", status=409)


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        ({"deputy": "Asha Mkuu"}, "anayejikaimu"),
        ({"deputy": "Hayupo Kabisa"}, "Hakuna mtu mwenye jina hili"),
        ({"first": TODAY - DAY}, "leo au baadaye"),
        ({"last": TODAY - DAY}, "isiwe kabla ya tarehe"),
        ({"last": TODAY + 367 * DAY}, "mwaka mmoja tu"),
    ],
)
def test_what_makes_no_sense_is_refused(pages, asha, juma, refused, why):
    pages.sign_in(asha)
    page = pages.submit(pages.get(NEW), status=422, **typed(**refused))
    assert why in words(page)
    assert db.session.query(Delegation).count() == 0


def test_the_same_deputy_is_named_once_for_a_day(pages, asha, juma):
    pages.sign_in(asha)
    pages.submit(pages.get(NEW), **typed())
    page = pages.submit(
        pages.get(NEW), status=422, **typed(first=TODAY + 4 * DAY, last=TODAY + 9 * DAY)
    )
    assert "tayari anakaimu" in words(page)


def test_the_head_of_ict_names_others_deputies_but_never_herself(pages, asha, juma):
    head = factories.user("head", council_id=asha.council_id, name="Mkuu wa TEHAMA")
    save()
    pages.sign_in(head)
    page = pages.get(FOR_OTHER)
    said = {"principal_name": "Asha Mkuu"}
    refused = pages.submit(page, status=422, **said, **typed("Mkuu wa TEHAMA"))
    assert "anayejiteua" in words(refused)
    pages.submit(refused, **said, **typed())

    given = db.session.query(Delegation).one()
    assert (given.principal, given.deputy) == (asha, juma)
    assert "Juma Kaimu" in words(pages.get(LIST))


def test_others_see_nothing_of_it(pages, asha, juma):
    pages.sign_in(asha)
    pages.submit(pages.get(NEW), **typed())
    given = db.session.query(Delegation).one()
    for stranger in (factories.user(council_id=asha.council_id), factories.user("head")):
        pages.sign_in(stranger)
        assert "Juma Kaimu" not in words(pages.get(LIST))
        pages.get(f"{LIST}/{given.id}/end", status=404)
    pages.sign_in(juma)
    assert "Asha Mkuu" in words(pages.get(LIST))
    pages.get(f"{LIST}/{given.id}/end", status=403)


@pytest.mark.parametrize(
    ("language", "later", "now", "over"),
    [
        ("sw", "Utaanza 03/03/2026", "Anaamua sasa", "Uliisha 04/03/2026"),
        ("en", "Starts on 03/03/2026", "Decides now", "Ended on 04/03/2026"),
    ],
)
def test_days_decide_and_are_said(pages, asha, juma, language, later, now, over):
    asha.language = language
    pages.sign_in(asha)
    page = pages.submit(pages.get(NEW), **typed(first=TODAY + DAY, last=TODAY + 2 * DAY))
    assert later in words(page)
    told = page.select_one("[role=status]").get_text()
    assert "03/03/2026" in told
    assert "04/03/2026" in told

    last_minute = datetime(2026, 3, 4, 23, 59, tzinfo=ZONE)
    for moment, said in ((last_minute, now), (last_minute + timedelta(minutes=1), over)):
        with time_machine.travel(moment, tick=False):
            pages.sign_in(asha)
            assert said in words(pages.get(LIST))


def test_the_list_is_had_as_a_file(pages, asha, juma):
    pages.sign_in(asha)
    pages.submit(pages.get(NEW), **typed())
    for form in ("csv", "xlsx"):
        sheet = pages.download(f"{LIST}?format={form}")
        assert column(sheet, "Kaimu") == ["Juma Kaimu"]
        assert column(sheet, "Hali") == ["Anaamua sasa"]
    assert "Juma Kaimu" in text_of(pages.download(f"{LIST}?format=pdf"))


def test_namesakes_are_told_apart_in_the_list_and_in_the_refusal(pages, asha, juma):
    juma.job_title = "Mhasibu"
    other = factories.user(council_id=asha.council_id, name="Juma Kaimu")
    save()
    pages.sign_in(asha)

    page = pages.get(NEW)
    offered = {str(one["value"]): one.get_text() for one in page.select("#people option")}
    both = {f"Juma Kaimu ({one.username})" for one in (juma, other)}
    assert set(offered) == both | {"Asha Mkuu"}
    assert offered[f"Juma Kaimu ({juma.username})"].startswith("Mhasibu")

    refused = pages.submit(page, status=422, **typed())
    assert other.department
    assert other.department.name_sw in words(refused)
    pages.submit(refused, **typed(deputy=f"Juma  kaimu ({other.username})"))
    assert db.session.query(Delegation).one().deputy == other
